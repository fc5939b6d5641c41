#include "clang-plugin/clangd/moved_text.h"

#include <algorithm>

namespace ringfence::clangd {

MovedText::MovedText(std::string_view before, std::string_view after) {
  const size_t most = std::min(before.size(), after.size());
  const size_t head = static_cast<size_t>(std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(most), after.begin()).first - before.begin());
  size_t tail = 0;
  while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  begin_ = static_cast<uint32_t>(head);
  end_ = static_cast<uint32_t>(before.size() - tail);
  grown_ = static_cast<uint32_t>(after.size()) - static_cast<uint32_t>(before.size());
}

std::optional<Span> MovedText::moved(Span before) const {
  if (before.end <= begin_) return before;
  if (before.begin >= end_) return Span{before.begin + grown_, before.end + grown_};
  return std::nullopt;
}

}  // namespace ringfence::clangd
