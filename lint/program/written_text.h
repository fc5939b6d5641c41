// A text that was written out byte by byte, and its cut into statements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/program/compose.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::program {

inline constexpr std::string_view kMark = kNameHole;
// A value: parameters with numbers that nobody writes, so far apart that those of `?` fit in between.
inline constexpr int kFirstHole = 20'000, kHoleDistance = 1'000;

struct Byte {
  char c = 0;
  int hole = -1;  ///< Index of the hole that stands here.
  const Source* source = nullptr;
  uint32_t offset = 0;
  bool verbatim = false;
};

/// What is known of one hole.
struct OpenHole {
  TextHole hole;
  const TextPart* part = nullptr;
  bool names_table = false;
};

/// `sql`, whose bytes come from `origin`, as statements with their places, placeholders and holes.
std::vector<Composed> cut_into_statements(const Text& text, const FileSource& source_of, const std::string& sql,
                                          const std::vector<Byte>& origin, std::vector<OpenHole> holes);

}  // namespace ringfence::program
