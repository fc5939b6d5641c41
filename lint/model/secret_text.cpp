#include "ringfence/secret_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "ringfence/lower_case.h"

namespace ringfence {

namespace {

// How the keys of well-known services begin, and how long they are at least.
struct KeyShape {
  std::string_view prefix;
  size_t least;
};
constexpr auto kKeyShapes = std::to_array<KeyShape>(
    {{"AKIA", 20}, {"ASIA", 20}, {"sk_live_", 20}, {"rk_live_", 20}, {"whsec_", 20}, {"ghp_", 30}, {"gho_", 30}, {"ghs_", 30}, {"ghu_", 30}, {"ghr_", 30},
     {"github_pat_", 40}, {"glpat-", 20}, {"gldt-", 20}, {"glrt-", 20}, {"xoxb-", 24}, {"xoxp-", 24}, {"xoxa-", 24}, {"xoxr-", 24}, {"xapp-", 24}, {"SG.", 30},
     {"sk-ant-", 30}, {"sk-proj-", 30}, {"AIza", 35}, {"ya29.", 30}, {"npm_", 30}, {"dop_v1_", 40}, {"shpat_", 30}, {"shpss_", 30}, {"hvs.", 24}, {"pypi-", 40},
     {"EAACEdEose0cBA", 30}, {"key-", 36}, {"sq0csp-", 30}, {"sqOatp-", 26}, {"PMAK-", 50}, {"dapi", 36}, {"hf_", 34}, {"lin_api_", 40}, {"NRAK-", 30}, {"AGE-SECRET-KEY-1", 50}});

double entropy(std::string_view text) {
  std::array<int, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const int count : counts)
    if (count > 0) bits -= count * std::log2(static_cast<double>(count) / static_cast<double>(text.size())) / static_cast<double>(text.size());
  return bits;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

bool has_private_key(std::string_view value) {
  const size_t begin = value.find("-----BEGIN ");
  return begin != std::string_view::npos && value.find("PRIVATE KEY", begin) < begin + 40 && value.size() > begin + 60;
}

// Two parts of base64 that are JSON, and a signature.
bool is_signed_token(std::string_view value) {
  const size_t first = value.find('.'), second = value.find('.', first == std::string_view::npos ? first : first + 1);
  if (!value.starts_with("eyJ") || second == std::string_view::npos || value.substr(first + 1, 3) != "eyJ" || value.size() - second < 20) return false;
  // The one that the documentation of the format shows everywhere.
  if (value.find("eyJzdWIiOiIxMjM0NTY3ODkwIiw") != std::string_view::npos) return false;
  return std::all_of(value.begin(), value.end(), [](char c) { return is_word(c) || c == '.' || c == '='; });
}

// "postgres://app:pw@host", "host=db password=pw": the password in it.
std::string_view password_in(std::string_view value) {
  const std::string text = lower_case(value);
  for (const std::string_view sign : {"password=", "pwd=", "password ="}) {
    const size_t at = text.find(sign);
    if (at == std::string::npos || (at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0 || text[at - 1] == '_'))) continue;
    const size_t begin = value.find_first_not_of(" '\"", at + sign.size());
    if (begin != std::string_view::npos) return value.substr(begin, value.find_first_of(" ;&'\"", begin) - begin);
  }
  const size_t scheme = value.find("://");
  if (scheme == std::string_view::npos) return {};
  const size_t end = value.find_first_of("/?# ", scheme + 3);
  const std::string_view authority = value.substr(scheme + 3, end == std::string_view::npos ? end : end - scheme - 3);
  const size_t sign = authority.rfind('@'), colon = authority.find(':');
  if (sign == std::string_view::npos || colon == std::string_view::npos || colon >= sign) return {};
  return authority.substr(colon + 1, sign - colon - 1);
}

// What everybody tries first.
bool is_default_value(std::string_view value) {
  static constexpr auto kDefaults = std::to_array<std::string_view>(
      {"changeme", "change_me", "changeit", "password", "password1", "password123", "passw0rd", "pass", "passwd", "admin", "administrator", "root", "toor", "guest", "user", "test",
       "test123", "testing", "demo", "default", "secret", "letmein", "welcome", "qwerty", "123456", "12345678", "123456789", "1234", "12345", "postgres", "mysql", "dev", "foo", "bar", "foobar", "hunter2", "dummy", "sample", "abc123", "s3cr3t", "supersecret"});
  return std::find(kDefaults.begin(), kDefaults.end(), lower_case(value)) != kDefaults.end();
}

// "X-Api-Key", "user.password", "DB_PASSWORD", "%s:%s": names, keys of settings, formats.
bool is_name(std::string_view value) {
  static constexpr auto kWords = std::to_array<std::string_view>({"password", "passwd", "token", "secret", "key", "auth", "credential", "login", "passphrase", "pwd", "bearer", "basic", "hash", "user"});
  const bool is_plain = std::all_of(value.begin(), value.end(), [](char c) { return is_word(c) || c == '.' || c == ':' || c == '/' || c == ' ' || c == '='; });
  const auto digits = std::count_if(value.begin(), value.end(), is_digit);
  const std::string text = lower_case(value);
  const bool says_it = std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return text.find(word) != std::string::npos; });
  if (is_plain && says_it && digits < 3) return true;
  const bool is_constant = std::all_of(value.begin(), value.end(), [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0 || c == '_'; });
  return is_constant && value.find('_') != std::string_view::npos;
}

}  // namespace

