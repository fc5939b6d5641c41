// What kinds of values a type can hold, by how SQL or C++ spells it.
#include <array>
#include <cctype>

#include "lint/columns/lexicon.h"
#include "ringfence/lower_case.h"

namespace ringfence::columns {

namespace {

struct Spelling {
  std::string_view word;
  unsigned families;
};

// The first that occurs in the type, as a whole word, decides.
constexpr std::array kSpellings = std::to_array<Spelling>({
    {"bool", kBoolean}, {"boolean", kBoolean}, {"bit", kBoolean},
    {"date", kDate}, {"datetime", kDate}, {"timestamp", kDate}, {"timestamptz", kDate}, {"time", kDate}, {"timetz", kDate}, {"interval", kDate}, {"smalldatetime", kDate},
    {"datetime2", kDate}, {"chrono", kDate}, {"time_point", kDate}, {"duration", kDate}, {"time_t", kDate}, {"qdate", kDate}, {"qdatetime", kDate}, {"ptime", kDate},
    {"tsvector", 0}, {"tsquery", 0}, {"daterange", 0}, {"tstzrange", 0}, {"tsrange", 0}, {"int4range", 0}, {"int8range", 0}, {"numrange", 0}, {"oid", 0}, {"regclass", 0}, {"xid", 0}, {"pg_lsn", 0},
    {"vector", kText | kFloat}, {"halfvec", kText | kFloat},
    {"inet", kNet}, {"cidr", kNet}, {"macaddr", kNet}, {"macaddr8", kNet},
    {"uuid", kUuid}, {"uniqueidentifier", kUuid}, {"guid", kUuid},
    {"point", kPlace}, {"geometry", kPlace}, {"geography", kPlace},
    {"float4", kFloat}, {"float8", kFloat}, {"real", kFloat}, {"double", kFloat}, {"float", kFloat}, {"money", kFloat},
    {"numeric", kInteger | kFloat}, {"decimal", kInteger | kFloat}, {"number", kInteger | kFloat},
    {"int", kInteger}, {"int2", kInteger}, {"int4", kInteger}, {"int8", kInteger}, {"integer", kInteger}, {"bigint", kInteger}, {"smallint", kInteger}, {"tinyint", kInteger}, {"mediumint", kInteger},
    {"serial", kInteger}, {"bigserial", kInteger}, {"smallserial", kInteger}, {"serial4", kInteger}, {"serial8", kInteger}, {"int16_t", kInteger}, {"int32_t", kInteger}, {"int64_t", kInteger},
    {"uint16_t", kInteger}, {"uint32_t", kInteger}, {"uint64_t", kInteger}, {"long", kInteger}, {"short", kInteger}, {"unsigned", kInteger}, {"size_t", 0}, {"ptrdiff_t", 0},
});

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool has_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word(text[at - 1]);
    const size_t end = at + word.size();
    if (begins && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

}  // namespace

unsigned families_of(std::string_view type) {
  std::string text(type);
  // "tinyint(1)" is how some say boolean; other numbers in parentheses say nothing.
  if (text.starts_with("tinyint(1)")) return kBoolean;
  if (const size_t modifier = text.find('('); modifier != std::string::npos) text.erase(modifier);
  if (text.find_first_not_of(' ') == std::string::npos || text == "auto") return kAnything & ~kBoolean;
  // Of containers the element counts, and of text with a time zone nothing is a date.
  if (text.find("string") != std::string::npos || has_word(text, "char") || has_word(text, "varying")) return kText;
  text = lower_case(text);
  for (const Spelling& spelling : kSpellings) {
    const bool is_std_vector = spelling.word == "vector" && text.find("vector<") != std::string::npos;
    if (!is_std_vector && has_word(text, spelling.word)) return spelling.families;
  }
  return kText;
}

}  // namespace ringfence::columns
