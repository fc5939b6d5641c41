#include "lint/columns/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "lint/columns/evidence_words.h"
#include "lint/columns/lexicon.h"
#include "lint/columns/owner.h"
#include "ringfence/lower_case.h"

namespace ringfence::columns {

namespace {

using Weight = Evidence::Weight;

// A hyphen belongs to a word: the id of a rule in an allow-comment says nothing about the column.
bool is_word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }

// `word` as a whole word of `text`; both in lower case.
bool has_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !is_word_byte(text[at - 1])) && (end == text.size() || !is_word_byte(text[end]))) return true;
  }
  return false;
}

template <class Words>
const std::string* word_of(std::string_view text, const Words& words) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const std::string& word) { return has_word(text, word); });
  return found == words.end() ? nullptr : &*found;
}

// A name that says "hash" is believed before anything that speaks against it.
bool says_protected(const std::vector<Evidence>& evidence) {
  return std::any_of(evidence.begin(), evidence.end(), [](const Evidence& one) { return one.weight == Weight::kStrong; });
}

// The word "encrypted" of `key_is_encrypted` is about a flag beside the column, not about the column: only names of
// columns that were found to hold something come here.
void by_name(const Column& column, std::vector<Evidence>& evidence) {
  const EvidenceWords& known = evidence_words();
  const Words words = lexicon().words_of(column.name);
  const auto is_end = [&](size_t index) {
    return std::all_of(words.begin() + static_cast<std::ptrdiff_t>(index) + 1, words.end(), [&](const std::string& later) {
      return lexicon().after.contains(later) || lexicon().hashed.contains(later) || later.find_first_not_of("0123456789") == std::string::npos;
    });
  };
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const auto say = [&](Weight weight, std::string_view what) {
      evidence.push_back({weight, fmt::format("its name says '{}'{}", word, what), column.declared_at});
    };
    if (known.weak_hash_names.contains(word)) say(Weight::kAgainst, ", a hash that is found out quickly");
    else if (known.encoded_names.contains(word)) say(Weight::kAgainst, ": encoding is not encryption");
    else if (known.readable_names.contains(word)) say(Weight::kAgainst, "");
    else if (known.protected_names.contains(word) && (known.anywhere_names.contains(word) || is_end(i))) say(Weight::kStrong, "");
  }
}

void by_type(const Column& column, const DataKind& kind, std::vector<Evidence>& evidence) {
  const std::string type = lower_case(column.domain.empty() ? column.type : column.domain);
  for (const std::string& part : evidence_words().protected_types)
    if (type.find(part) != std::string::npos) return evidence.push_back({Weight::kStrong, fmt::format("its type is {}", type), column.declared_at});
  if (says_protected(evidence)) return;
  const unsigned families = families_of(column.type);
  if (families == kInteger || families == kFloat || families == (kInteger | kFloat))
    return evidence.push_back({Weight::kAgainst, fmt::format("type {} holds no hash and no ciphertext", column.type), column.declared_at});
  if (column.type == "bytea") evidence.push_back({Weight::kWeak, "bytea holds no text", column.declared_at});
  const bool is_hash_length = column.length == 60 || column.length == 64 || column.length == 96 || column.length == 128;
  if (is_hash_length) evidence.push_back({Weight::kWeak, fmt::format("as long as a hash: {}", column.length), column.declared_at});
  // The shortest that anybody would take for a password's hash has 32 characters.
  if (kind.treatment == Treatment::kHashOnly && column.length > 0 && column.length < 28)
    evidence.push_back({Weight::kAgainst, fmt::format("{} characters are too few for a hash", column.length), column.declared_at});
}