bool is_stand_in(std::string_view value) {
  const std::string text = lower_case(value);
  constexpr auto kSigns = std::to_array<std::string_view>({"${", "{{", "<", "%(", "example", "placeholder", "your_", "your-", "xxxx", "...", "****", "replace", "todo", "insert_", "redacted", "$(", "{}"});
  return text.find_first_not_of(" $%s?*x-#") == std::string::npos ||
         std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) { return text.find(sign) != std::string::npos; });
}

std::optional<SecretText> secret_in(std::string_view text) {
  if (has_private_key(text)) return SecretText{"a private key", 0, text.size(), true};
  if (is_stand_in(text)) return std::nullopt;
  const bool is_one_word = text.find_first_of(" \t\n") == std::string_view::npos;
  for (const KeyShape& shape : kKeyShapes)
    if (is_one_word && text.starts_with(shape.prefix) && text.size() >= shape.least && entropy(text) >= 3.0) return SecretText{"a key", 0, text.size(), true};
  if (is_signed_token(text)) return SecretText{"a signed token", 0, text.size(), true};
  const std::string_view password = password_in(text);
  if (password.empty() || is_stand_in(password)) return std::nullopt;
  const auto begin = static_cast<size_t>(password.data() - text.data());
  return SecretText{"the password of a connection", begin, begin + password.size(), !is_default_value(password)};
}

SecretLikeness secret_likeness(std::string_view value, bool is_chosen) {
  constexpr size_t kLeast = 4, kMost = 4096;
  if (value.size() < kLeast || value.size() > kMost || is_stand_in(value)) return SecretLikeness::kNone;
  if (is_default_value(value)) return is_chosen ? SecretLikeness::kExample : SecretLikeness::kNone;
  const bool is_one_word = value.find_first_of(" \t\n") == std::string_view::npos;
  const bool is_pattern = value.find('%') != std::string_view::npos || value.find('{') != std::string_view::npos || value.find_first_of("()[]<>|") != std::string_view::npos;
  if (!is_one_word || is_pattern || is_name(value) || value.starts_with("/") || value.starts_with("./") || value.find("://") != std::string_view::npos) return SecretLikeness::kNone;
  const bool has_digit = std::any_of(value.begin(), value.end(), is_digit);
  const bool has_letter = std::any_of(value.begin(), value.end(), [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; });
  if (!has_letter) return is_chosen && value.size() >= 6 ? SecretLikeness::kExample : SecretLikeness::kNone;
  constexpr double kChosen = 2.3, kMade = 3.2;
  const bool has_mark = std::any_of(value.begin(), value.end(), [](char c) { return !is_word(c) && c != '.' && c != ':'; });
  if (is_chosen) return value.size() >= 6 && entropy(value) >= kChosen && (has_digit || has_mark) ? SecretLikeness::kSecret : SecretLikeness::kNone;
  return value.size() >= 16 && has_digit && entropy(value) >= kMade ? SecretLikeness::kSecret : SecretLikeness::kNone;
}

}  // namespace ringfence
