// A text with positions. Everything that ringfence says points into a Source.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ringfence {

/// A half-open range of bytes [begin, end) in some Source.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

/// Line and column as people count them: both start at 1. `column` counts bytes, `utf16` counts UTF-16 code units
/// (what LSP and SARIF use). A carriage return before the line feed belongs to the line.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
  uint32_t utf16 = 1;
};

/// A file's (or editor buffer's) text. Immutable; safe to read from many threads.
class Source {
 public:
  /// `path` is what findings print: relative to the project folder where it lies inside it.
  Source(std::string path, std::string text);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  std::string_view text(Span span) const;
  Position position(uint32_t offset) const;
  /// Line `number` (from 1) without its line end; empty past the last line.
  std::string_view line(uint32_t number) const;
  /// Offset of the first byte of line `number` (from 1).
  uint32_t line_begin(uint32_t number) const;
  uint32_t line_count() const { return static_cast<uint32_t>(line_begins_.size()); }

 private:
  std::string path_;
  std::string text_;
  std::vector<uint32_t> line_begins_;
};

using SourcePtr = std::shared_ptr<const Source>;

/// A range in a source. Does not own: sources live as long as the Project that read them.
struct Place {
  const Source* source = nullptr;
  Span span;
  explicit operator bool() const { return source != nullptr; }
  bool operator==(const Place&) const = default;
};

}  // namespace ringfence