void by_siblings(const Table& table, const Column& column, const DataKind& kind, std::vector<Evidence>& evidence) {
  const EvidenceWords& known = evidence_words();
  for (const Column& other : table.columns) {
    if (&other == &column) continue;
    const bool belongs = other.name.starts_with(column.name + "_") &&
                         std::find(known.sibling_suffixes.begin(), known.sibling_suffixes.end(), other.name.substr(column.name.size() + 1)) != known.sibling_suffixes.end();
    const bool is_salt = kind.treatment == Treatment::kHashOnly && known.salts.contains(other.name);
    const bool is_alone = known.sibling_alone.contains(other.name);
    if (!belongs && !is_salt && !is_alone) continue;
    const bool is_sure = belongs || is_salt || column.type == "bytea";
    return evidence.push_back({is_sure ? Weight::kStrong : Weight::kWeak, fmt::format("'{}' stands beside it", other.name), other.declared_at});
  }
}

void by_check(std::string_view check, const Column& column, Place at, std::vector<Evidence>& evidence) {
  const EvidenceWords& known = evidence_words();
  const auto& shapes = known.check_shapes;
  if (std::any_of(shapes.begin(), shapes.end(), [&](const std::string& shape) { return check.find(shape) != std::string_view::npos; }))
    return evidence.push_back({Weight::kStrong, "a CHECK wants the form of a hash, a ciphertext or a reference", at});
  const std::string text = lower_case(check);
  if (text.find("length") == std::string::npos || text.find(lower_case(column.name)) == std::string::npos) return;
  // length(password) >= 8 is a rule for what a person types; octet_length(hash) = 32 is the form of a hash.
  const size_t digit = text.find_first_of("0123456789", text.find("length"));
  if (digit == std::string::npos) return;
  const int length = std::atoi(text.c_str() + digit);
  const bool is_exact = text.find(">=") == std::string::npos && text.find('<') == std::string::npos && text.find('>') == std::string::npos;
  if (is_exact && std::find(known.check_lengths.begin(), known.check_lengths.end(), length) != known.check_lengths.end())
    evidence.push_back({Weight::kStrong, fmt::format("a CHECK wants {} bytes, as a hash has", length), at});
  else if (!says_protected(evidence) && text.find(">=") != std::string::npos && length >= 4 && length <= 16 && text.find("octet_length") == std::string::npos)
    evidence.push_back({Weight::kAgainst, "a CHECK measures what a person types", at});
}

void by_checks(const Table& table, int index, std::vector<Evidence>& evidence) {
  const Column& column = table.columns[static_cast<size_t>(index)];
  for (const CheckConstraint& check : table.checks)
    if (std::find(check.columns.begin(), check.columns.end(), index) != check.columns.end()) by_check(check.expression, column, check.declared_at, evidence);
  if (!column.domain_checks.empty()) by_check(column.domain_checks, column, column.declared_at, evidence);
}

void by_comment(std::string_view comment, const Column& column, std::vector<Evidence>& evidence) {
  if (comment.empty()) return;
  const EvidenceWords& known = evidence_words();
  const std::string text = lower_case(comment);
  // "AES-GCM, never stored as plaintext" says the opposite of "plaintext".
  const bool claims = word_of(text, known.schemes) != nullptr || word_of(text, known.claims) != nullptr;
  const bool negates = has_word(text, "never") || has_word(text, "not") || has_word(text, "no");
  const std::string* readable = word_of(text, known.readable_comments);
  if (readable != nullptr && (text.find("unencrypted") != std::string::npos || text.find("not encrypted") != std::string::npos || (!claims && !negates)))
    return evidence.push_back({Weight::kAgainst, fmt::format("its comment says '{}'", *readable), column.declared_at});
  if (word_of(text, known.negations) != nullptr) return;
  if (const std::string* word = word_of(text, known.schemes)) evidence.push_back({Weight::kStrong, fmt::format("its comment says '{}'", *word), column.declared_at});
  else if (const std::string* claim = word_of(text, known.claims))
    evidence.push_back({Weight::kWeak, fmt::format("its comment says '{}'", *claim), column.declared_at});
}

