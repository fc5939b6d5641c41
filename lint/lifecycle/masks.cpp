#include "lint/lifecycle/masks.h"

#include <algorithm>
#include <cstdlib>

#include "ringfence/knowledge.h"
#include "ringfence/lower_case.h"

namespace ringfence::lifecycle {

namespace {

constexpr int kMostShown = 4;

// left(phone, 2), right(card, 4), substr(name, 1, 1): few characters are left.
bool shows_little(const Query& query, const Expression& call, uint32_t argument) {
  if (argument >= call.child_count) return false;
  const Expression& count = query.expression(query.child(call, argument));
  if (count.kind != ExpressionKind::kConstant) return false;
  const int shown = std::atoi(std::string(count.text).c_str());
  return shown >= 0 && shown <= kMostShown && !count.text.empty() && std::isdigit(static_cast<unsigned char>(count.text[0])) != 0;
}

}  // namespace

bool masks(const Query& query, const Expression& call, const Policy& policy) {
  if (call.function.empty()) return false;
  const std::string name = lower_case(call.function);
  const auto is = [&](std::initializer_list<std::string_view> names) { return std::find(names.begin(), names.end(), name) != names.end(); };
  if (is({"left", "right"})) return shows_little(query, call, 1);
  if (is({"substr", "substring"})) return shows_little(query, call, 2);
  if (is({"regexp_replace", "overlay", "length", "char_length", "character_length", "octet_length", "bit_length", "digest", "hmac", "sha224", "sha256",
          "sha384", "sha512", "crypt", "pgp_sym_encrypt", "pgp_pub_encrypt"}))
    return true;
  const auto& sanitizers = policy.personal.sanitizers;
  if (std::any_of(sanitizers.begin(), sanitizers.end(), [&](const Setting& one) { return lower_case(one.value) == name || one.value.ends_with("." + name); })) return true;
  // A function of the schema that says so by its name.
  const auto& words = knowledge().mask_words;
  return !call.text.empty() && std::any_of(words.begin(), words.end(), [&](const std::string& word) { return name.find(word) != std::string::npos; });
}

}  // namespace ringfence::lifecycle
