#include "lint/history/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "lint/history/known_texts.h"
#include "lint/history/words.h"

namespace ringfence::history {

namespace {

std::string flag(bool value) { return value ? "1" : "0"; }

// How a finding stands: where any of it changes, one stretch of its history ends and the next begins.
struct Standing {
  std::string severity;
  std::string what;    ///< Number of a text.
  std::string advice;  ///< Empty: there is none.
  std::string accepted, reason, until, by, since, owner;
  bool operator==(const Standing&) const = default;
};

struct OpenFinding {
  std::string id;
  KnownFinding known;
  std::string path, line, accepted_at;
  Standing standing;
};

Standing standing_of(const RecordedFinding& finding, const KnownTexts& texts) {
  Standing made{finding.severity, texts.number_of(finding.what), finding.advice.empty() ? std::string() : texts.number_of(finding.advice), {}, {}, {}, {}, {}, finding.owner};
  if (finding.acceptance) {
    made.accepted = finding.acceptance->how;
    made.reason = finding.acceptance->reason;
    made.until = finding.acceptance->until;
    made.by = finding.acceptance->by;
    made.since = finding.acceptance->since;
  }
  return made;
}

std::vector<OpenFinding> open_findings(Database& database, const std::string& series) {
  std::vector<OpenFinding> open;
  for (const Row& row : database.query("SELECT f.id, f.fingerprint, f.content, f.path, f.line, o.severity, o.what, o.advice, o.accepted, o.reason, o.until, "
                                       "o.accepted_by, o.accepted_since, o.owner, o.accepted_at FROM occurrences o JOIN findings f ON f.id = o.finding "
                                       "WHERE o.series = $1 AND o.gone_run IS NULL ORDER BY f.id",
                                       {series}))
    open.push_back({text(row[0]),
                    {text(row[1]), text(row[2])},
                    text(row[3]),
                    text(row[4]),
                    text(row[14]),
                    {text(row[5]), text(row[6]), text(row[7]), text(row[8]), text(row[9]), text(row[10]), text(row[11]), text(row[12]), text(row[13])}});
  return open;
}

class FindingRecorder {
 public:
  FindingRecorder(Database& database, const RunRecord& run, std::string series, std::string id)
      : database_(database), run_(run), series_(std::move(series)), id_(std::move(id)), texts_(database),
        added_(database, "occurrences", {"finding", "series", "first_run", "severity", "what", "advice", "accepted", "reason", "until", "accepted_by",
                                         "accepted_since", "accepted_at", "owner"}) {}

  void record(const History::Recognise& recognise) {
    std::vector<std::string> wanted;
    for (const RecordedFinding& one : run_.findings) wanted.insert(wanted.end(), {one.what, one.advice});
    texts_.know(wanted);
    open_ = open_findings(database_, series_);
    std::vector<KnownFinding> known;
    for (const OpenFinding& one : open_) known.push_back(one.known);
    const std::vector<int> recognised = recognise(known);
    std::vector<bool> seen(open_.size(), false);
    for (size_t i = 0; i < run_.findings.size(); ++i) {
      const int which = i < recognised.size() ? recognised[i] : -1;
      if (which < 0 || seen.at(static_cast<size_t>(which))) continue;
      seen[static_cast<size_t>(which)] = true;
      is_known_.insert(i);
      go_on(open_[static_cast<size_t>(which)], run_.findings[i]);
    }
    if (run_.complete)
      for (size_t i = 0; i < open_.size(); ++i)
        if (!seen[i]) gone_.push_back(open_[i].id);
    end_gone();
    begin_new();
    added_.finish();
  }

 private:
  void go_on(const OpenFinding& open, const RecordedFinding& now) {
    const std::string accepted_at = now.acceptance ? now.acceptance->at : std::string();
    if (now.fingerprint != open.known.fingerprint || now.content != open.known.content || now.path != open.path || std::to_string(now.line) != open.line) move(open, now);
    const Standing standing = standing_of(now, texts_);
    if (standing != open.standing) {
      gone_.push_back(open.id);
      again_.emplace_back(open.id, &now);
    } else if (accepted_at != open.accepted_at) {
      database_.query("UPDATE occurrences SET accepted_at = $1 WHERE finding = $2 AND gone_run IS NULL", {accepted_at, open.id});
    }
  }

  // One that had this fingerprint before, and went, gives it up.
  void move(const OpenFinding& open, const RecordedFinding& now) {
    if (now.fingerprint != open.known.fingerprint)
      database_.query("UPDATE findings SET fingerprint = fingerprint || '/' || id WHERE series = $1 AND fingerprint = $2", {series_, now.fingerprint});
    database_.query("UPDATE findings SET fingerprint = $1, content = $2, path = $3, line = $4 WHERE id = $5",
                    {now.fingerprint, now.content, now.path, std::to_string(now.line), open.id});
  }

  void end_gone() {
    in_pieces(gone_, [&](Row piece) {
      const std::string list = placeholders(2, piece.size());
      piece.insert(piece.begin(), id_);
      database_.query(fmt::format("UPDATE occurrences SET gone_run = $1 WHERE gone_run IS NULL AND finding IN ({})", list), piece);
    });
  }

  void begin_new() {
    for (const auto& [id, finding] : again_) add(id, *finding);
    std::map<std::string, const RecordedFinding*> fresh;
    for (size_t i = 0; i < run_.findings.size(); ++i)
      if (!is_known_.contains(i)) fresh.emplace(run_.findings[i].fingerprint, &run_.findings[i]);
    const std::map<std::string, std::string> numbers = numbers_of(fresh);
    for (const auto& [fingerprint, finding] : fresh) add(numbers.at(fingerprint), *finding);
  }

