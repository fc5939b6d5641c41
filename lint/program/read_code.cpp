// The SQL of a code base: calls, literals by their content, comments, and how much was seen.
#include <algorithm>

#include "lint/program/code_reader.h"
#include "ringfence/read_code.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

// Functions of units that were passed over call functions of others, seldom more than these.
constexpr int kMostRounds = 6;

std::string_view to_string(TextShape shape) {
  switch (shape) {
    case TextShape::kLiteral: return "literal";
    case TextShape::kConstant: return "constant";
    case TextShape::kConcatenation: return "concatenation";
    case TextShape::kFormat: return "format";
  }
  return "";
}

std::string_view to_string(ValueOrigin::Kind kind) {
  switch (kind) {
    case ValueOrigin::Kind::kContext: return "context";
    case ValueOrigin::Kind::kRequest: return "request";
    case ValueOrigin::Kind::kColumn: return "column";
    case ValueOrigin::Kind::kLiteral: return "literal";
    case ValueOrigin::Kind::kNamed: return "named";
    case ValueOrigin::Kind::kUnknown: return "unknown";
  }
  return "";
}

std::string_view to_string(TextHole::Kind kind) {
  switch (kind) {
    case TextHole::Kind::kValue: return "value";
    case TextHole::Kind::kName: return "name";
    case TextHole::Kind::kClause: return "clause";
  }
  return "";
}

std::string_view to_string(CallWithoutText::Why why) {
  switch (why) {
    case CallWithoutText::Why::kParameter: return "parameter";
    case CallWithoutText::Why::kOutside: return "outside";
    case CallWithoutText::Why::kUnset: return "unset";
    case CallWithoutText::Why::kUnfollowed: return "unfollowed";
  }
  return "";
}

