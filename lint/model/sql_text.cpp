#include "ringfence/sql_text.h"

#include <algorithm>

namespace ringfence {

namespace {

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

}  // namespace ringfence
