#include "lint/program/written_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace ringfence::program {

namespace {

int hole_of_number(int number) {
  return number >= kFirstHole && (number - kFirstHole) % kHoleDistance == 0 ? (number - kFirstHole) / kHoleDistance : -1;
}

class StatementCut {
 public:
  StatementCut(const Text& text, const FileSource& source_of, const std::string& sql, const std::vector<Byte>& origin, std::vector<OpenHole> holes)
      : text_(text), source_of_(source_of), sql_(sql), origin_(origin), holes_(std::move(holes)) {}

  std::vector<Composed> run() {
    const auto synthetic = std::make_unique<Source>("text", sql_);
    const SqlFile file = read_sql_file(*synthetic, SqlFileKind::kQueries);
    std::vector<Composed> made;
    for (const SqlText& statement : file.statements) made.push_back(mapped(statement));
    if (made.empty() && !file.problems.empty()) {
      SqlText whole;
      whole.text = sql_;
      whole.pieces = {{0, 0, true, nullptr}};
      whole.host = {0, static_cast<uint32_t>(sql_.size())};
      made.push_back(mapped(whole));
    }
    return made;
  }

 private:
  const Byte* origin(uint32_t offset) const { return offset < origin_.size() ? &origin_[offset] : nullptr; }

  // The nearest byte at or behind `offset`, else in front of it, that was typed somewhere.
  const Byte* typed(uint32_t offset) const {
    for (size_t i = offset; i < origin_.size(); ++i)
      if (origin_[i].source != nullptr) return &origin_[i];
    for (size_t i = std::min<size_t>(offset, origin_.size()); i-- > 0;)
      if (origin_[i].source != nullptr) return &origin_[i];
    return nullptr;
  }

  Composed mapped(const SqlText& statement) {
    Composed made;
    made.text.text = statement.text;
    made.text.name = statement.name;
    const Byte* first = typed(statement.host_offset(0));
    made.text.source = first == nullptr ? nullptr : first->source;
    uint32_t last_end = first == nullptr ? 0 : first->offset;
    bool fresh = true;
    for (uint32_t i = 0; i < statement.text.size(); ++i) {
      const uint32_t at = statement.host_offset(i);
      const Byte* byte = origin(at);
      const bool copied = byte != nullptr && byte->source != nullptr && byte->verbatim && i < statement.text.size() && sql_[at] == statement.text[i];
      const Byte* from = copied ? byte : typed(at);
      if (from == nullptr) continue;
      const SqlText::Piece* piece = made.text.pieces.empty() ? nullptr : &made.text.pieces.back();
      const bool continues = !fresh && piece != nullptr && piece->source == from->source &&
                             (copied ? piece->verbatim && piece->host + (i - piece->sql) == from->offset
                                     : !piece->verbatim && piece->host == from->offset);
      if (!continues) made.text.pieces.push_back({i, from->offset, copied, from->source});
      fresh = false;
      if (from->source == made.text.source && copied) last_end = std::max(last_end, from->offset + 1);
    }
    made.text.host = {first == nullptr ? 0 : first->offset, last_end};
    name_placeholders(statement, made);
    return made;
  }

  void name_placeholders(const SqlText& statement, Composed& made) {
    int question_marks = 0;
    std::vector<std::string> names;
    for (const Placeholder& one : statement.placeholders) {
      Placeholder placeholder = one;
      const Byte* from = typed(one.at.begin);
      placeholder.at = from == nullptr ? Span{} : Span{from->offset, from->offset + (one.at.end - one.at.begin)};
      placeholder.from_code = true;
      int ordinal = one.number;
      const int hole = one.spelling.starts_with("$") ? hole_of_number(one.number) : -1;
      if (hole >= 0 && static_cast<size_t>(hole) < holes_.size()) {
        holes_[static_cast<size_t>(hole)].hole.number = one.number;
        placeholder.name.clear();
        placeholder.spelling = "{}";
        ordinal = 0;
      } else if (one.spelling == "?") {
        ordinal = ++question_marks;
      } else if (!one.name.empty()) {
        if (std::find(names.begin(), names.end(), one.name) == names.end()) names.push_back(one.name);
        ordinal = static_cast<int>(std::find(names.begin(), names.end(), one.name) - names.begin()) + 1;
      }
      made.ordinal.push_back(ordinal);
      made.text.placeholders.push_back(std::move(placeholder));
    }
    for (size_t i = 0; i < holes_.size(); ++i) {
      const bool here = statement.text.find(fmt::format("{}{}", kMark, i)) != std::string::npos || holes_[i].hole.number > 0 ||
                        holes_[i].hole.kind == TextHole::Kind::kClause;
      if (!here || holes_[i].hole.what.empty()) continue;
      TextHole hole = holes_[i].hole;
      const TextPart& part = *holes_[i].part;
      // A quoted name is safe as a column's; which table it is stays open.
      hole.is_safe = hole.is_safe || part.is_number || part.is_quoted || (part.is_quoted_name && !holes_[i].names_table);
      hole.is_quoted_name = part.is_quoted_name;
      if (hole.kind == TextHole::Kind::kName) hole.number = static_cast<int>(i);
      hole.what.clear();
      hole.at = place_of(part);
      if (hole.at) hole.what = std::string(hole.at.source->text(hole.at.span).substr(0, 60));
      made.holes.push_back(std::move(hole));
      made.hole_values.push_back(part.hole);
      holes_[i].hole.number = 0;
    }
  }

  // Where a hole is put into the text: the first function on its way that writes a part of the text itself.
  Place place_of(const TextPart& part) const {
    const auto writes = [&](const CodeFunction* function) {
      return std::any_of(text_.begin(), text_.end(), [&](const TextPart& one) { return !one.is_hole && one.in == function; });
    };
    const auto at = [&](const Unit& unit, const CodeRange& range) {
      const Source* source = source_of_(unit, range.file);
      return source == nullptr ? Place{} : Place{source, {range.begin, range.end}};
    };
    for (const auto& [frame, range] : part.trail)
      if (writes(frame->function.function))
        if (const Place found = at(*frame->function.unit, range)) return found;
    return part.hole ? at(*part.hole.frame->function.unit, part.hole.get().at) : Place{};
  }

  const Text& text_;
  const FileSource& source_of_;
  const std::string& sql_;
  const std::vector<Byte>& origin_;  ///< Of each byte of `sql_`.
  std::vector<OpenHole> holes_;
};

}  // namespace

std::vector<Composed> cut_into_statements(const Text& text, const FileSource& source_of, const std::string& sql,
                                          const std::vector<Byte>& origin, std::vector<OpenHole> holes) {
  return StatementCut(text, source_of, sql, origin, std::move(holes)).run();
}

}  // namespace ringfence::program
