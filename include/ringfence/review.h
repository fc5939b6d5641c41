// The review of a quarter: how commitments stand, what came, went and was accepted, what data there is and how it is kept.
// Made from what a run saw and what the history knows; nothing in it points into sources.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ringfence/history.h"

namespace ringfence {

struct Period {
  std::string from;  ///< "2026-07-01"
  std::string to;    ///< Its last day.
};

/// The last quarter that is over on that day.
Period last_full_quarter(const std::string& today);
/// Why the text is no day of the calendar ("2026-02-30"); empty: it is one.
std::string date_problem(const std::string& text);

struct ReviewedFinding {
  enum class Status : uint8_t { kOpen, kAccepted, kFixed };
  RecordedFinding finding;
  Status status = Status::kOpen;
  bool is_new = false;                    ///< Came in the period.
  bool was_accepted_now = false;          ///< Accepted in the period.
  bool with_other_tool = false;           ///< It came (or, fixed, went) with a run of another tool, knowledge or policy: perhaps no change of the code.
  std::string since;                      ///< A day; empty: before the first run that is known.
  std::string fixed;                      ///< A day; empty: it is there.
  std::vector<std::string> commitments;   ///< Names of those that it breaks.
};
std::string_view to_string(ReviewedFinding::Status status);  ///< "open", "accepted", "fixed"

struct ReviewedCommitment {
  RecordedCommitment commitment;
  /// How it stood in the period: "2026-07-14 broken", one entry for each change.
  std::vector<std::string> course;
};

/// What happened in a week or a month of the period.
struct ReviewedTime {
  std::string from;
  std::string to;
  int opened = 0;
  int fixed = 0;
  int accepted = 0;
};

/// How many findings there were at the end of a day.
struct ReviewedDay {
  std::string date;
  RunCounts counts;
};

/// A control of a framework, and the rules that show whether it works.
struct ReviewedControl {
  std::string framework;
  std::string control;
  std::vector<std::string> rules;      ///< That were run.
  std::vector<std::string> rules_off;
  int errors = 0, warnings = 0, notes = 0, accepted = 0;
  bool is_open() const { return errors + warnings > 0; }
};

struct Review {
  Period period;
  std::string made;                     ///< When, in UTC.
  bool is_checked_now = true;           ///< Else the state is that of the last recorded run.
  bool is_recorded = true;              ///< Whether that run is in the history.
  std::string history;                  ///< Where the runs were read from, without a password.
  RunRecord state;                      ///< The run that the review speaks of.
  std::vector<RunSummary> runs;         ///< Of the period, in order.
  bool begins_before = false;           ///< There was a run before the period to compare with.
  int incomplete_runs = 0;
  int changes_of_tool = 0;              ///< Runs with another tool, knowledge or policy than the one before.
  std::vector<ReviewedCommitment> commitments;
  std::vector<ReviewedFinding> findings;///< Open ones first, by severity; then accepted, then fixed ones.
  int opened = 0, fixed = 0, newly_accepted = 0;   ///< In the period.
  std::vector<ReviewedTime> times;
  std::vector<ReviewedDay> days;
  std::vector<ReviewedControl> controls;

  int count(std::string_view commitment_status) const;
  int count(ReviewedFinding::Status status, std::string_view severity = {}) const;
};

/// `state`: what was checked now, or nothing: the last run of `slice`, which then has one. `slice` may reach beyond the
/// period; only what happened in it is counted.
Review make_review(std::optional<RunRecord> state, HistorySlice slice, const Period& period, const std::string& made);

/// Names that review_csv takes.
const std::vector<std::string>& review_tables();
/// RFC 4180, with a line of headings. Cells that a spreadsheet would take for formulas get an apostrophe in front.
std::string review_csv(const Review& review, std::string_view table);

std::string render_review_markdown(const Review& review);

struct HtmlStyle {
  /// "A4" or "letter": of the pages when it is printed.
  std::string paper = "A4";
  /// Findings that do not fit are counted and left to the CSV.
  size_t most_bytes = 4'500'000;
};
/// One file that needs nothing else: no network, no other file.
std::string render_review_html(const Review& review, const HtmlStyle& style = {});

}  // namespace ringfence
