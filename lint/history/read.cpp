#include "lint/history/read.h"

#include <map>

#include "lint/history/words.h"

namespace ringfence::history {

namespace {

constexpr const char* kRunColumns =
    "SELECT id, at, seconds, complete, commit_id, modified, tool, knowledge, policy, command, errors, warnings, notes, audits, accepted, coverage, packs FROM runs ";

RunSummary run_of(const Row& row) {
  RunSummary run;
  run.id = number(row[0]);
  run.at = text(row[1]);
  run.seconds = std::stod(text(row[2]));
  run.complete = number(row[3]) != 0;
  run.commit = text(row[4]);
  run.modified = number(row[5]) != 0;
  run.tool = text(row[6]);
  run.knowledge = text(row[7]);
  run.policy = text(row[8]);
  run.command = text(row[9]);
  const auto count = [&](size_t column) { return static_cast<int>(number(row[column])); };
  run.counts = {count(10), count(11), count(12), count(13), count(14)};
  run.coverage = coverage_from(text(row[15]));
  run.packs = packs_from(text(row[16]));
  return run;
}

Lasting<RecordedFinding> finding_of(const Row& row) {
  Lasting<RecordedFinding> made;
  made.identity = number(row[0]);
  made.first_run = number(row[1]);
  made.gone_run = number(row[2]);
  RecordedFinding& finding = made.what;
  finding.fingerprint = text(row[3]);
  finding.content = text(row[4]);
  finding.rule = text(row[5]);
  finding.path = text(row[6]);
  finding.line = static_cast<uint32_t>(number(row[7]));
  finding.severity = text(row[8]);
  finding.what = text(row[9]);
  finding.advice = text(row[10]);
  finding.owner = text(row[11]);
  if (!text(row[12]).empty()) finding.acceptance = Acceptance{text(row[12]), text(row[13]), text(row[14]), text(row[15]), text(row[16]), text(row[17])};
  return made;
}

void read_findings(Database& database, const Row& bounds, HistorySlice& slice) {
  for (const Row& row : database.query(
           "SELECT f.id, o.first_run, o.gone_run, f.fingerprint, f.content, f.rule, f.path, f.line, o.severity, w.content, a.content, o.owner, o.accepted, o.reason, "
           "o.accepted_by, o.accepted_since, o.until, o.accepted_at FROM occurrences o JOIN findings f ON f.id = o.finding JOIN texts w ON w.id = o.what "
           "LEFT JOIN texts a ON a.id = o.advice WHERE o.series = $1 AND o.first_run <= $2 AND (o.gone_run IS NULL OR o.gone_run > $3) "
           "ORDER BY f.path, f.line, f.rule, f.id, o.first_run",
           bounds))
    slice.findings.push_back(finding_of(row));
}

void read_commitments(Database& database, const Row& bounds, HistorySlice& slice) {
  std::multimap<size_t, Lasting<RecordedCommitment>> by_position;
  for (const Row& row : database.query("SELECT c.pack, c.id, c.status, c.first_run, c.gone_run, t.content FROM commitments c JOIN texts t ON t.id = c.detail "
                                       "WHERE c.series = $1 AND c.first_run <= $2 AND (c.gone_run IS NULL OR c.gone_run > $3) ORDER BY c.first_run",
                                       bounds)) {
    Lasting<RecordedCommitment> made;
    made.what.pack = text(row[0]);
    made.what.id = text(row[1]);
    made.what.status = text(row[2]);
    made.first_run = number(row[3]);
    made.gone_run = number(row[4]);
    const size_t position = read_commitment(text(row[5]), made.what);
    by_position.emplace(position, std::move(made));
  }
  for (auto& [position, one] : by_position) slice.commitments.push_back(std::move(one));
}

}  // namespace

HistorySlice read_slice(Database& database, const std::string& series, const std::string& from, const std::string& to) {
  HistorySlice slice;
  const std::string end = to + "T99";  // Behind every time of that day.
  const std::string columns = kRunColumns;
  for (const Row& row : database.query(columns + "WHERE series = $1 AND at < $2 AND id < (SELECT coalesce(min(id), 9223372036854775807) FROM runs "
                                                 "WHERE series = $1 AND at >= $2 AND at <= $3) ORDER BY id DESC LIMIT 1",
                                       {series, from, end}))
    slice.runs.push_back(run_of(row));
  slice.begins_before = !slice.runs.empty();
  for (const Row& row : database.query(columns + "WHERE series = $1 AND at >= $2 AND at <= $3 ORDER BY id", {series, from, end})) slice.runs.push_back(run_of(row));
  if (slice.runs.empty()) return slice;
  const std::string last = std::to_string(slice.runs.back().id);
  const Row bounds{series, last, std::to_string(slice.runs.front().id)};
  read_findings(database, bounds, slice);
  read_commitments(database, bounds, slice);
  for (const Row& row : database.query("SELECT t.content FROM runs r JOIN texts t ON t.id = r.state WHERE r.id = $1", {last})) slice.last_state = state_from(text(row[0]));
  return slice;
}

}  // namespace ringfence::history
