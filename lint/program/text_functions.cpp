#include "lint/program/text_functions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>

#include "lint/program/text_parts.h"

namespace ringfence::program {

namespace {

struct Known {
  std::string_view name;
  TextFunction function;
};

using F = TextFunction;

// By the end of the qualified name; the first that fits counts.
constexpr Known kFunctions[] = {
    {"std::move", F::kOperand}, {"std::forward", F::kOperand}, {"std::as_const", F::kOperand}, {"std::ref", F::kOperand},
    {"std::cref", F::kOperand}, {"basic_string::c_str", F::kOperand}, {"basic_string::data", F::kOperand},
    {"basic_string_view::data", F::kOperand}, {"operator conversion", F::kOperand}, {"basic_string::basic_string", F::kOperand},
    {"basic_string_view::basic_string_view", F::kOperand}, {"operator\"\"s", F::kOperand}, {"operator\"\"sv", F::kOperand},
    {"operator\"\"_zv", F::kOperand}, {"operator\"\"_s", F::kOperand}, {"operator\"\"_qs", F::kOperand},
    {"shared_ptr::operator->", F::kOperand}, {"unique_ptr::operator->", F::kOperand}, {"shared_ptr::operator*", F::kOperand},
    {"unique_ptr::operator*", F::kOperand}, {"__shared_ptr_access::operator->", F::kOperand}, {"__shared_ptr_access::operator*", F::kOperand},
    {"optional::operator*", F::kOperand}, {"optional::operator->", F::kOperand}, {"optional::value", F::kOperand},
    {"unique_ptr::get", F::kOperand}, {"__shared_ptr::get", F::kOperand}, {"optional::value_or", F::kEither},
    {"basic_stringstream::str", F::kAssign}, {"basic_ostringstream::str", F::kAssign}, {"basic_ostringstream::view", F::kOperand},
    {"basic_stringbuf::str", F::kAssign}, {"basic_ostringstream::basic_ostringstream", F::kOperand},
    {"QString::toStdString", F::kOperand}, {"QString::toUtf8", F::kOperand}, {"QString::toLatin1", F::kOperand},
    {"QString::toLocal8Bit", F::kOperand}, {"QString::toAscii", F::kOperand}, {"QByteArray::constData", F::kOperand},
    {"QByteArray::data", F::kOperand}, {"QString::fromUtf8", F::kOperand}, {"QString::fromLatin1", F::kOperand},
    {"QString::fromStdString", F::kOperand}, {"QString::fromLocal8Bit", F::kOperand}, {"QString::trimmed", F::kOperand},
    {"QString::simplified", F::kOperand}, {"QObject::tr", F::kOperand}, {"QLatin1String::QLatin1String", F::kOperand},
    {"qPrintable", F::kOperand}, {"boost::str", F::kOperand}, {"boost::basic_format::str", F::kOperand}, {"basic_format::str", F::kOperand},
    {"fmt::runtime", F::kOperand}, {"std::string::c_str", F::kOperand}, {"fmt::to_string", F::kNumber},
    {"soci::session::operator<<", F::kStarts}, {"soci::details::prepare_proxy::operator<<", F::kStarts}, {"Poco::Data::Session::operator<<", F::kStarts},
    {"prepare_proxy::operator<<", F::kStarts}, {"drogon::orm::DbClient::operator<<", F::kStarts}, {"drogon::orm::Transaction::operator<<", F::kStarts},
    {"basic_string::append", F::kAppend}, {"basic_string::operator+=", F::kAppend}, {"basic_string::push_back", F::kAppend},
    {"QString::append", F::kAppend}, {"QString::operator+=", F::kAppend}, {"QString::push_back", F::kAppend},
    {"QByteArray::append", F::kAppend}, {"QByteArray::operator+=", F::kAppend}, {"QString::prepend", F::kPrepend},
    {"absl::StrAppend", F::kAppend}, {"operator<<", F::kAppend}, {"strcat", F::kAppend}, {"strncat", F::kAppend},
    {"basic_ostream::write", F::kAppend}, {"basic_ostream::put", F::kAppend},
    {"basic_string::operator=", F::kAssign}, {"basic_string::assign", F::kAssign}, {"QString::operator=", F::kAssign},
    {"QByteArray::operator=", F::kAssign}, {"basic_string_view::operator=", F::kAssign}, {"optional::operator=", F::kAssign},
    {"unique_ptr::operator=", F::kAssign}, {"shared_ptr::operator=", F::kAssign},
    {"basic_string::insert", F::kInsert}, {"QString::insert", F::kInsert},
    {"basic_string::clear", F::kClear}, {"QString::clear", F::kClear},
    {"basic_string::pop_back", F::kTrim}, {"basic_string::resize", F::kTrim}, {"basic_string::erase", F::kTrim},
    {"basic_string::substr", F::kTrim}, {"basic_string_view::substr", F::kTrim}, {"QString::chop", F::kTrim}, {"QString::truncate", F::kTrim},
    {"QString::left", F::kTrim}, {"QString::remove", F::kTrim}, {"QString::chopped", F::kTrim}, {"basic_ostream::seekp", F::kUnchanged},
    {"std::operator+", F::kConcatenate}, {"operator+", F::kConcatenate}, {"absl::StrCat", F::kConcatenate}, {"folly::to", F::kConcatenate},
    {"std::to_string", F::kNumber}, {"QString::number", F::kNumber}, {"boost::lexical_cast", F::kNumber}, {"pqxx::to_string", F::kNumber},
    {"fmt::format", F::kBraces}, {"std::format", F::kBraces}, {"fmt::vformat", F::kBraces}, {"spdlog::fmt_lib::format", F::kBraces},
    {"fmt::format_to", F::kBracesTo}, {"std::format_to", F::kBracesTo}, {"fmt::format_to_n", F::kBracesTo}, {"std::format_to_n", F::kBracesTo},
    {"back_inserter", F::kOperand}, {"buffer::data", F::kOperand}, {"buffer::push_back", F::kAppend}, {"buffer::resize", F::kTrim},
    {"buffer::clear", F::kClear}, {"buffer::reserve", F::kUnchanged}, {"basic_memory_buffer::data", F::kOperand},
    {"basic_memory_buffer::resize", F::kTrim}, {"basic_memory_buffer::reserve", F::kUnchanged}, {"basic_memory_buffer::append", F::kAppend},
    {"fmt::sprintf", F::kPrintf}, {"absl::StrFormat", F::kPrintf}, {"QString::asprintf", F::kPrintf}, {"QString::sprintf", F::kPrintf},
    {"folly::stringPrintf", F::kPrintf}, {"android::base::StringPrintf", F::kPrintf}, {"Poco::format", F::kPrintf},
    {"absl::Substitute", F::kSubstitute}, {"snprintf", F::kPrintfTo}, {"sprintf", F::kPrintfTo}, {"asprintf", F::kPrintfTo},
    {"vsnprintf", F::kPrintfTo}, {"QString::arg", F::kNumberedArguments}, {"basic_format::operator%", F::kNumberedArguments},
    {"fmt::join", F::kJoin}, {"boost::algorithm::join", F::kJoin}, {"boost::join", F::kJoin}, {"absl::StrJoin", F::kJoin},
    {"QStringList::join", F::kJoin}, {"QListSpecialMethods::join", F::kJoin}, {"QtPrivate::QStringList_join", F::kJoin},
    {"strcpy", F::kCopyTo}, {"strncpy", F::kCopyTo}, {"strlcpy", F::kCopyTo}, {"memcpy", F::kCopyTo},
    {"vector::operator[]", F::kElement}, {"vector::at", F::kElement}, {"vector::front", F::kElement}, {"vector::back", F::kElement},
    {"array::operator[]", F::kElement}, {"array::at", F::kElement}, {"map::at", F::kElement}, {"map::operator[]", F::kElement},
    {"unordered_map::at", F::kElement}, {"unordered_map::operator[]", F::kElement}, {"map::find", F::kElement},
    {"unordered_map::find", F::kElement}, {"initializer_list::begin", F::kElement},
    {"basic_string::reserve", F::kUnchanged}, {"QString::reserve", F::kUnchanged},
};

std::string_view behind_last_colon(std::string_view name) {
  const size_t colon = name.rfind("::");
  return colon == std::string_view::npos ? name : name.substr(colon + 2);
}

using KnownByLastPart = std::unordered_map<std::string_view, std::vector<Known>>;

KnownByLastPart by_last_part() {
  KnownByLastPart made;
  for (const Known& known : kFunctions) made[behind_last_colon(known.name)].push_back(known);
  return made;
}

}  // namespace

TextFunction text_function(const std::string& name, size_t operands) {
  const std::string_view last = behind_last_colon(name);
  static const KnownByLastPart kKnown = by_last_part();
  if (const auto found = kKnown.find(last); found != kKnown.end())
    for (const Known& known : found->second) {
      if (!is_named(name, known.name) || (known.function == F::kAppend && operands < 2)) continue;
      return known.function;
    }
  if ((last == "operator->" || last == "operator*") && operands == 1) return F::kOperand;
  if (last == "operator=" && operands == 2) return F::kAssign;
  // `QStringBuilder` and other lazy concatenations.
  if (last == "operator%" && operands == 2 && name.find("format") == std::string::npos) return F::kConcatenate;
  return F::kNone;
}

bool hands_on_its_operand(const std::string& name) { return text_function(name, 1) == F::kOperand; }

bool adds_an_element(const std::string& name) {
  return is_named(name, "push_back") || is_named(name, "emplace_back") || is_named(name, "QList::append") ||
         is_named(name, "QStringList::append") || is_named(name, "operator<<") || is_named(name, "insert") || is_named(name, "emplace");
}

bool is_accessor(const std::string& name) {
  static constexpr std::string_view kNames[] = {"begin", "end", "rbegin", "rend", "front", "back", "at", "operator[]", "data", "find", "get",
                                                "operator*", "operator->", "c_str", "reserve", "size", "length", "empty", "constData", "str"};
  const size_t colon = name.rfind("::");
  const std::string_view last = std::string_view(name).substr(colon == std::string::npos ? 0 : colon + 2);
  return is_library(name) && std::find(std::begin(kNames), std::end(kNames), last) != std::end(kNames);
}

bool is_manipulator(const std::string& name) {
  return name.starts_with("std::set") || is_named(name, "quoted") || is_named(name, "put_time");
}

TextPart cut(const TextPart& part, size_t begin, size_t end) {
  TextPart made = part;
  made.text = part.text.substr(begin, end - begin);
  made.segments.clear();
  for (const TextSegment& segment : part.segments) {
    if (segment.at >= end) break;
    TextSegment moved = segment;
    if (segment.at < begin) {
      if (segment.verbatim) moved.offset += static_cast<uint32_t>(begin) - segment.at;
      moved.at = 0;
      made.segments.clear();
    } else {
      moved.at = segment.at - static_cast<uint32_t>(begin);
    }
    made.segments.push_back(moved);
  }
  return made;
}

namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// Of "%-08.3lld" the conversion; of "%2$s" the number.
size_t printf_piece(std::string_view format, size_t at, FormatPiece& piece, size_t& next) {
  size_t end = at + 1;
  size_t digits = end;
  while (digits < format.size() && is_digit(format[digits])) ++digits;
  const bool numbered = digits > end && digits < format.size() && format[digits] == '$';
  if (numbered) {
    piece.argument = static_cast<size_t>(std::max(1, std::atoi(std::string(format.substr(end, digits - end)).c_str()))) - 1;
    end = digits + 1;
  }
  while (end < format.size() && std::string_view("-+ #0123456789.*'").find(format[end]) != std::string_view::npos) {
    if (format[end] == '*') ++next;
    ++end;
  }
  while (end < format.size() && std::string_view("hlLqjzt").find(format[end]) != std::string_view::npos) ++end;
  if (end >= format.size()) return format.size();
  if (!numbered) piece.argument = next++;
  piece.is_number = std::string_view("diouxXeEfFgGaAp").find(format[end]) != std::string_view::npos;
  return end + 1;
}

size_t braces_piece(std::string_view format, size_t at, FormatPiece& piece, size_t& next) {
  const size_t close = format.find('}', at);
  if (close == std::string_view::npos) return format.size();
  const std::string_view inside = format.substr(at + 1, close - at - 1);
  const std::string_view which = inside.substr(0, inside.find(':'));
  const bool numbered = !which.empty() && std::all_of(which.begin(), which.end(), is_digit);
  piece.argument = numbered ? static_cast<size_t>(std::atoi(std::string(which).c_str())) : next++;
  piece.is_number = inside.ends_with('d') && inside.find(':') != std::string_view::npos;
  return close + 1;
}

}  // namespace