void by_default(const Column& column, const DataKind& kind, std::vector<Evidence>& evidence) {
  const std::string text = lower_case(column.default_text);
  if (text.empty() || column.generated || says_protected(evidence)) return;
  if (text.find("random") != std::string::npos || text.find("uuid_generate") != std::string::npos)
    return evidence.push_back({Weight::kAgainst, "its default is made at random and stored as it is", column.declared_at});
  const bool is_text = text[0] == '\'' && text.size() > 3 && text.find("''") != 0;
  const auto& prefixes = lexicon().protected_prefixes;
  const bool has_form = std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& one) { return column.default_text.find("'" + one) != std::string::npos; });
  if (is_text && !has_form && kind.category != "credential.bundle" && text.find("'{") != 0 && text.find("'[") != 0 && text.find("'\\x'") != 0)
    evidence.push_back({Weight::kAgainst, "its default stands there in plain text", column.declared_at});
}

// A foreign key: the column holds a reference. Text may refer to a readable twin, unless secrets lie there.
void by_reference(const Table& table, int index, std::vector<Evidence>& evidence) {
  const bool is_id = (families_of(table.columns[static_cast<size_t>(index)].type) & kText) == 0;
  for (const ForeignKey& key : table.foreign_keys)
    if (key.columns.size() == 1 && key.columns[0] == index && (is_id || owner_of(key.target_name).groups.contains("vault"))) evidence.push_back({Weight::kStrong, fmt::format("it refers to {}", key.target_name), key.declared_at});
}

}  // namespace

std::string trailing_remark(const Column& column) {
  if (!column.declared_at) return {};
  const Source& source = *column.declared_at.source;
  const uint32_t number = source.position(column.declared_at.span.begin).line;
  const std::string_view line = source.line(number);
  const size_t dashes = line.find("--", column.declared_at.span.begin - source.line_begin(number));
  return dashes == std::string_view::npos ? std::string() : std::string(line.substr(dashes + 2));
}

std::string remark_of(const Column& column) {
  std::string text = trailing_remark(column);
  if (!text.empty() || !column.declared_at) return text;
  const Source& source = *column.declared_at.source;
  for (uint32_t above = source.position(column.declared_at.span.begin).line - 1; above > 0; --above) {
    const std::string_view one = source.line(above);
    const size_t first = one.find_first_not_of(" \t");
    if (first == std::string_view::npos || one.substr(first, 2) != "--") break;
    text = std::string(one.substr(first + 2)) + " " + text;
  }
  return text;
}

std::vector<Evidence> ddl_evidence(const Table& table, int index, const DataKind& kind) {
  const Column& column = table.columns[static_cast<size_t>(index)];
  std::vector<Evidence> evidence;
  by_name(column, evidence);
  by_type(column, kind, evidence);
  by_siblings(table, column, kind, evidence);
  by_checks(table, index, evidence);
  by_comment(column.comment, column, evidence);
  by_comment(remark_of(column), column, evidence);
  by_default(column, kind, evidence);
  by_reference(table, index, evidence);
  if (column.label.find("ENCRYPT") != std::string::npos) evidence.push_back({Weight::kStrong, "a security label has it encrypted", column.declared_at});
  return evidence;
}

bool is_against(const std::vector<Evidence>& evidence) {
  return std::any_of(evidence.begin(), evidence.end(), [](const Evidence& one) { return one.weight == Weight::kAgainst; });
}

bool is_protected(const std::vector<Evidence>& evidence) {
  int score = 0;
  for (const Evidence& one : evidence) score += std::max(0, static_cast<int>(one.weight));
  return score >= 2 && !is_against(evidence);
}

bool is_protected_by_ddl(const Table& table, int column, const DataKind& kind) { return is_protected(ddl_evidence(table, column, kind)); }

int protected_twin(const Table& table, int index) {
  const auto core = [](const Column& column, bool& is_protected_form) {
    Words words = lexicon().words_of(column.name);
    std::string text;
    for (const std::string& word : words) {
      if (evidence_words().protected_names.contains(word)) is_protected_form = true;
      else text += word + " ";
    }
    return text;
  };
  bool is_own = false;
  const std::string own = core(table.columns[static_cast<size_t>(index)], is_own);
  // What is bytea may be ciphertext itself, and the other one what it is looked up by.
  if (is_own || table.columns[static_cast<size_t>(index)].type == "bytea") return -1;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    bool is_other = false;
    if (core(table.columns[i], is_other) == own && is_other) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace ringfence::columns
