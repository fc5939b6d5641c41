// Facts of the whole project, in parallel; their order is that of the files.
#include <mutex>
#include <unordered_map>

#include "lint/engine/observer.h"
#include "lint/engine/parallel.h"
#include "lint/engine/search_path.h"
#include "ringfence/engine.h"
#include "ringfence/flow.h"
#include "ringfence/policy_reader.h"
#include "ringfence/row_security.h"

namespace ringfence {

namespace {

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

// Everything that is looked at by itself, in the order of the facts.
std::vector<std::function<Facts(SqlBinder&)>> tasks_of(const Project& project, const engine::Observer& observer) {
  std::vector<std::function<Facts(SqlBinder&)>> tasks;
  for (const SourcePtr& source : project.query_sources) tasks.emplace_back([&](SqlBinder& binder) { return observer.file(*source, binder); });
  for (const auto& routine : project.catalog->routines) tasks.emplace_back([&](SqlBinder& binder) { return observer.routine(*routine, binder); });
  for (const CodeStatement& code : project.code.statements) tasks.emplace_back([&](SqlBinder& binder) { return observer.code(code, binder, false); });
  for (const CodeStatement& code : project.code.by_content) tasks.emplace_back([&](SqlBinder& binder) { return observer.code(code, binder, true); });
  for (const auto& view : project.catalog->views) tasks.emplace_back([&](SqlBinder& binder) { return observer.view(*view, binder); });
  for (const SourcePtr& source : project.schema_sources) tasks.emplace_back([&](SqlBinder&) { return observer.migration(*source); });
  return tasks;
}

// Whether a rule that is asked for speaks of them.
bool follows_values(const CheckOptions& options) {
  return options.only.empty() || std::any_of(options.only.begin(), options.only.end(), [](const std::string& rule) {
           return rule.starts_with("personal") || rule.starts_with("credential");
         });
}

}  // namespace

Facts observe_project(const Project& project, const CheckOptions& options, const Progress& progress) {
  std::vector<std::unique_ptr<SqlBinder>> binders(std::max<size_t>(1, engine::worker_count(SIZE_MAX, options.threads)));
  binders[0] = std::make_unique<SqlBinder>(*project.catalog);
  const RowSecurity security(*project.catalog, project.policy);
  const IsolationProver prover(*project.catalog, project.policy, engine::sets_search_path(project, *binders[0]), security.closures());
  const ColumnObserver columns(*project.catalog, project.columns, project.policy);
  const engine::Observer observer(*project.catalog, project.policy, prover, columns, options.reasons);
  const auto tasks = tasks_of(project, observer);
  std::vector<Facts> parts(tasks.size());
  std::mutex progress_mutex;
  size_t done = 0;
  engine::for_each_parallel(tasks.size(), options.threads, [&](size_t index, size_t worker) {
    if (binders[worker] == nullptr) binders[worker] = std::make_unique<SqlBinder>(*project.catalog);
    parts[index] = tasks[index](*binders[worker]);
    if (!progress) return;
    const std::lock_guard lock(progress_mutex);
    progress("statements", ++done, tasks.size());
  });
  Facts facts = project.input_facts;
  facts.catalog = project.catalog.get();
  for (const Setting& role : project.policy.tenant.app_roles) facts.application_roles.push_back(role.value);
  if (project.code.linked != nullptr && follows_values(options))
    facts.append(follow_values(project.code, *project.catalog, project.columns, project.policy, progress));
  security.add_facts(facts);
  for (Facts& part : parts) facts.append(std::move(part));
  // What C++ binds to a parameter that is written to a credential column belongs here, before the columns are judged.
  columns.conclude(facts);
  facts.allow_comments.insert(facts.allow_comments.end(), project.code.allow_comments.begin(), project.code.allow_comments.end());
  name_near_tables(facts, *project.catalog);
  return facts;
}

}  // namespace ringfence
