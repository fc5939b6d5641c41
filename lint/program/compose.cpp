#include "lint/program/compose.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <sstream>

#include "lint/program/written_text.h"
#include "ringfence/lower_case.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::program {

namespace {

std::string value_mark(int hole) { return "$" + std::to_string(kFirstHole + hole * kHoleDistance); }

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

template <size_t N>
bool is_one_of(const std::string& word, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

constexpr std::string_view kBeforeName[] = {"from", "join", "into", "update", "table", "only", "truncate", "schema", "view",
                                            "index", "exists", "sequence", "channel", "notify", "listen", "role", "exists_table", "function", "as"};
constexpr std::string_view kBeforePredicate[] = {"where", "and", "or", "on", "having", "not"};
constexpr std::string_view kBeforeValue[] = {"in",    "between", "like",  "ilike", "values", "limit", "offset", "by",   "then", "else",
                                             "when",  "any",     "all",   "set",   "is",     "from_value", "case", "to", "return", "interval",
                                             "similar", "escape", "over", "select", "distinct", "returning", "array", "using_value"};
constexpr std::string_view kAfterPredicate[] = {"and", "or", "group", "order", "limit", "offset", "returning", "for", "union", "having", "fetch"};

class Composition {
 public:
  Composition(const Text& text, const FileSource& source_of) : text_(text), source_of_(source_of) {}

  std::vector<Composed> run(HoleFilling filling) {
    spread();
    if (std::none_of(bytes_.begin(), bytes_.end(), [](const Byte& byte) { return byte.hole < 0 && byte.source != nullptr; })) return {};
    fill();
    if (filling == HoleFilling::kUntilRead) fill_until_read();
    std::vector<OpenHole> open;
    for (size_t i = 0; i < holes_.size(); ++i) open.push_back({holes_[i], parts_[i], names_table_[i]});
    return cut_into_statements(text_, source_of_, sql_, origin_, std::move(open));
  }

 private:
  /// What stands for a hole where its place does not tell.
  enum class StandIn : uint8_t { kByPlace, kNothing, kName, kExpression, kColumn, kQuery };

  // The byte that the parser stops at; nothing where it reads all.
  std::optional<size_t> stuck_at() const {
    const Source whole("text", sql_);
    for (const SqlText& statement : read_sql_file(whole, SqlFileKind::kQueries).statements)
      if (const std::optional<uint32_t> error = syntax_error_in(statement.text)) {
        const uint32_t at = statement.host_offset(std::min<uint32_t>(*error, static_cast<uint32_t>(statement.text.size()) - 1));
        // At the end of the text the parser misses something that stands nowhere.
        return *error >= statement.text.size() ? statement.host.end : at;
      }
    return std::nullopt;
  }

  size_t byte_of(size_t at) const { return at < byte_of_.size() ? byte_of_[at] : bytes_.size(); }

  // Hole by hole, from where the parser stops backwards, as long as it gets further.
  void fill_until_read() {
    static constexpr StandIn kStandIns[] = {StandIn::kName, StandIn::kExpression, StandIn::kNothing, StandIn::kColumn, StandIn::kQuery};
    int patience = 80;
    for (std::optional<size_t> stuck = stuck_at(); stuck && patience > 0;) {
      const size_t reached = byte_of(*stuck);
      bool moved = false;
      int holes = 2;
      size_t from = std::min(reached + 1, bytes_.size());
      while (from < bytes_.size() && (bytes_[from].hole >= 0 || is_space(bytes_[from].c))) ++from;
      for (size_t at = from; at-- > 0 && holes > 0 && !moved;) {
        if (bytes_[at].hole < 0 || is_known(*parts_[static_cast<size_t>(bytes_[at].hole)])) continue;
        --holes;
        StandIn& stand_in = stand_ins_[static_cast<size_t>(bytes_[at].hole)];
        const StandIn before = stand_in;
        for (const StandIn one : kStandIns) {
          stand_in = one;
          fill();
          const std::optional<size_t> next = stuck_at();
          moved = --patience > 0 && (!next || byte_of(*next) > reached);
          if (moved) {
            stuck = next;
            break;
          }
        }
        if (!moved) stand_in = before;
      }
      if (!moved) break;
    }
    fill();
    if (!stuck_at()) return;
    stand_ins_.assign(parts_.size(), StandIn::kByPlace);
    fill();
  }

  static bool is_known(const TextPart& part) { return part.is_number || part.is_quoted || part.is_quoted_name; }

  bool write_stand_in(size_t at, bool touches_left, bool touches_right) {
    const int number = bytes_[at].hole;
    TextHole& hole = holes_[static_cast<size_t>(number)];
    const Byte origin = neighbour(at);
    hole.kind = TextHole::Kind::kClause;
    switch (stand_ins_[static_cast<size_t>(number)]) {
      case StandIn::kByPlace: return false;
      case StandIn::kNothing: write(" ", origin); break;
      case StandIn::kExpression: write(" " + value_mark(number) + " ", origin); break;
      case StandIn::kColumn: write(fmt::format(" {}{} text ", kMark, number), origin); break;
      case StandIn::kQuery: write(" SELECT 1 ", origin); break;
      case StandIn::kName:
        hole.kind = TextHole::Kind::kName;
        names_table_[static_cast<size_t>(number)] = true;
        write(fmt::format("{}{}{}{}", touches_left ? "" : " ", kMark, number, touches_right ? "" : " "), origin);
        break;
    }
    return true;
  }

  const Byte& neighbour(size_t at) const {
    static const Byte kNone;
    return at > 0 && bytes_[at - 1].source != nullptr ? bytes_[at - 1] : at + 1 < bytes_.size() ? bytes_[at + 1] : kNone;
  }

  void spread() {
    for (const TextPart& part : text_) {
      if (part.is_hole) {
        Byte byte;
        byte.hole = static_cast<int>(parts_.size());
        parts_.push_back(&part);
        bytes_.push_back(byte);
        continue;
      }
      for (size_t i = 0; i < part.text.size(); ++i) {
        Byte byte;
        byte.c = part.text[i];
        const auto after = std::upper_bound(part.segments.begin(), part.segments.end(), i,
                                            [](size_t at, const TextSegment& segment) { return at < segment.at; });
        if (after != part.segments.begin()) {
          const TextSegment& segment = *(after - 1);
          byte.source = part.unit == nullptr ? nullptr : source_of_(*part.unit, segment.file);
          byte.verbatim = segment.verbatim;
          byte.offset = segment.offset + (segment.verbatim ? static_cast<uint32_t>(i) - segment.at : 0);
        }
        bytes_.push_back(byte);
      }
    }
    holes_.resize(parts_.size());
    stand_ins_.assign(parts_.size(), StandIn::kByPlace);
    names_table_.assign(parts_.size(), false);
  }

  // The word in front of `at`, or the sign there.
  std::string before(size_t at) const {
    while (at > 0 && bytes_[at - 1].hole < 0 && is_space(bytes_[at - 1].c)) --at;
    if (at == 0) return {};
    if (bytes_[at - 1].hole >= 0) return "?";
    if (!is_word(bytes_[at - 1].c)) return std::string(1, bytes_[at - 1].c);
    size_t begin = at;
    while (begin > 0 && bytes_[begin - 1].hole < 0 && is_word(bytes_[begin - 1].c)) --begin;
    std::string word;
    for (size_t i = begin; i < at; ++i) word += bytes_[i].c;
    return lower_case(word);
  }

  std::string behind(size_t at) const {
    while (at < bytes_.size() && bytes_[at].hole < 0 && is_space(bytes_[at].c)) ++at;
    if (at >= bytes_.size()) return {};
    if (bytes_[at].hole >= 0) return "?";
    if (!is_word(bytes_[at].c)) return std::string(1, bytes_[at].c);
    std::string word;
    for (; at < bytes_.size() && bytes_[at].hole < 0 && is_word(bytes_[at].c); ++at) word += bytes_[at].c;
    return lower_case(word);
  }

  // Writes what stands for the holes, following quotes and comments.
  void fill() {
    sql_.clear();
    origin_.clear();
    byte_of_.clear();
    for (size_t at = 0; at < bytes_.size();) {
      byte_of_.resize(sql_.size(), static_cast<uint32_t>(at == 0 ? 0 : at - 1));
      const char c = bytes_[at].hole >= 0 ? '\0' : bytes_[at].c;
      const char next = at + 1 < bytes_.size() && bytes_[at + 1].hole < 0 ? bytes_[at + 1].c : '\0';
      if (bytes_[at].hole >= 0) at = put_hole(at);
      else if (c == '\'') at = quoted(at);
      else if (c == '"') at = quoted_name(at);
      else if (c == '-' && next == '-') {
        while (at < bytes_.size() && bytes_[at].c != '\n') copy_comment(at++);
      } else {
        sql_ += c;
        origin_.push_back(bytes_[at++]);
      }
    }
    byte_of_.resize(sql_.size(), static_cast<uint32_t>(bytes_.size()) - 1);
  }

  void copy_comment(size_t at) {
    if (bytes_[at].hole >= 0) return;
    sql_ += bytes_[at].c;
    origin_.push_back(bytes_[at]);
  }

  void write(std::string_view text, Byte origin) {
    origin.verbatim = false;
    sql_ += text;
    origin_.insert(origin_.end(), text.size(), origin);
  }

  // 'literal', with a hole in it a value; a hole that is all of it too.
  size_t quoted(size_t at) {
    size_t end = at + 1;
    int found = -1;
    for (; end < bytes_.size(); ++end) {
      if (bytes_[end].hole >= 0) found = bytes_[end].hole;
      else if (bytes_[end].c == '\'') {
        if (end + 1 < bytes_.size() && bytes_[end + 1].hole < 0 && bytes_[end + 1].c == '\'') ++end;
        else break;
      }
    }
    if (found >= 0) {
      holes_[static_cast<size_t>(found)].kind = TextHole::Kind::kValue;
      write(set_in_front_of(at).empty() ? value_mark(found) : fmt::format("{}{}", kMark, found), bytes_[at]);
      for (size_t i = at; i < std::min(end, bytes_.size()); ++i)
        if (bytes_[i].hole >= 0) is_placed(bytes_[i].hole);
      return end + 1;
    }
    for (size_t i = at; i <= end && i < bytes_.size(); ++i) {
      sql_ += bytes_[i].c;
      origin_.push_back(bytes_[i]);
    }
    return end + 1;
  }

  size_t quoted_name(size_t at) {
    size_t end = at + 1;
    while (end < bytes_.size() && (bytes_[end].hole >= 0 || bytes_[end].c != '"')) ++end;
    for (size_t i = at; i <= end && i < bytes_.size(); ++i) {
      if (bytes_[i].hole >= 0) {
        holes_[static_cast<size_t>(bytes_[i].hole)].kind = TextHole::Kind::kName;
        is_placed(bytes_[i].hole);
        write(fmt::format("{}{}", kMark, bytes_[i].hole), at < bytes_.size() ? bytes_[at] : Byte{});
        continue;
      }
      sql_ += bytes_[i].c;
      origin_.push_back(bytes_[i]);
    }
    return end + 1;
  }

  void is_placed(int hole) { holes_[static_cast<size_t>(hole)].what = "placed"; }

  size_t put_hole(size_t at) {
    const int number = bytes_[at].hole;
    TextHole& hole = holes_[static_cast<size_t>(number)];
    const TextPart& part = *parts_[static_cast<size_t>(number)];
    is_placed(number);
    const Byte origin = neighbour(at);
    // A name may be put together of several holes.
    const bool goes_on = at > 0 && bytes_[at - 1].hole >= 0 && holes_[static_cast<size_t>(bytes_[at - 1].hole)].kind == TextHole::Kind::kName &&
                         !parts_[static_cast<size_t>(bytes_[at - 1].hole)]->is_quoted_name && sql_.ends_with(std::to_string(bytes_[at - 1].hole));
    const bool touches_left = goes_on || (at > 0 && bytes_[at - 1].hole < 0 && (is_word(bytes_[at - 1].c) || bytes_[at - 1].c == '.' || bytes_[at - 1].c == '$'));
    const bool touches_right = at + 1 < bytes_.size() && (bytes_[at + 1].hole >= 0 ? !part.is_quoted_name && !parts_[static_cast<size_t>(bytes_[at + 1].hole)]->is_quoted
                                                                                   : is_word(bytes_[at + 1].c) || bytes_[at + 1].c == '.');
    if (write_stand_in(at, touches_left, touches_right)) return at + 1;
    const std::string left = before(at), right = behind(at + 1);
    // "$" + number is a placeholder; "LIMIT " + n a value.
    if (at > 0 && bytes_[at - 1].hole < 0 && bytes_[at - 1].c == '$' && part.is_number) {
      hole.kind = TextHole::Kind::kValue;
      hole.is_safe = true;
      write(fmt::format("{}", 700 + number), origin);
      return at + 1;
    }
    const std::string set = set_in_front_of(at);
    if (!set.empty() && set != "search_path") {
      hole.kind = TextHole::Kind::kValue;
      write(fmt::format(" {}{} ", kMark, number), origin);
      return at + 1;
    }
    if (part.is_quoted) {
      hole.kind = TextHole::Kind::kValue;
      write(" " + value_mark(number) + " ", origin);
      return at + 1;
    }
    const bool is_value_word = is_one_of(left, kBeforeValue) || (!left.empty() && !is_word(left[0]) && left != ")" && left != "?" && left != ";" && left != "]");
    if (part.is_quoted_name || set == "search_path" || touches_left || (touches_right && bytes_[at + 1].hole < 0) || is_one_of(left, kBeforeName)) {
      hole.kind = TextHole::Kind::kName;
      names_table_[static_cast<size_t>(number)] = is_one_of(left, kBeforeName);
      write(fmt::format("{}{}{}{}", touches_left || is_space_before(at) ? "" : " ", kMark, number, touches_right ? "" : " "), origin);
    } else if (part.is_number || (is_value_word && !(left == "(" && is_one_of(before_parenthesis(at), kBeforePredicate)))) {
      hole.kind = TextHole::Kind::kValue;
      write(" " + value_mark(number) + " ", origin);
    } else if (is_one_of(left, kBeforePredicate) || (left == "(" && (right == ")" || is_one_of(right, kAfterPredicate)))) {
      hole.kind = TextHole::Kind::kClause;
      write(" " + value_mark(number) + " ", origin);
    } else {
      hole.kind = TextHole::Kind::kClause;
      write(" ", origin);
    }
    return at + 1;
  }

  // What SET [LOCAL] sets behind `at`, which has no parameters: "search_path"; empty where `at` is in no SET.
  std::string set_in_front_of(size_t at) const {
    size_t begin = at;
    while (begin > 0 && bytes_[begin - 1].c != ';' && at - begin < 200) --begin;
    std::string words;
    for (size_t i = begin; i < at; ++i) words += bytes_[i].hole >= 0 ? '?' : bytes_[i].c == '=' ? ' ' : bytes_[i].c;
    std::istringstream stream(lower_case(words));
    std::string word, name;
    if (!(stream >> word) || word != "set" || !(stream >> name)) return {};
    if (name == "local" || name == "session") stream >> name;
    return name == "constraints" || name == "transaction" || name == "role" ? std::string() : name;
  }

  bool is_space_before(size_t at) const { return at > 0 && bytes_[at - 1].hole < 0 && is_space(bytes_[at - 1].c); }

  std::string before_parenthesis(size_t at) const {
    while (at > 0 && (bytes_[at - 1].hole >= 0 || bytes_[at - 1].c != '(')) --at;
    return at == 0 ? std::string() : before(at - 1);
  }

  const Text& text_;
  const FileSource& source_of_;
  std::vector<Byte> bytes_;
  std::vector<const TextPart*> parts_;  ///< By hole.
  std::vector<TextHole> holes_;
  std::vector<bool> names_table_;  ///< By hole.
  std::vector<StandIn> stand_ins_;  ///< By hole.
  std::vector<uint32_t> byte_of_;   ///< Of each byte of `sql_`: which of `bytes_` it was written for.
  std::string sql_;
  std::vector<Byte> origin_;  ///< Of each byte of `sql_`.
};

}  // namespace

std::vector<Composed> compose(const Text& text, const FileSource& source_of, HoleFilling filling) {
  return Composition(text, source_of).run(filling);
}

}  // namespace ringfence::program
