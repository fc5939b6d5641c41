#include "ringfence/credential_words.h"

#include <algorithm>

#include "lint/columns/evidence_words.h"
#include "lint/columns/lexicon.h"

namespace ringfence {

bool is_guessable(const DataKind& kind) {
  return kind.category == "credential.password" || kind.category == "credential.pin" || kind.category == "credential.one_time_code" ||
         kind.category == "credential.service_password";
}

bool says_protected(std::string_view name) {
  const columns::Words words = columns::lexicon().words_of(name);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return columns::evidence_words().protected_names.contains(word) || columns::lexicon().hashed.contains(word) ||
           columns::lexicon().encrypted.contains(word);
  });
}

bool looks_protected(std::string_view text) {
  const auto& prefixes = columns::lexicon().protected_prefixes;
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) { return text.starts_with(prefix); });
}

}  // namespace ringfence
