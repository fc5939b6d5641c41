#include "lint/engine/statement_tasks.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "lint/engine/parallel.h"
#include "ringfence/bound_credentials.h"
#include "ringfence/policy_reader.h"

namespace ringfence::engine {

namespace {

// Tables that nobody knows: what may have been meant.
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

std::vector<Facts> run_tasks(const std::vector<StatementTask>& tasks, const Catalog& catalog, const CheckOptions& options,
                             const Progress& progress) {
  std::vector<std::unique_ptr<SqlBinder>> binders(std::max<size_t>(1, worker_count(SIZE_MAX, options.threads)));
  std::vector<Facts> parts(tasks.size());
  std::mutex progress_mutex;
  size_t done = 0;
  for_each_parallel(tasks.size(), options.threads, [&](size_t index, size_t worker) {
    if (options.stop && options.stop()) return;
    if (binders[worker] == nullptr) binders[worker] = std::make_unique<SqlBinder>(catalog);
    parts[index] = tasks[index](*binders[worker]);
    if (!progress) return;
    const std::lock_guard lock(progress_mutex);
    progress("statements", ++done, tasks.size());
  });
  return parts;
}

// What was found in a statement is known there by what it is good for.
void note_code_literals(const CodeReading& code, const Policy& policy, Facts& facts) {
  const size_t in_statements = facts.credential_literals.size();
  for (CredentialLiteral& literal : find_code_literals(code, policy)) {
    const auto overlaps = [&](const CredentialLiteral& one) {
      return one.at.source == literal.at.source && one.at.span.begin < literal.at.span.end && literal.at.span.begin < one.at.span.end;
    };
    const auto end = facts.credential_literals.begin() + static_cast<std::ptrdiff_t>(in_statements);
    if (std::none_of(facts.credential_literals.begin(), end, overlaps)) facts.credential_literals.push_back(std::move(literal));
  }
}

void conclude(Facts& facts, const Project& project, const ColumnObserver& columns, const PromiseObserver& promises, const CodeReading& code) {
  columns.conclude(facts);
  promises.conclude(code, facts);
  name_near_tables(facts, *project.catalog);
  facts.catalog = project.catalog.get();
  for (const Setting& role : project.policy.tenant.app_roles) facts.application_roles.push_back(role.value);
}

}  // namespace ringfence::engine
