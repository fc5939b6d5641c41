#include "ringfence/source.h"

#include <algorithm>

namespace ringfence {

Source::Source(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  line_begins_.push_back(0);
  for (size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
    line_begins_.push_back(static_cast<uint32_t>(at + 1));
}

std::string_view Source::text(Span span) const {
  const auto size = static_cast<uint32_t>(text_.size());
  const uint32_t begin = std::min(span.begin, size);
  return std::string_view(text_).substr(begin, std::min(std::max(span.end, begin), size) - begin);
}

Position Source::position(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  const auto next = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  Position position;
  position.line = static_cast<uint32_t>(next - line_begins_.begin());
  const uint32_t begin = line_begins_[position.line - 1];
  position.column = offset - begin + 1;
  for (uint32_t at = begin; at < offset; ++at) {
    const auto byte = static_cast<unsigned char>(text_[at]);
    // Continuation bytes count nothing; four-byte characters are a surrogate pair.
    if ((byte & 0xC0) != 0x80) position.utf16 += byte >= 0xF0 ? 2 : 1;
  }
  return position;
}

uint32_t Source::line_begin(uint32_t number) const {
  if (number == 0 || number > line_begins_.size()) return static_cast<uint32_t>(text_.size());
  return line_begins_[number - 1];
}

std::string_view Source::line(uint32_t number) const {
  if (number == 0 || number > line_begins_.size()) return {};
  const uint32_t begin = line_begins_[number - 1];
  const uint32_t end = number < line_begins_.size() ? line_begins_[number] - 1 : static_cast<uint32_t>(text_.size());
  std::string_view line = std::string_view(text_).substr(begin, end - begin);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace ringfence
