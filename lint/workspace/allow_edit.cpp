#include "ringfence/allow_edit.h"

#include <algorithm>

#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

std::string comment_for(const Source& text, uint32_t line, const std::string& rule) {
  const std::string_view first = text.line(line);
  const size_t indent = std::min(first.find_first_not_of(" \t"), first.size());
  return std::string(first.substr(0, indent)) + "-- ringfence:allow " + rule + ": " + std::string(kNoReasonYet) + "\n";
}

// Whether the comment, once it stands there, is one and speaks of the line that the finding is then on.
bool reaches(const Source& text, SqlFileKind kind, uint32_t above, const std::string& comment, uint32_t finding_line) {
  std::string edited(text.text());
  const uint32_t begin = text.line_begin(above);
  edited.insert(begin, comment);
  const Source tried(text.path(), std::move(edited));
  const SqlFile file = read_sql_file(tried, kind);
  return std::any_of(file.allow_comments.begin(), file.allow_comments.end(), [&](const AllowComment& one) {
    return tried.position(one.at.span.begin).line == above && one.first_line <= finding_line + 1 && finding_line + 1 <= one.last_line;
  });
}

}  // namespace

std::optional<Edit> allow_edit(const Source& text, FileRole role, const Finding& finding) {
  if (role != FileRole::kSchema && role != FileRole::kQueries) return std::nullopt;
  if (finding.rule.starts_with("allow-")) return std::nullopt;
  const SqlFileKind kind = role == FileRole::kSchema ? SqlFileKind::kMigration : SqlFileKind::kQueries;
  const uint32_t line = text.position(finding.at.span.begin).line;
  std::vector<uint32_t> candidates = {line};
  for (const SqlText& statement : read_sql_file(text, kind).statements)
    if (statement.host.begin <= finding.at.span.begin && finding.at.span.begin < statement.host.end)
      candidates.push_back(text.position(statement.host.begin).line);
  for (const uint32_t above : candidates) {
    const std::string comment = comment_for(text, above, finding.rule);
    if (reaches(text, kind, above, comment, line)) return Edit{{&text, {text.line_begin(above), text.line_begin(above)}}, comment};
  }
  return std::nullopt;
}

}  // namespace ringfence
