// Whether a text is a secret: by its form, or as what stands under the name of one. Examples and what a template leaves for
// somebody to fill in are none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ringfence {

struct SecretText {
  std::string what;  ///< "a private key", "the password of a connection"; never the value.
  size_t begin = 0;  ///< The secret in the text.
  size_t end = 0;
  bool is_certain = true;  ///< false: it looks like an example.
};

/// A private key, a key of a known service, a signed token, or the password of a connection.
std::optional<SecretText> secret_in(std::string_view text);

/// "<your key>", "${KEY}", "xxxx": to be filled in.
bool is_stand_in(std::string_view value);

/// What a text is that stands under the name of a credential.
enum class SecretLikeness : unsigned char {
  kNone,     ///< A name, a placeholder, prose, a hash.
  kExample,  ///< "changeme", "admin": nobody's secret, and yet a password.
  kSecret,
};
/// `is_chosen`: people choose such values; keys and tokens are made by machines, and look like it.
SecretLikeness secret_likeness(std::string_view value, bool is_chosen);

}  // namespace ringfence
