#include "lint/review/coverage_lines.h"

#include <fmt/format.h>

namespace ringfence::review {

namespace {

std::string share(int part, int whole) { return whole == 0 ? std::to_string(part) : fmt::format("{} ({:.1f} %)", part, 100.0 * part / whole); }

class Lines {
 public:
  explicit Lines(std::string part) : part_(std::move(part)) {}
  Lines& add(std::string what, std::string value, bool is_gap = false) {
    lines.push_back({part_, std::move(what), std::move(value), is_gap});
    return *this;
  }
  Lines& gap(std::string what, int count) { return add(std::move(what), std::to_string(count), count > 0); }
  Lines& part(std::string name) {
    part_ = std::move(name);
    return *this;
  }
  std::vector<CoverageLine> lines;

 private:
  std::string part_;
};

}  // namespace

std::vector<CoverageLine> coverage_lines(const Review& review) {
  const Coverage& c = review.state.coverage;
  const ProjectState& state = review.state.state;
  Lines made("Read");
  if (!c.database.empty()) made.add("schema out of the database", c.database).add("statements that the server told of", std::to_string(c.executed_statements));
  made.add("files of the schema", std::to_string(c.schema_files)).add("files of queries", std::to_string(c.query_files));
  made.add("statements", std::to_string(c.statements)).add("tables", std::to_string(c.tables)).add("tables with an owner", share(c.owned_tables, c.tables));
  made.part("Proofs").add("uses of owned tables", std::to_string(c.relation_uses)).add("proven", share(c.proven, c.relation_uses));
  made.add("proven given consistent foreign keys", share(c.conditional, c.relation_uses)).add("refuted", share(c.refuted, c.relation_uses));
  made.add("unknown: neither proven nor refuted", share(c.unknown, c.relation_uses), c.unknown > 0);
  if (c.code.units + c.code.units_skipped + c.code.units_lost > 0) {
    made.part("C++").add("translation units read", std::to_string(c.code.units)).add("passed over: nothing in them can have to do with a database", std::to_string(c.code.units_skipped));
    made.gap("translation units with errors, read as far as they compile", c.code.units_with_errors).gap("translation units lost", c.code.units_lost);
    made.add("calls of a database", std::to_string(c.code.calls)).add("texts of SQL", std::to_string(c.code.texts));
    made.gap("calls whose text stands nowhere in the program", c.code.calls_without_text).gap("calls with more variants than are looked at", c.code.calls_cut_short);
    made.add("texts for another database", std::to_string(c.code.elsewhere), c.code.elsewhere > 0);
  } else {
    made.part("C++").add("translation units read", "0");
  }
  made.part("Not read").gap("files", c.unread_files).gap("statements", c.unread_statements).gap("tables of which nobody can tell who owns them", c.unclassified_tables);
  made.gap("texts of SQL put together at run time", state.dynamic_sql);
  made.add("rules that are switched off", std::to_string(state.rules_off.size()), !state.rules_off.empty());
  return std::move(made.lines);
}

std::vector<CoverageLine> origin_lines(const Review& review) {
  const RunRecord& run = review.state;
  Lines made("Origin");
  made.add("tool", "ringfence " + run.tool).add("knowledge", run.knowledge).add("policy (digest of ringfence.toml)", run.policy);
  for (const RecordedPack& pack : run.packs) made.add("policy pack " + pack.name, fmt::format("{}{}(digest {})", pack.version, pack.version.empty() ? "" : " ", pack.digest));
  made.add("project", run.project).add("branch", run.branch);
  made.add("commit", run.commit.empty() ? "none: not in Git" : run.commit, run.commit.empty());
  if (run.modified) made.add("working tree", "had changes that are not committed", true);
  made.add("command", run.command).add("run at", run.at);
  made.add("history", review.history.empty() ? "none" : review.history).add("runs in the period", std::to_string(review.runs.size()), review.runs.empty());
  if (review.incomplete_runs > 0) made.add("runs that could not read everything", std::to_string(review.incomplete_runs), true);
  if (review.changes_of_tool > 0) made.add("runs with another tool, knowledge or policy than the one before", std::to_string(review.changes_of_tool), true);
  return std::move(made.lines);
}

}  // namespace ringfence::review
