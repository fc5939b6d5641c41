// Calls of a database whose text is not in the program, and texts that are not for PostgreSQL.
#include <algorithm>
#include <cctype>

#include "lint/program/code_reader.h"
#include "ringfence/lower_case.h"

namespace ringfence::program {

CodeReader::SeenCall& CodeReader::seen(const FramePtr& frame, int32_t index) {
  const FunctionRef& in = frame->function;
  const CodeCall& call = in.call(index);
  const Place at = place(*in.unit, call.at);
  SeenCall& made = calls_[std::pair(at ? at.source->path() : std::string(), at.span.begin)];
  if (!made.missing.call) {
    made.missing.call = at;
    made.missing.function = in.name(call.callee);
  }
  return made;
}

void CodeReader::explain(const FramePtr& frame, int32_t index, const std::vector<Text>& texts) {
  using Why = CallWithoutText::Why;
  CallWithoutText& missing = seen(frame, index).missing;
  for (const Text& text : texts)
    for (const TextPart& part : text) {
      if (!part.is_hole || !part.hole) continue;
      Located at = part.hole;
      for (int step = 0; at && step < 32; ++step) {
        const CodeValue& value = at.get();
        const FunctionRef& in = at.frame->function;
        if (value.kind == ValueKind::kParameter) {
          const Located given = argument(at.frame, value.index);
          if (!given && value.index != kThis) missing.why = Why::kParameter, missing.name = in.name(value.name);
          at = given;
        } else if (value.kind == ValueKind::kResult || value.kind == ValueKind::kAfter) {
          const CodeCall& call = in.call(value.index);
          if (!program_.function(in.name(call.key))) missing.why = Why::kOutside, missing.name = in.name(call.callee);
          break;
        } else if (value.kind == ValueKind::kField || value.kind == ValueKind::kVariable) {
          missing.why = Why::kUnset;
          missing.name = in.name(value.name);
          break;
        } else if ((value.kind == ValueKind::kElement || value.kind == ValueKind::kUnknown || value.kind == ValueKind::kLoop) && !value.operands.empty()) {
          at = {at.frame, value.operands[0]};
        } else {
          break;
        }
      }
    }
}

// Pieces that a builder of queries puts together in a way that is not followed start with anything else.
bool CodeReader::starts_a_statement(std::string_view sql) {
  static constexpr std::string_view kFirst[] = {
      "abort", "alter", "analyse", "analyze", "begin", "call", "checkpoint", "close", "cluster", "comment", "commit", "copy", "create",
      "deallocate", "declare", "delete", "discard", "do", "drop", "end", "execute", "explain", "fetch", "grant", "import", "insert", "listen",
      "load", "lock", "merge", "move", "notify", "prepare", "reassign", "refresh", "reindex", "release", "reset", "revoke", "rollback",
      "savepoint", "security", "select", "set", "show", "start", "table", "truncate", "unlisten", "update", "vacuum", "values", "with"};
  const auto skip_to = [&](std::string_view end) { sql.remove_prefix(std::min(sql.size(), sql.find(end))); };
  while (!sql.empty()) {
    if (sql.starts_with("--")) skip_to("\n");
    else if (sql.starts_with("/*")) skip_to("*/"), sql.remove_prefix(std::min<size_t>(sql.size(), 2));
    else if (std::isspace(static_cast<unsigned char>(sql[0])) != 0 || sql[0] == '(' || sql[0] == ';') sql.remove_prefix(1);
    else break;
  }
  size_t end = 0;
  while (end < sql.size() && std::isalpha(static_cast<unsigned char>(sql[end])) != 0) ++end;
  const std::string first = lower_case(sql.substr(0, end));
  return std::binary_search(std::begin(kFirst), std::end(kFirst), std::string_view(first));
}

bool CodeReader::is_of_other_database(const SqlText& text, const Sink& sink) {
  if (!sink.library->is_generic) return false;
  // Words that no statement of PostgreSQL has where it can be parsed; each of MySQL, SQLite, SQL Server or Oracle.
  static constexpr std::string_view kMarks[] = {
      " auto_increment", " autoincrement", " engine=", " engine =", "insert or ", "insert ignore ", "replace into ", " identity(1", " identity (1",
      "on duplicate key ", " varchar2", " nvarchar", " datetime2", " number(", " nvarchar2", "top 1 ", "top (", " unsigned ", " mediumtext", " longblob",
      " tinyint", " varbinary", " from dual", " execute block", "set identity_insert", " carray(", " with (nolock", "exec sp_", " clustered "};
  static constexpr std::string_view kStarts[] = {"pragma ", "attach ", "show tables", "show databases", "use ", "exec ", "replace ", "describe ", "detach ",
                                                 "if object_id", "go ", "rename table"};
  std::string folded;
  bool in_text = false;
  for (const char c : text.text) {
    in_text = in_text != (c == '\'');
    const bool is_blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (in_text || (is_blank && (folded.empty() || folded.back() == ' '))) continue;
    folded += is_blank ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  folded += ' ';
  const auto stands_in = [&](std::string_view mark) { return folded.find(mark) != std::string::npos; };
  const auto starts = [&](std::string_view mark) { return folded.starts_with(mark); };
  return std::any_of(std::begin(kMarks), std::end(kMarks), stands_in) || std::any_of(std::begin(kStarts), std::end(kStarts), starts) ||
         stands_in("`") || stands_in(" [") || stands_in("].[");
}

}  // namespace ringfence::program
