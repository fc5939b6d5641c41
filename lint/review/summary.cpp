#include "lint/review/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/review/times.h"

namespace ringfence::review {

namespace {

using Status = ReviewedFinding::Status;

// An acceptance that ends before the next review is over is for this one to decide.
constexpr int kSoon = 92;
constexpr size_t kMostNames = 6;

std::string names(const std::vector<std::string>& all) {
  std::string text;
  for (size_t i = 0; i < std::min(all.size(), kMostNames); ++i) text += (i == 0 ? "" : ", ") + all[i];
  return all.size() > kMostNames ? fmt::format("{} and {} more", text, all.size() - kMostNames) : text;
}

std::vector<std::string> commitments_that_are(const Review& review, std::string_view status) {
  std::vector<std::string> made;
  for (const ReviewedCommitment& one : review.commitments)
    if (one.commitment.status == status) made.push_back(one.commitment.name());
  return made;
}

std::vector<std::string> columns_that_are(const Review& review, std::string_view protection) {
  std::vector<std::string> made;
  for (const RecordedColumn& one : review.state.state.columns)
    if (one.protection == protection) made.push_back(one.name());
  return made;
}

int columns_of(const Review& review, std::string_view data_class) {
  const auto& columns = review.state.state.columns;
  return static_cast<int>(std::count_if(columns.begin(), columns.end(), [&](const RecordedColumn& one) { return one.data_class == data_class; }));
}

std::string share_proven(const Coverage& c) {
  return c.relation_uses == 0 ? "–" : fmt::format("{:.1f} %", 100.0 * (c.proven + c.conditional) / c.relation_uses);
}

std::vector<Tile> tiles_of(const Review& review) {
  const int broken = review.count("broken"), kept = review.count("kept"), errors = review.count(Status::kOpen, "error"), warnings = review.count(Status::kOpen, "warning");
  const int readable = static_cast<int>(columns_that_are(review, "plaintext").size());
  std::vector<Tile> tiles;
  if (!review.commitments.empty()) {
    const int checkable = static_cast<int>(review.commitments.size()) - review.count("not checkable");
    tiles.push_back({std::to_string(broken), broken == 1 ? "commitment broken" : "commitments broken", fmt::format("of {} that code can show", checkable), broken > 0 ? "bad" : "good"});
    tiles.push_back({std::to_string(kept), kept == 1 ? "commitment kept" : "commitments kept", fmt::format("{} accepted, {} not shown, {} not checkable", review.count("accepted"), review.count("not shown"), review.count("not checkable")), "good"});
  }
  tiles.push_back({std::to_string(errors), errors == 1 ? "error open" : "errors open", counted(warnings, "warning") + ", " + counted(review.count(Status::kOpen, "note"), "note"), errors > 0 ? "bad" : "good"});
  if (!review.runs.empty()) tiles.push_back({std::to_string(review.opened), "findings opened", fmt::format("{} fixed, {} accepted in the period", review.fixed, review.newly_accepted), review.opened > review.fixed ? "mid" : ""});
  tiles.push_back({std::to_string(review.count(Status::kAccepted)), review.count(Status::kAccepted) == 1 ? "accepted finding" : "accepted findings", "by comment or baseline", ""});
  tiles.push_back({std::to_string(columns_of(review, "personal")), "columns of personal data", fmt::format("and {} of credentials", columns_of(review, "credential")), ""});
  tiles.push_back({std::to_string(readable), readable == 1 ? "credential readable" : "credentials readable", fmt::format("{} not shown to be protected", columns_that_are(review, "not shown").size()), readable > 0 ? "bad" : "good"});
  tiles.push_back({share_proven(review.state.coverage), "of uses proven", fmt::format("{} unknown, {} unread", review.state.coverage.unknown, counted(review.state.coverage.unread_statements, "statement")),
                   review.state.coverage.unknown > 0 ? "mid" : "good"});
  return tiles;
}

std::vector<std::string> warnings_of(const Review& review) {
  std::vector<std::string> made;
  const Coverage& c = review.state.coverage;
  if (c.unread_files > 0) made.push_back(counted(c.unread_files, "file") + " could not be read: nothing is known of what stands there.");
  if (c.code.units_lost > 0) made.push_back(counted(c.code.units_lost, "C++ translation unit") + " could not be read.");
  if (review.runs.empty()) made.emplace_back("No run of the period is recorded: what came, was fixed and was accepted is not known.");
  else if (!review.begins_before) made.push_back(fmt::format("The first recorded run is of {}: what it found counts as there before, not as opened.", review.runs.front().date()));
  if (review.changes_of_tool > 0)
    made.push_back(fmt::format("{} with another version of the tool, its knowledge or the policy than the run before: findings that came or went with them are marked, as the code need not have changed.",
                               counted(review.changes_of_tool, "run")));
  if (review.incomplete_runs > 0) made.push_back(fmt::format("{} could not read everything: what they did not find is not counted as fixed.", counted(review.incomplete_runs, "run")));
  if (review.state.modified) made.emplace_back("The files that were checked had changes that are in no commit.");
  return made;
}

std::vector<std::string> points_of(const Review& review) {
  std::vector<std::string> made;
  const auto tell = [&](std::string_view status, std::string_view words) {
    if (const auto all = commitments_that_are(review, status); !all.empty()) made.push_back(fmt::format("{}: {}.", words, names(all)));
  };
  if (!review.commitments.empty() && review.count("broken") == 0) made.emplace_back("No commitment is broken.");
  tell("broken", "Broken commitments");
  tell("accepted", "Commitments whose violations are accepted");
  tell("not shown", "Commitments that could not be shown to be kept");
  if (!review.runs.empty()) made.push_back(fmt::format("In the period {} came, {} went and {} accepted.", counted(review.opened, "finding"), review.fixed, review.newly_accepted == 1 ? "1 was" : fmt::format("{} were", review.newly_accepted)));
  const Coverage& c = review.state.coverage;
  made.push_back(fmt::format("Of {} uses of tables that belong to a tenant, {} are proven to stay inside it, {} given consistent foreign keys, {} refuted and {} unknown.", c.relation_uses, c.proven,
                             c.conditional, c.refuted, c.unknown));
  if (c.unclassified_tables > 0) made.push_back(fmt::format("Of {} nobody can tell who owns the rows.", counted(c.unclassified_tables, "table")));
  return made;
}

std::string promise_of(const RecordedCommitment& one) { return one.promise + (one.clause.empty() ? "" : " (" + one.clause + ")"); }

void decide_commitments(const Review& review, std::vector<Decision>& made) {
  for (const ReviewedCommitment& one : review.commitments)
    if (one.commitment.status == "broken")
      made.push_back({one.commitment.name() + ":", promise_of(one.commitment) + ". Broken by " + counted(static_cast<int>(one.commitment.findings.size()), "finding") + "."});
}

void decide_acceptances(const Review& review, std::vector<Decision>& made) {
  const std::string today = review.made.substr(0, 10);
  std::vector<std::string> soon, forever, without_reason;
  for (const ReviewedFinding& one : review.findings) {
    if (one.status != Status::kAccepted) continue;
    const Acceptance& accepted = *one.finding.acceptance;
    const std::string name = one.finding.rule + " " + place_of(one.finding);
    if (accepted.how == "baseline" || accepted.reason.empty()) without_reason.push_back(name);
    else if (accepted.until.empty()) forever.push_back(name);
    else if (date_problem(accepted.until).empty() && days_between(today, accepted.until) <= kSoon) soon.push_back(name + " (" + accepted.until + ")");
  }
  const auto tell = [&](const std::vector<std::string>& all, std::string_view noun, std::string_view words) {
    if (!all.empty()) made.push_back({counted(static_cast<int>(all.size()), noun) + ":", fmt::format("{}: {}.", words, names(all))});
  };
  tell(soon, "acceptance", "ends within three months");
  tell(forever, "acceptance", "for good, without a date to look at it again");
  tell(without_reason, "acceptance", "accepted without a reason of its own, by the baseline");
}

}  // namespace

std::string counted(int count, std::string_view noun) { return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s"); }

std::string place_of(const RecordedFinding& finding) { return finding.path.empty() ? std::string() : fmt::format("{}:{}", finding.path, finding.line); }

std::string since_of(const Review& review, const ReviewedFinding& one) {
  if (one.status == Status::kFixed) return fmt::format("fixed {}{}", one.fixed, one.with_other_tool ? " (with another tool or policy)" : "");
  if (!one.since.empty()) return one.since + (one.with_other_tool ? " (with another tool or policy)" : "");
  return review.runs.empty() && !review.begins_before ? "" : "before " + (review.begins_before ? review.period.from : review.runs.front().date());
}

std::string said_of(const Review& review) {
  const RunRecord& run = review.state;
  const std::string commit = run.commit.empty() ? "files that are in no Git repository" : fmt::format("commit {}{}", run.commit.substr(0, 12), run.modified ? " with uncommitted changes" : "");
  return fmt::format("State of {}, {} {}. History: {} of the period on branch {}.", commit, review.is_checked_now ? "checked" : "as recorded", run.at, counted(static_cast<int>(review.runs.size()), "run"),
                     run.branch.empty() ? "(none)" : run.branch);
}

Summary summary_of(const Review& review) {
  Summary made{tiles_of(review), warnings_of(review), points_of(review), {}};
  decide_commitments(review, made.decisions);
  if (const int errors = review.count(Status::kOpen, "error"); errors > 0)
    made.decisions.push_back({counted(errors, "open error") + ":", "to be mended, or accepted with a reason and a date."});
  if (const auto readable = columns_that_are(review, "plaintext"); !readable.empty())
    made.decisions.push_back({counted(static_cast<int>(readable.size()), "readable credential") + ":", names(readable) + "."});
  decide_acceptances(review, made.decisions);
  return made;
}

}  // namespace ringfence::review