namespace program {

namespace {

// What a comment above its first line speaks of, in one file: calls, variables and texts.
std::vector<Span> spans_in(const Program& program, const std::string& path) {
  std::vector<Span> spans;
  for (const FunctionRef& function : program.functions()) {
    const auto add = [&](const CodeRange& at) {
      if (at.file >= 0 && function.unit->files[static_cast<size_t>(at.file)].path == path) spans.push_back({at.begin, at.end});
    };
    for (const CodeCall& call : function.function->calls) add(call.at);
    if (function.function->is_variable) add(function.function->at);
    for (const CodeValue& value : function.function->values)
      if (value.kind == ValueKind::kText) add(value.at);
  }
  return spans;
}

}  // namespace

CodeReading CodeReader::run() {
  for (const FunctionRef& function : program_.functions())
    for (size_t i = 0; i < function.function->calls.size(); ++i) look_at(function, static_cast<int32_t>(i));
  attach_prepared();
  find_by_content();
  read_comments();
  count();
  std::stable_sort(made_.statements.begin(), made_.statements.end(), before);
  std::stable_sort(made_.by_content.begin(), made_.by_content.end(), before);
  for (auto& [path, file] : files_)
    if (file != nullptr) {
      made_.sources.push_back(file);
      made_.source_of.emplace(path, file.get());
    }
  made_.linked = linked_;
  return std::move(made_);
}

bool CodeReader::before(const CodeStatement& a, const CodeStatement& b) {
  const auto key = [](const CodeStatement& one) {
    return std::tuple(one.text.source == nullptr ? std::string_view() : std::string_view(one.text.source->path()), one.text.host.begin,
                      std::string_view(one.text.text));
  };
  return key(a) < key(b);
}

const Source* CodeReader::source(const Unit& unit, int32_t file) {
  if (file < 0 || static_cast<size_t>(file) >= unit.files.size()) return nullptr;
  const std::string& path = unit.files[static_cast<size_t>(file)].path;
  const auto [known, is_new] = files_.try_emplace(path);
  if (is_new) known->second = load_(path);
  return known->second.get();
}

Place CodeReader::place(const Unit& unit, const CodeRange& at) {
  const Source* found = source(unit, at.file);
  return found == nullptr ? Place{} : Place{found, {at.begin, at.end}};
}

void CodeReader::find_by_content() {
  std::set<std::pair<const Source*, uint32_t>> seen;
  for (const FunctionRef& function : program_.functions())
    for (size_t i = 0; i < function.function->values.size(); ++i) {
      const CodeValue& value = function.function->values[i];
      if (value.kind != ValueKind::kText || !looks_like_dml(function.name(value.name)) || value.segments.empty()) continue;
      const Source* typed = source(*function.unit, value.segments[0].file);
      if (typed == nullptr || !seen.emplace(typed, value.segments[0].offset).second) continue;
      const uint32_t end = value.segments.back().offset + static_cast<uint32_t>(function.name(value.name).size());
      const auto used = used_.lower_bound({typed, value.segments[0].offset});
      if (used != used_.end() && used->first == typed && used->second < end) continue;
      TextPart part;
      part.text = function.name(value.name);
      part.segments = value.segments;
      part.unit = function.unit;
      for (Composed& composed : compose({part}, source_of_)) {
        if (composed.text.source == nullptr || syntax_error_in(composed.text.text)) continue;
        CodeStatement statement;
        statement.text = std::move(composed.text);
        statement.shape = TextShape::kLiteral;
        made_.by_content.push_back(std::move(statement));
      }
    }
}

bool CodeReader::looks_like_dml(const std::string& text) {
  static constexpr std::string_view kVerbs[] = {"select", "insert", "update", "delete", "with", "merge"};
  const size_t begin = text.find_first_not_of(" \t\r\n(");
  if (begin == std::string::npos || text.size() < begin + 12) return false;
  std::string word;
  for (size_t i = begin; i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0; ++i)
    word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
  return std::find(std::begin(kVerbs), std::end(kVerbs), word) != std::end(kVerbs) && text.find(' ') != std::string::npos;
}

void CodeReader::read_comments() {
  for (const UnitPtr& unit : program_.units())
    for (size_t i = 0; i < unit->files.size(); ++i)
      if (unit->files[i].in_project) source(*unit, static_cast<int32_t>(i));
  for (const auto& [path, file] : files_) {
    if (file == nullptr || file->text().find("ringfence:allow") == std::string_view::npos) continue;
    std::vector<AllowComment> found = read_host_comments(*file, spans_in(program_, path));
    made_.allow_comments.insert(made_.allow_comments.end(), found.begin(), found.end());
  }
}

void CodeReader::count() {
  CodeCoverage& coverage = made_.coverage;
  coverage.units = static_cast<int>(program_.units().size());
  for (const UnitPtr& unit : program_.units()) {
    coverage.units_lost += std::any_of(unit->problems.begin(), unit->problems.end(), [](const UnitProblem& one) { return one.fatal; });
    coverage.units_with_errors += !unit->problems.empty();
  }
  coverage.calls = static_cast<int>(calls_.size());
  for (auto& [at, seen] : calls_) {
    coverage.calls_without_text += seen.has_text ? 0 : 1;
    coverage.calls_cut_short += seen.is_cut ? 1 : 0;
    if (!seen.has_text) made_.without_text.push_back(std::move(seen.missing));
  }
  coverage.texts = static_cast<int>(made_.statements.size());
  for (const CodeStatement& statement : made_.statements) {
    ++coverage.by_shape[static_cast<int>(statement.shape)];
    coverage.with_holes += !statement.holes.empty();
  }
  coverage.elsewhere = static_cast<int>(elsewhere_.size());
  coverage.by_content = static_cast<int>(made_.by_content.size());
  made_.libraries.assign(libraries_.begin(), libraries_.end());
}

}  // namespace program

std::vector<Span> spans_of_code(const CodeReading& code, const Source& source) {
  std::vector<Span> spans;
  if (code.linked == nullptr) return spans;
  for (const auto& [path, known] : code.source_of)
    if (known == &source) spans = program::spans_in(*code.linked, path);
  return spans;
}

CodeReading read_code(std::vector<UnitPtr> units, const Policy& policy, const std::function<SourcePtr(const std::string&)>& load,
                      const MoreUnits& more) {
  for (int round = 0;; ++round) {
    const auto linked = std::make_shared<const program::Program>(units);
    program::CodeReader reader(linked, policy, load);
    CodeReading made = reader.run();
    const std::vector<std::string> missing = reader.not_in_sight();
    std::vector<Unit> others;
    if (more && round < kMostRounds && !missing.empty()) others = more(missing);
    if (others.empty()) return made;
    for (Unit& unit : others) units.push_back(std::make_shared<const Unit>(std::move(unit)));
  }
}

CodeReading read_code(std::vector<UnitPtr> units, const Policy& policy, const std::function<SourcePtr(const std::string&)>& load) {
  return read_code(std::move(units), policy, load, {});
}

CodeReading read_code(std::vector<Unit> units, const Policy& policy, const std::function<SourcePtr(const std::string&)>& load) {
  std::vector<UnitPtr> shared;
  for (Unit& unit : units) shared.push_back(std::make_shared<const Unit>(std::move(unit)));
  return read_code(std::move(shared), policy, load);
}

}  // namespace ringfence