  // Of findings that were there once before, or new ones.
  std::map<std::string, std::string> numbers_of(const std::map<std::string, const RecordedFinding*>& fresh) {
    std::map<std::string, std::string> numbers;
    std::vector<std::string> fingerprints;
    for (const auto& [fingerprint, finding] : fresh) fingerprints.push_back(fingerprint);
    in_pieces(fingerprints, [&](Row piece) {
      const std::string list = placeholders(2, piece.size());
      piece.insert(piece.begin(), series_);
      for (const Row& row : database_.query(fmt::format("SELECT fingerprint, id FROM findings WHERE series = $1 AND fingerprint IN ({})", list), piece))
        numbers[text(row[0])] = text(row[1]);
    });
    for (const auto& [fingerprint, id] : numbers) {
      const RecordedFinding& now = *fresh.at(fingerprint);
      database_.query("UPDATE findings SET content = $1, path = $2, line = $3 WHERE id = $4", {now.content, now.path, std::to_string(now.line), id});
    }
    int64_t next = number(database_.query("SELECT coalesce(max(id), 0) + 1 FROM findings").at(0).at(0));
    Inserter inserter(database_, "findings", {"id", "series", "fingerprint", "content", "rule", "path", "line"});
    for (const auto& [fingerprint, finding] : fresh) {
      if (numbers.contains(fingerprint)) continue;
      inserter.add({std::to_string(next), series_, fingerprint, finding->content, finding->rule, finding->path, std::to_string(finding->line)});
      numbers[fingerprint] = std::to_string(next++);
    }
    inserter.finish();
    return numbers;
  }

  void add(const std::string& id, const RecordedFinding& finding) {
    const Standing now = standing_of(finding, texts_);
    added_.add({id, series_, id_, now.severity, now.what, now.advice.empty() ? Value() : Value(now.advice), now.accepted, now.reason, now.until, now.by, now.since,
                finding.acceptance ? finding.acceptance->at : std::string(), now.owner});
  }

  Database& database_;
  const RunRecord& run_;
  std::string series_;
  std::string id_;
  KnownTexts texts_;
  Inserter added_;
  std::vector<OpenFinding> open_;
  std::set<size_t> is_known_;
  std::vector<std::string> gone_;
  std::vector<std::pair<std::string, const RecordedFinding*>> again_;
};

std::string series_of(Database& database, const RunRecord& run) {
  if (const auto known = find_series(database, run.project, run.branch)) return *known;
  const std::string id = text(database.query("SELECT coalesce(max(id), 0) + 1 FROM series").at(0).at(0));
  database.query("INSERT INTO series (id, project, branch) VALUES ($1, $2, $3)", {id, run.project, run.branch});
  return id;
}

void record_commitments(Database& database, const RunRecord& run, const std::string& series, const std::string& id) {
  KnownTexts texts(database);
  std::vector<std::string> details;
  for (size_t i = 0; i < run.commitments.size(); ++i) details.push_back(commitment_json(run.commitments[i], i));
  texts.know(details);
  std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>> open;
  for (const Row& row : database.query("SELECT pack, id, status, detail FROM commitments WHERE series = $1 AND gone_run IS NULL", {series}))
    open[{text(row[0]), text(row[1])}] = {text(row[2]), text(row[3])};
  Inserter inserter(database, "commitments", {"series", "pack", "id", "first_run", "status", "detail"});
  std::set<std::pair<std::string, std::string>> seen;
  for (size_t i = 0; i < run.commitments.size(); ++i) {
    const RecordedCommitment& one = run.commitments[i];
    if (!seen.emplace(one.pack, one.id).second) continue;
    const std::pair<std::string, std::string> now{one.status, texts.number_of(details[i])};
    const auto known = open.find({one.pack, one.id});
    if (known != open.end() && known->second == now) {
      open.erase(known);
      continue;
    }
    inserter.add({series, one.pack, one.id, id, now.first, now.second});
  }
  for (const auto& [name, standing] : open)
    database.query("UPDATE commitments SET gone_run = $1 WHERE series = $2 AND pack = $3 AND id = $4 AND gone_run IS NULL", {id, series, name.first, name.second});
  inserter.finish();
}

}  // namespace

std::optional<std::string> find_series(Database& database, const std::string& project, const std::string& branch) {
  const auto rows = database.query("SELECT id FROM series WHERE project = $1 AND branch = $2", {project, branch});
  return rows.empty() ? std::nullopt : rows[0][0];
}

int64_t record_run(Database& database, const RunRecord& run, const History::Recognise& recognise) {
  const std::string series = series_of(database, run);
  const int64_t id = number(database.query("SELECT coalesce(max(id), 0) + 1 FROM runs").at(0).at(0));
  KnownTexts texts(database);
  const std::string state = state_json(run.state);
  texts.know({state});
  Inserter runs(database, "runs", {"id", "series", "at", "seconds", "complete", "commit_id", "modified", "tool", "knowledge", "policy", "command", "errors",
                                   "warnings", "notes", "audits", "accepted", "coverage", "packs", "state"});
  runs.add({std::to_string(id), series, run.at, fmt::format("{:.3f}", run.seconds), flag(run.complete), run.commit, flag(run.modified), run.tool, run.knowledge,
            run.policy, run.command, std::to_string(run.counts.errors), std::to_string(run.counts.warnings), std::to_string(run.counts.notes),
            std::to_string(run.counts.audits), std::to_string(run.counts.accepted), coverage_json(run.coverage), packs_json(run.packs), texts.number_of(state)});
  runs.finish();
  FindingRecorder(database, run, series, std::to_string(id)).record(recognise);
  record_commitments(database, run, series, std::to_string(id));
  return id;
}

}  // namespace ringfence::history
