#include "ringfence/sql_text.h"

#include <algorithm>

namespace ringfence {

uint32_t SqlText::host_offset(uint32_t sql_offset) const {
  if (pieces.empty()) return host.begin;
  auto next = std::upper_bound(pieces.begin(), pieces.end(), sql_offset,
                               [](uint32_t offset, const Piece& piece) { return offset < piece.sql; });
  const Piece& piece = next == pieces.begin() ? *next : *(next - 1);
  return piece.verbatim ? piece.host + (sql_offset - piece.sql) : piece.host;
}

Place SqlText::place(uint32_t sql_begin, uint32_t sql_end) const {
  if (source == nullptr) return {};
  const uint32_t begin = host_offset(sql_begin);
  uint32_t end = begin;
  if (sql_end > sql_begin) {
    // The end of a rewritten placeholder is the end of its spelling: where the next piece starts.
    const uint32_t last = sql_end - 1;
    auto next = std::upper_bound(pieces.begin(), pieces.end(), last,
                                 [](uint32_t offset, const Piece& piece) { return offset < piece.sql; });
    const bool verbatim = pieces.empty() || next == pieces.begin() || (next - 1)->verbatim;
    if (verbatim) end = host_offset(last) + 1;
    else end = next == pieces.end() ? host.end : next->host;
  }
  return {source, {begin, std::max(begin, end)}};
}

const Placeholder* SqlText::placeholder(int number) const {
  for (const Placeholder& candidate : placeholders)
    if (candidate.number == number) return &candidate;
  return nullptr;
}

}  // namespace ringfence
