// Facts of all statements, in parallel; their order is that of the files.
#include <atomic>
#include <mutex>
#include <unordered_map>

#include "lint/engine/parallel.h"
#include "ringfence/engine.h"
#include "ringfence/policy_reader.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

void observe_bound(const BoundStatement& bound, Place at, const IsolationProver& prover, bool reasons, Facts& facts) {
  if (bound.problem) {
    Statement statement;
    statement.at = at;
    statement.name = bound.name;
    statement.in_routine = bound.in_routine;
    statement.verdict = Verdict::kUnknown;
    statement.unknown_because = "could not be read: " + bound.problem->what;
    facts.statements.push_back(std::move(statement));
    facts.unread_inputs.push_back(*bound.problem);
    return;
  }
  if (bound.query == nullptr) return;
  Facts proved = prover.prove(*bound.query, reasons);
  for (Statement& statement : proved.statements) {
    statement.name = bound.name;
    statement.in_routine = bound.in_routine;
  }
  facts.append(std::move(proved));
}

Facts observe_file(const Source& source, SqlBinder& binder, const IsolationProver& prover, bool reasons) {
  Facts facts;
  SqlFile file = read_sql_file(source, SqlFileKind::kQueries);
  for (const SqlText& text : file.statements)
    observe_bound(binder.bind(text), {&source, text.host}, prover, reasons, facts);
  facts.unread_inputs.insert(facts.unread_inputs.end(), file.problems.begin(), file.problems.end());
  facts.allow_comments = std::move(file.allow_comments);
  return facts;
}

Facts observe_routine(const Routine& routine, SqlBinder& binder, const IsolationProver& prover, bool reasons) {
  Facts facts;
  binder.bind_routine(
      routine, [&](const BoundStatement& bound) { observe_bound(bound, routine.declared_at, prover, reasons, facts); });
  return facts;
}

void name_near_tables(Facts& facts, const Catalog& catalog) {
  if (facts.unknown_relations.empty()) return;
  std::vector<std::string> names;
  for (const auto& table : catalog.tables) names.push_back(table->display_name());
  for (const auto& view : catalog.views) names.push_back(view->name);
  std::unordered_map<std::string, std::string> known;
  for (UnknownRelation& unknown : facts.unknown_relations) {
    const auto [nearest, is_new] = known.try_emplace(unknown.name);
    if (is_new) nearest->second = nearest_name(unknown.name, names);
    unknown.nearest = nearest->second;
  }
}

}  // namespace

Facts observe_project(const Project& project, const CheckOptions& options, const Progress& progress) {
  const size_t files = project.query_sources.size();
  const size_t count = files + project.catalog->routines.size();
  const IsolationProver prover(*project.catalog, project.policy);
  std::vector<Facts> parts(count);
  std::vector<std::unique_ptr<SqlBinder>> binders(engine::worker_count(count, options.threads));
  std::mutex progress_mutex;
  size_t done = 0;
  engine::for_each_parallel(count, options.threads, [&](size_t index, size_t worker) {
    if (binders[worker] == nullptr) binders[worker] = std::make_unique<SqlBinder>(*project.catalog);
    parts[index] =
        index < files
            ? observe_file(*project.query_sources[index], *binders[worker], prover, options.reasons)
            : observe_routine(*project.catalog->routines[index - files], *binders[worker], prover, options.reasons);
    if (!progress) return;
    const std::lock_guard lock(progress_mutex);
    progress("statements", ++done, count);
  });
  Facts facts = project.input_facts;
  for (Facts& part : parts) facts.append(std::move(part));
  name_near_tables(facts, *project.catalog);
  return facts;
}

}  // namespace ringfence
