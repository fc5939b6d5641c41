// What functions of the standard library, Qt, fmt, Abseil and Boost do to texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/program/text.h"

namespace ringfence::program {

enum class TextFunction {
  kNone,
  kOperand,      ///< The result is operand 0: std::move, c_str, string constructors.
  kStarts,       ///< `session << "…"`: the result is operand 1.
  kAppend,       ///< Operand 0 becomes, and the result is, operand 0 followed by operand 1.
  kPrepend,
  kInsert,       ///< Object, position, … text.
  kAssign,       ///< Operand 0 becomes operand 1.
  kClear,
  kTrim,         ///< What stands at the end is cut off.
  kConcatenate,  ///< All operands, one after the other.
  kNumber,       ///< A number as text.
  kBraces,       ///< fmt::format
  kBracesTo,     ///< fmt::format_to: what stands there already, then format and arguments.
  kPrintf,       ///< Format, then arguments.
  kPrintfTo,     ///< Buffer, format, arguments.
  kSubstitute,   ///< absl::Substitute
  kNumberedArguments,  ///< QString::arg, boost::format
  kJoin,         ///< Range, separator.
  kCopyTo,       ///< strcpy
  kElement,
  kEither,       ///< value_or
  kUnchanged,    ///< reserve
};

TextFunction text_function(const std::string& name, size_t operands);
bool hands_on_its_operand(const std::string& name);
bool adds_an_element(const std::string& name);
/// Hands out a way to what it holds, and changes nothing itself: begin(), back(), operator[].
bool is_accessor(const std::string& name);
bool is_manipulator(const std::string& name);

/// Bytes [begin, end) of a part, with their places.
TextPart cut(const TextPart& part, size_t begin, size_t end);

struct FormatPiece {
  size_t begin = 0, end = 0;  ///< In the format.
  bool is_argument = false;
  bool is_escape = false;  ///< `{{`, `%%`: one character of it counts.
  bool is_number = false;  ///< %d and the like.
  size_t argument = 0;
};

/// Dialects: '{' of fmt, '%' of printf, '$' of absl::Substitute. `next`: the number of the next argument without a number.
std::vector<FormatPiece> format_pieces(std::string_view format, char dialect, size_t& next);

}  // namespace ringfence::program