std::vector<FormatPiece> format_pieces(std::string_view format, char dialect, size_t& next) {
  std::vector<FormatPiece> pieces;
  size_t plain = 0;
  const auto flush = [&](size_t end) {
    if (end > plain) pieces.push_back({plain, end, false, false, false, 0});
  };
  for (size_t at = 0; at < format.size();) {
    const bool closes = dialect == '{' && format[at] == '}';
    if (format[at] != dialect && !closes) {
      ++at;
      continue;
    }
    const bool doubled = at + 1 < format.size() && format[at + 1] == format[at];
    if (closes && !doubled) {
      ++at;
      continue;
    }
    flush(at);
    FormatPiece piece;
    piece.begin = at;
    if (doubled) {
      piece.is_escape = true;
      piece.end = at + 2;
    } else {
      piece.is_argument = true;
      if (dialect == '{') piece.end = braces_piece(format, at, piece, next);
      else if (dialect == '%') piece.end = printf_piece(format, at, piece, next);
      else {
        piece.end = at + 1;
        while (piece.end < format.size() && is_digit(format[piece.end])) ++piece.end;
        piece.argument = static_cast<size_t>(std::atoi(std::string(format.substr(at + 1, piece.end - at - 1)).c_str()));
      }
    }
    pieces.push_back(piece);
    at = plain = piece.end;
  }
  flush(format.size());
  return pieces;
}

}  // namespace ringfence::program
