#include "ringfence/lower_case.h"
#include "ringfence/sql_text.h"

#include <algorithm>
#include <cctype>

namespace ringfence {

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string word_before(std::string_view text, size_t at) {
  while (at > 0 && std::isspace(static_cast<unsigned char>(text[at - 1])) != 0) --at;
  size_t begin = at;
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  return lower_case(text.substr(begin, at - begin));
}

size_t piece_at(const std::vector<SqlText::Piece>& pieces, uint32_t offset) {
  const auto next = std::upper_bound(pieces.begin(), pieces.end(), offset,
                                     [](uint32_t at, const SqlText::Piece& piece) { return at < piece.sql; });
  return next == pieces.begin() ? 0 : static_cast<size_t>(next - pieces.begin()) - 1;
}

}  // namespace

uint32_t SqlText::host_offset(uint32_t sql_offset) const {
  if (pieces.empty()) return host.begin;
  const Piece& piece = pieces[piece_at(pieces, sql_offset)];
  return piece.verbatim ? piece.host + (sql_offset - piece.sql) : piece.host;
}

Place SqlText::place(uint32_t sql_begin, uint32_t sql_end) const {
  if (source == nullptr) return {};
  const uint32_t begin = host_offset(sql_begin);
  const auto source_of = [&](size_t piece) {
    return pieces.empty() || pieces[piece].source == nullptr ? source : pieces[piece].source;
  };
  const Source* starts_in = source_of(pieces.empty() ? 0 : piece_at(pieces, sql_begin));
  uint32_t end = begin;
  if (sql_end > sql_begin) {
    // The end of a rewritten placeholder is the end of its spelling: where the next piece starts.
    const uint32_t last = sql_end - 1;
    const size_t piece = pieces.empty() ? 0 : piece_at(pieces, last);
    if (source_of(piece) != starts_in) end = begin;
    else if (pieces.empty() || pieces[piece].verbatim) end = host_offset(last) + 1;
    else if (piece + 1 == pieces.size()) end = host.end;
    else if (source_of(piece + 1) == starts_in) end = pieces[piece + 1].host;
  }
  return {starts_in, {begin, std::max(begin, end)}};
}

const Placeholder* SqlText::placeholder(int number) const {
  for (const Placeholder& candidate : placeholders)
    if (candidate.number == number) return &candidate;
  return nullptr;
}

bool names_schema(const SqlText& text, const NameHole& hole) {
  const std::string mark = std::string(kNameHole) + std::to_string(hole.number);
  for (size_t at = text.text.find(mark); at != std::string::npos; at = text.text.find(mark, at + 1)) {
    size_t begin = at, end = at + mark.size();
    if (end < text.text.size() && std::isdigit(static_cast<unsigned char>(text.text[end])) != 0) continue;
    while (begin > 0 && (is_word(text.text[begin - 1]) || text.text[begin - 1] == '"')) --begin;
    while (end < text.text.size() && (is_word(text.text[end]) || text.text[end] == '"')) ++end;
    const std::string before = word_before(text.text, begin);
    const bool in_front_of_dot = end < text.text.size() && text.text[end] == '.';
    const bool of_relation = before == "from" || before == "join" || before == "into" || before == "update" || before == "table" || before == "only" ||
                             before == "exists" || before == "view" || before == "function" || before == "using" || before == "call";
    const std::string head = lower_case(std::string_view(text.text).substr(0, begin));
    const bool of_object = before == "on" && (head.starts_with("grant") || head.starts_with("revoke") || head.starts_with("create"));
    const size_t path = head.find("search_path");
    if ((in_front_of_dot && (of_relation || of_object)) || before == "schema" || (head.find("schema") != head.npos && before == "exists")) return true;
    if (path != head.npos && head.find("set") < path && head.find('(') == head.npos) return true;
  }
  return false;
}

}  // namespace ringfence
