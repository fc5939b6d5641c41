// The review's tables for spreadsheets and other programs.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "lint/review/coverage_lines.h"
#include "ringfence/review.h"

namespace ringfence {

namespace {

using Cells = std::vector<std::string>;

std::string cell(const std::string& text) {
  // What a spreadsheet would compute is no text any more.
  const bool is_formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  const std::string shown = is_formula ? "'" + text : text;
  if (shown.find_first_of(",\"\r\n") == std::string::npos) return shown;
  std::string quoted = "\"";
  for (const char c : shown) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string line(const Cells& cells) {
  std::string text;
  for (size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + cell(cells[i]);
  return text + "\r\n";
}

std::string joined(const Cells& words, std::string_view between = "; ") { return fmt::format("{}", fmt::join(words, between)); }

std::string place(const RecordedFinding& one) { return one.path.empty() ? std::string() : fmt::format("{}:{}", one.path, one.line); }

std::string commitments(const Review& review) {
  std::map<std::string, const RecordedFinding*> by_fingerprint;
  for (const ReviewedFinding& one : review.findings) by_fingerprint[one.finding.fingerprint] = &one.finding;
  std::string text = line({"pack", "commitment", "clause", "promise", "status", "evidence", "findings"});
  for (const ReviewedCommitment& one : review.commitments) {
    Cells found;
    for (const std::string& fingerprint : one.commitment.findings)
      if (const auto known = by_fingerprint.find(fingerprint); known != by_fingerprint.end()) found.push_back(known->second->rule + " " + place(*known->second));
    text += line({one.commitment.pack, one.commitment.id, one.commitment.clause, one.commitment.promise, one.commitment.status,
                  one.commitment.reason.empty() ? joined(one.commitment.evidence) : one.commitment.reason, joined(found)});
  }
  return text;
}

std::string findings(const Review& review) {
  std::string text = line({"status", "severity", "rule", "path", "line", "finding", "advice", "since", "fixed", "accepted_how", "reason", "accepted_by", "accepted_since",
                           "accepted_until", "owner", "commitments", "with_other_tool", "fingerprint"});
  for (const ReviewedFinding& one : review.findings) {
    const Acceptance accepted = one.finding.acceptance.value_or(Acceptance());
    text += line({std::string(to_string(one.status)), one.finding.severity, one.finding.rule, one.finding.path, one.finding.path.empty() ? "" : std::to_string(one.finding.line),
                  one.finding.what, one.finding.advice, one.since, one.fixed, accepted.how, accepted.reason, accepted.by, accepted.since, accepted.until, one.finding.owner,
                  joined(one.commitments), one.with_other_tool ? "yes" : "", one.finding.fingerprint});
  }
  return text;
}

// The columns that records of processing (Art. 30 GDPR) ask for and that schema and code can tell; `purpose` is for a person to fill in.
std::string inventory(const Review& review) {
  std::string text = line({"table", "column", "class", "category", "data_category_fides", "purpose", "recipients", "goes_to", "time_limit_for_erasure", "security_measures",
                           "protection", "type", "why"});
  for (const RecordedColumn& one : review.state.state.columns)
    text += line({one.table, one.column, one.data_class, one.category, one.fides, "", joined(one.recipients), joined(one.goes_to), joined(one.retention), joined(one.evidence),
                  one.protection, one.type, one.why});
  for (const RecordedFlow& one : review.state.state.flows)
    text += line({"", one.given, one.data_class, one.category, "", "", one.recipient, one.channel + " (" + one.at + ")", "", "", "", "", "seen in the code, not followed back to a column"});
  return text;
}

std::string controls(const Review& review) {
  std::string text = line({"framework", "control", "status", "errors", "warnings", "notes", "accepted", "rules", "rules_off"});
  for (const ReviewedControl& one : review.controls)
    text += line({one.framework, one.control, one.rules.empty() ? "not looked at" : one.is_open() ? "open findings" : "no open finding", std::to_string(one.errors),
                  std::to_string(one.warnings), std::to_string(one.notes), std::to_string(one.accepted), joined(one.rules), joined(one.rules_off)});
  return text;
}

std::string coverage(const Review& review) {
  std::string text = line({"part", "what", "value"});
  for (const review::CoverageLine& one : review::coverage_lines(review)) text += line({one.part, one.what, one.value});
  for (const std::string& one : review.state.state.not_read) text += line({"not read", one, ""});
  for (const std::string& one : review.state.state.unknown) text += line({"unknown", one, ""});
  return text;
}

std::string ownership(const Review& review) {
  std::string text = line({"table", "class", "owner", "why", "place"});
  for (const RecordedTable& one : review.state.state.tables) text += line({one.name, one.owner_class, one.owner, one.why, one.at});
  return text;
}

struct NamedTable {
  std::string name;
  std::string (*make)(const Review&);
};

const std::vector<NamedTable>& tables() {
  static const std::vector<NamedTable> kTables = {{"commitments", commitments}, {"findings", findings}, {"inventory", inventory},
                                             {"ownership", ownership},     {"controls", controls}, {"coverage", coverage}};
  return kTables;
}

}  // namespace

const std::vector<std::string>& review_tables() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const NamedTable& one : tables()) names.push_back(one.name);
    return names;
  }();
  return kNames;
}

std::string review_csv(const Review& review, std::string_view table) {
  const auto found = std::find_if(tables().begin(), tables().end(), [&](const NamedTable& one) { return one.name == table; });
  return found == tables().end() ? std::string() : found->make(review);
}

}  // namespace ringfence
