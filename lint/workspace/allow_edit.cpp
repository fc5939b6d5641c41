#include "ringfence/allow_edit.h"

#include <algorithm>
#include <functional>

#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

std::string comment_for(const Source& text, uint32_t line, std::string_view mark, const std::string& rule) {
  const std::string_view first = text.line(line);
  const size_t indent = std::min(first.find_first_not_of(" \t"), first.size());
  return std::string(first.substr(0, indent)) + std::string(mark) + " ringfence:allow " + rule + ": " + std::string(kNoReasonYet) + "\n";
}

using ReadComments = std::function<std::vector<AllowComment>(const Source& edited, uint32_t at, uint32_t inserted)>;

// Above the first of the lines where the comment, once it stands there, is one and speaks of the line that the finding is then on.
std::optional<Edit> edit_above(const Source& text, const std::vector<uint32_t>& lines, std::string_view mark, const Finding& finding,
                               const ReadComments& read) {
  const uint32_t finding_line = text.position(finding.at.span.begin).line + 1;
  for (const uint32_t above : lines) {
    const std::string comment = comment_for(text, above, mark, finding.rule);
    const uint32_t begin = text.line_begin(above);
    std::string edited(text.text());
    edited.insert(begin, comment);
    const Source tried(text.path(), std::move(edited));
    const std::vector<AllowComment> found = read(tried, begin, static_cast<uint32_t>(comment.size()));
    const bool reaches = std::any_of(found.begin(), found.end(), [&](const AllowComment& one) {
      return tried.position(one.at.span.begin).line == above && one.first_line <= finding_line && finding_line <= one.last_line;
    });
    if (reaches) return Edit{{&text, {begin, begin}}, comment};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Edit> allow_edit(const Source& text, FileRole role, const Finding& finding) {
  if (role != FileRole::kSchema && role != FileRole::kQueries) return std::nullopt;
  if (finding.rule.starts_with("allow-")) return std::nullopt;
  const SqlFileKind kind = role == FileRole::kSchema ? SqlFileKind::kMigration : SqlFileKind::kQueries;
  std::vector<uint32_t> lines = {text.position(finding.at.span.begin).line};
  for (const SqlText& statement : read_sql_file(text, kind).statements)
    if (statement.host.begin <= finding.at.span.begin && finding.at.span.begin < statement.host.end)
      lines.push_back(text.position(statement.host.begin).line);
  return edit_above(text, lines, "--", finding, [&](const Source& edited, uint32_t, uint32_t) { return read_sql_file(edited, kind).allow_comments; });
}

std::optional<Edit> allow_edit(const Source& text, const std::vector<Span>& code, const Finding& finding) {
  if (finding.rule.starts_with("allow-")) return std::nullopt;
  std::vector<Span> around;
  for (const Span& span : code)
    if (span.begin <= finding.at.span.begin && finding.at.span.begin < span.end) around.push_back(span);
  std::sort(around.begin(), around.end(), [](Span a, Span b) { return a.begin > b.begin; });
  std::vector<uint32_t> lines = {text.position(finding.at.span.begin).line};
  for (const Span& span : around) lines.push_back(text.position(span.begin).line);
  // A line that goes on with the one before it, in a macro.
  std::erase_if(lines, [&](uint32_t line) { return line > 1 && text.line(line - 1).ends_with("\\"); });
  return edit_above(text, lines, "//", finding, [&](const Source& edited, uint32_t at, uint32_t inserted) {
    std::vector<Span> moved = code;
    for (Span& span : moved) {
      if (span.begin >= at) span.begin += inserted;
      if (span.end > at) span.end += inserted;
    }
    return read_host_comments(edited, moved);
  });
}

}  // namespace ringfence
