// A report in words.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "lint/history/plain_words.h"
#include "lint/history/project_paths.h"
#include "lint/history/state_of.h"
#include "ringfence/history.h"
#include "ringfence/units.h"
#include "ringfence/version.h"

namespace ringfence {

using namespace history;

namespace {

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm time{};
  gmtime_r(&now, &time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", time.tm_year + 1900, time.tm_mon + 1, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec);
}

// The baseline has a line for each finding, so that Git can tell who accepted it.
class BaselineLines {
 public:
  explicit BaselineLines(const std::string& path) : path_(path) {
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line);) lines_.push_back(line);
  }
  uint32_t of(const std::string& fingerprint) const {
    const auto found = std::find_if(lines_.begin(), lines_.end(), [&](const std::string& line) { return line.find(fingerprint) != std::string::npos; });
    return found == lines_.end() ? 0 : static_cast<uint32_t>(found - lines_.begin()) + 1;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::vector<std::string> lines_;
};

class Recorder {
 public:
  Recorder(const Project& project, const Report& report, const Facts& facts, const RunOrigin& origin, Responsible& responsible)
      : report_(report), facts_(facts), responsible_(responsible), words_(report.secrets), paths_(project.policy.folder), baseline_(origin.baseline) {
    for (const auto* sources : {&project.schema_sources, &project.query_sources, &project.migrations, &project.code.sources})
      for (const SourcePtr& source : *sources) project_paths_[source->path()] = paths_.of({source.get(), {}});
  }

  RecordedFinding finding(const ReportedFinding& one) {
    RecordedFinding made;
    made.fingerprint = one.fingerprint;
    made.content = one.content;
    made.rule = one.finding.rule;
    made.severity = to_string(one.finding.severity);
    made.path = words_.of(paths_.of(one.finding.at));
    made.line = one.finding.at ? one.finding.at.source->position(one.finding.at.span.begin).line : 0;
    made.what = words_.of(one.finding.what);
    made.advice = words_.of(one.finding.advice);
    if (one.finding.at) made.owner = words_.of(responsible_.owner_of(one.finding.at.source->path()));
    if (one.suppression && one.suppression->kind != Suppression::Kind::kUnchanged) made.acceptance = acceptance(one);
    return made;
  }

  RecordedCommitment commitment(const CommitmentState& state) const {
    RecordedCommitment made{state.commitment.pack, state.commitment.id, state.commitment.clause, state.commitment.promise, std::string(to_string(state.status)), {}, {},
                            state.commitment.not_checkable};
    if (made.reason.empty())
      for (const std::string& line : state.evidence) made.evidence.push_back(words_.of(with_project_paths(line)));
    for (const int index : state.findings) made.findings.push_back(report_.findings.at(static_cast<size_t>(index)).fingerprint);
    return made;
  }

  const PlainWords& words() const { return words_; }
  ProjectPaths& paths() { return paths_; }

 private:
  // Evidence names files as the program was started; where that was is no part of how a commitment stands.
  std::string with_project_paths(std::string line) const {
    if (!line.ends_with(')')) return line;
    const size_t open = line.rfind('('), colon = line.rfind(':');
    if (open == std::string::npos || colon == std::string::npos || colon < open) return line;
    const auto known = project_paths_.find(line.substr(open + 1, colon - open - 1));
    return known == project_paths_.end() ? line : line.substr(0, open + 1) + known->second + line.substr(colon);
  }

  Acceptance acceptance(const ReportedFinding& one) {
    const Suppression& suppression = *one.suppression;
    Acceptance made;
    if (suppression.kind == Suppression::Kind::kBaseline) {
      made.how = "baseline";
      const uint32_t line = baseline_.of(one.fingerprint);
      if (line > 0) note_author(baseline_.path(), line, made);
      return made;
    }
    made.how = "comment";
    made.reason = words_.of(suppression.reason);
    if (!suppression.at) return made;
    const uint32_t line = suppression.at.source->position(suppression.at.span.begin).line;
    made.at = fmt::format("{}:{}", words_.of(paths_.of(suppression.at)), line);
    const auto comment = std::find_if(facts_.allow_comments.begin(), facts_.allow_comments.end(), [&](const AllowComment& allow) { return allow.at == suppression.at; });
    if (comment != facts_.allow_comments.end()) made.until = comment->until;
    note_author(suppression.at.source->path(), line, made);
    return made;
  }

  void note_author(const std::string& file, uint32_t line, Acceptance& made) {
    if (const auto author = responsible_.author_of(file, line)) {
      made.by = words_.of(author->name);
      made.since = author->date;
    }
  }

  const Report& report_;
  const Facts& facts_;
  Responsible& responsible_;
  PlainWords words_;
  ProjectPaths paths_;
  std::map<std::string, std::string> project_paths_;  ///< By Source::path().
  BaselineLines baseline_;
};

bool is_whole(const Report& report, const Project& project, const RunOrigin& origin) {
  return origin.complete && origin.trouble.empty() && report.unreadable.empty() && project.trouble.empty() && report.coverage.code.units_lost == 0;
}

}  // namespace

RunRecord record_of(const Project& project, const Report& report, const Facts& facts, const RunOrigin& origin, Responsible& responsible) {
  Recorder recorder(project, report, facts, origin, responsible);
  RunRecord run;
  run.project = origin.project;
  run.branch = origin.branch;
  run.at = now_utc();
  run.seconds = report.seconds;
  run.complete = is_whole(report, project, origin);
  run.commit = origin.commit;
  run.modified = origin.modified;
  run.tool = kVersion;
  run.knowledge = origin.knowledge;
  if (project.policy.source != nullptr) run.policy = digest_of_text(project.policy.source->text()).substr(0, 12);
  run.command = recorder.words().command(origin.command);
  for (const PolicyPack& pack : project.policy.packs)
    run.packs.push_back({pack.name, pack.title, pack.version, pack.source == nullptr ? "" : digest_of_text(pack.source->text()).substr(0, 12)});
  run.counts = {report.count(Severity::kError), report.count(Severity::kWarning), report.count(Severity::kNote), report.count(Severity::kAudit), 0};
  run.coverage = report.coverage;
  for (const ReportedFinding& one : report.findings) {
    run.findings.push_back(recorder.finding(one));
    run.counts.accepted += run.findings.back().acceptance.has_value();
  }
  for (const CommitmentState& state : report.commitments) run.commitments.push_back(recorder.commitment(state));
  run.state = state_of(project, report, facts, origin, recorder.words(), recorder.paths());
  return run;
}

}  // namespace ringfence
