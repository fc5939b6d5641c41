// Formats and joins: arguments put into texts.
#include <algorithm>

#include "lint/program/text_functions.h"
#include "lint/program/text_parts.h"

namespace ringfence::program {

std::vector<Text> TextEvaluator::joined(const Items& items, const Located& separator, int depth) {
  const std::vector<Text> between = separator ? of(separator, depth + 1) : std::vector<Text>{Text{}};
  const auto join = [&](size_t count) {
    std::vector<Text> made{Text{}};
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) made = concatenated(made, between);
      made = concatenated(made, of(items.all[i], depth + 1));
    }
    return made;
  };
  std::vector<Text> all = join(items.all.size());
  if (items.certain < items.all.size()) unite(all, join(items.certain));
  return all;
}

// `boost::format("… %s …") % text`: the first conversion that is left.
std::vector<Text> TextEvaluator::first_conversion_replaced(const Text& format, const std::vector<Text>& with) {
  std::vector<Text> made{Text{}};
  bool is_done = false;
  for (const TextPart& part : format) {
    size_t next = 0, from = 0;
    for (const FormatPiece& piece : part.is_hole || is_done ? std::vector<FormatPiece>() : format_pieces(part.text, '%', next)) {
      if (!piece.is_argument || is_done) continue;
      made = concatenated(concatenated(made, {{cut(part, 0, piece.begin)}}), with);
      from = piece.end;
      is_done = true;
    }
    made = concatenated(made, {{from == 0 ? part : cut(part, from, part.text.size())}});
  }
  return made;
}

// The next argument of QString::arg or boost::format takes the lowest number that is left.
std::vector<Text> TextEvaluator::replaced(const std::vector<Text>& formats, const std::vector<Text>& with, bool is_boost) {
  std::vector<Text> made;
  for (const Text& format : formats) {
    int lowest = 100;
    for (const TextPart& part : format)
      for (size_t at = part.text.find('%'); !part.is_hole && at != std::string::npos; at = part.text.find('%', at + 1)) {
        const size_t digit = at + 1 < part.text.size() && part.text[at + 1] == 'L' ? at + 2 : at + 1;
        if (digit < part.text.size() && std::isdigit(static_cast<unsigned char>(part.text[digit])) != 0)
          lowest = std::min(lowest, std::atoi(part.text.c_str() + digit) % 100);
      }
    if (lowest == 100) {
      if (is_boost) unite(made, first_conversion_replaced(format, with));
      else made.push_back(format);
      continue;
    }
    std::vector<Text> one{Text{}};
    for (const TextPart& part : format) {
      size_t from = 0;
      for (size_t at = part.is_hole ? std::string::npos : part.text.find('%'); at != std::string::npos; at = part.text.find('%', at + 1)) {
        const size_t digit = at + 1 < part.text.size() && part.text[at + 1] == 'L' ? at + 2 : at + 1;
        if (digit >= part.text.size() || std::isdigit(static_cast<unsigned char>(part.text[digit])) == 0 ||
            std::atoi(part.text.c_str() + digit) % 100 != lowest)
          continue;
        size_t end = digit;
        while (end < part.text.size() && end < digit + 2 && std::isdigit(static_cast<unsigned char>(part.text[end])) != 0) ++end;
        if (end < part.text.size() && part.text[end] == '%') ++end;  // boost's %1%
        one = concatenated(concatenated(one, {{cut(part, from, at)}}), with);
        from = end;
        at = end - 1;
      }
      one = concatenated(one, {{from == 0 ? part : cut(part, from, part.text.size())}});
    }
    unite(made, std::move(one));
  }
  return made;
}

std::vector<Text> TextEvaluator::formatted(const std::vector<Text>& formats, const std::vector<Located>& arguments, char dialect,
                                           int depth) {
  std::vector<Text> made;
  for (const Text& format : formats) {
    std::vector<Text> one{Text{}};
    size_t next = 0;
    for (const TextPart& part : format) {
      if (part.is_hole) {
        one = concatenated(one, {{part}});
        continue;
      }
      for (const FormatPiece& piece : format_pieces(part.text, dialect, next)) {
        if (!piece.is_argument) {
          TextPart text = cut(part, piece.begin, piece.end);
          if (piece.is_escape) text.text = text.text.substr(0, 1);
          if (!text.text.empty()) one = concatenated(one, {{text}});
          continue;
        }
        std::vector<Text> given = hole({});
        if (piece.argument < arguments.size()) {
          const Located& argument_given = arguments[piece.argument];
          given = passed(argument_given, argument_given.frame, written_at(argument_given), depth + 1);
        }
        for (Text& text : given)
          for (TextPart& inner : text) inner.is_number = inner.is_number || (inner.is_hole && piece.is_number);
        one = concatenated(one, given);
      }
    }
    unite(made, std::move(one));
  }
  return made;
}

}  // namespace ringfence::program
