// The review as Markdown: for a pull request, a wiki, or to be read in a terminal.
#include <fmt/format.h>

#include <algorithm>

#include "lint/review/coverage_lines.h"
#include "lint/review/summary.h"
#include "ringfence/review.h"

namespace ringfence {

using namespace review;

namespace {

using Status = ReviewedFinding::Status;

// Beyond these a text is no longer read; the CSV has them all.
constexpr size_t kMostFindings = 200;

std::string plain(std::string_view text) {
  std::string made;
  for (const char c : text) {
    if (std::string_view("|*_`<>[]\\").find(c) != std::string_view::npos) made += '\\';
    made += c == '\n' || c == '\r' ? ' ' : c;
  }
  return made;
}

std::string row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) text += " " + plain(cell) + " |";
  return text + "\n";
}

std::string heading(const std::vector<std::string>& cells) {
  std::string rule = "|";
  for (size_t i = 0; i < cells.size(); ++i) rule += " --- |";
  return row(cells) + rule + "\n";
}

std::string summary(const Review& review) {
  const Summary all = summary_of(review);
  std::string text;
  for (const std::string& one : all.warnings) text += "> " + plain(one) + "\n>\n";
  if (!text.empty()) text += "\n";
  for (const Tile& one : all.tiles) text += fmt::format("* **{}** {} ({})\n", plain(one.figure), plain(one.label), plain(one.more));
  text += "\n";
  for (const std::string& one : all.points) text += plain(one) + "\n\n";
  text += "### What needs a decision\n\n";
  for (const Decision& one : all.decisions) text += fmt::format("* **{}** {}\n", plain(one.what), plain(one.text));
  return all.decisions.empty() ? text + "Nothing.\n" : text;
}

std::string commitments(const Review& review) {
  if (review.commitments.empty()) return "No policy pack is named.\n";
  std::string text = heading({"commitment", "clause", "promise", "status", "evidence"});
  for (const ReviewedCommitment& one : review.commitments)
    text += row({one.commitment.name(), one.commitment.clause, one.commitment.promise, one.commitment.status,
                 one.commitment.reason.empty() ? fmt::format("{}", fmt::join(one.commitment.evidence, "; ")) : one.commitment.reason});
  return text;
}

std::string findings(const Review& review, bool accepted) {
  std::string text = accepted ? heading({"rule", "place", "reason", "accepted by", "owner", "since", "until"}) : heading({"status", "severity", "rule", "place", "finding", "since"});
  size_t count = 0;
  for (const ReviewedFinding& one : review.findings) {
    if ((one.status == Status::kAccepted) != accepted || ++count > kMostFindings) continue;
    const Acceptance how = one.finding.acceptance.value_or(Acceptance());
    if (accepted) text += row({one.finding.rule, place_of(one.finding), how.how == "baseline" ? "in the baseline" : how.reason, how.by, one.finding.owner, how.since, how.until.empty() ? "for good" : how.until});
    else text += row({one.is_new && one.status == Status::kOpen ? "open, new" : std::string(to_string(one.status)), one.finding.severity, one.finding.rule, place_of(one.finding), one.finding.what, since_of(review, one)});
  }
  if (count == 0) return accepted ? "Nothing is accepted.\n" : "Nothing was found.\n";
  return count > kMostFindings ? text + fmt::format("\n{} more are in the CSV.\n", count - kMostFindings) : text;
}

std::string quarter(const Review& review) {
  if (review.runs.empty()) return "No run of this period is recorded.\n";
  std::string text = heading({"from", "to", "opened", "fixed", "accepted"});
  for (const ReviewedTime& one : review.times) text += row({one.from, one.to, std::to_string(one.opened), std::to_string(one.fixed), std::to_string(one.accepted)});
  return text;
}

std::string inventory(const Review& review) {
  std::string text = heading({"column", "class", "category", "protection", "goes to", "kept for"});
  for (const RecordedColumn& one : review.state.state.columns)
    text += row({one.name(), one.data_class, one.category, one.protection, fmt::format("{}", fmt::join(one.goes_to, "; ")), fmt::format("{}", fmt::join(one.retention, "; "))});
  return review.state.state.columns.empty() ? "No column holds any, as far as names, types and comments say.\n" : text;
}

std::string controls(const Review& review) {
  std::string text = heading({"framework", "control", "open errors", "open warnings", "accepted"});
  for (const ReviewedControl& one : review.controls)
    if (one.is_open() || one.accepted > 0) text += row({one.framework, one.control, std::to_string(one.errors), std::to_string(one.warnings), std::to_string(one.accepted)});
  const auto silent = std::count_if(review.controls.begin(), review.controls.end(), [](const ReviewedControl& one) { return !one.is_open() && one.accepted == 0; });
  return text + fmt::format("\nNothing was found about {}.\n", counted(static_cast<int>(silent), "other control"));
}

std::string lines(const std::vector<CoverageLine>& all) {
  std::string text = heading({"part", "what", "how many"});
  for (const CoverageLine& one : all) text += row({one.part, one.what, one.value});
  return text;
}

}  // namespace

std::string render_review_markdown(const Review& review) {
  std::string text = fmt::format("# {}: data protection review, {} to {}\n\n{}\n\n## Summary\n\n", plain(review.state.project), review.period.from, review.period.to, plain(said_of(review)));
  text += summary(review);
  text += "\n## Commitments\n\n" + commitments(review);
  text += "\n## The period\n\n" + quarter(review);
  text += "\n## Accepted findings\n\n" + findings(review, true);
  text += "\n## Findings\n\n" + findings(review, false);
  text += "\n## Personal data and credentials\n\n" + inventory(review);
  text += "\n## Controls\n\n" + controls(review);
  text += "\n## Coverage\n\n" + lines(coverage_lines(review));
  return text + "\n## Origin\n\n" + lines(origin_lines(review));
}

}  // namespace ringfence
