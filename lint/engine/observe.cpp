// Facts of the whole project, in parallel; their order is that of the files.
#include "lint/engine/observer.h"
#include "lint/engine/search_path.h"
#include "lint/engine/statement_tasks.h"
#include "ringfence/flow.h"
#include "ringfence/observation.h"
#include "ringfence/row_security.h"

namespace ringfence {

namespace {

bool path_is_tenants(const Project& project) {
  SqlBinder binder(*project.catalog);
  return engine::sets_search_path(project, project.code, binder);
}

using Task = engine::StatementTask;

// Whether a rule that is asked for speaks of them.
bool follows_values(const CheckOptions& options) {
  return options.only.empty() || std::any_of(options.only.begin(), options.only.end(), [](const std::string& rule) {
           return rule.starts_with("personal") || rule.starts_with("credential") || rule.starts_with("lifecycle");
         });
}

}  // namespace

struct Observation::Parts {
  Parts(const Project& the_project, const CheckOptions& the_options)
      : project(the_project),
        options(the_options),
        security(*project.catalog, project.policy),
        prover(*project.catalog, project.policy, path_is_tenants(project), security.closures()),
        columns(*project.catalog, project.columns, project.policy),
        credentials(project.code, project.policy),
        promises(*project.catalog, project.columns, project.policy),
        observer(*project.catalog, project.policy, prover, columns, credentials, promises, project.code, options.reasons) {}

  const Project& project;
  const CheckOptions options;
  const RowSecurity security;
  const IsolationProver prover;
  const ColumnObserver columns;
  const BoundCredentials credentials;
  const PromiseObserver promises;
  const engine::Observer observer;

  std::vector<Facts> run(const std::vector<Task>& tasks, const Progress& progress) const {
    return engine::run_tasks(tasks, *project.catalog, options, progress);
  }
};

Observation::Observation(const Project& project, const CheckOptions& options) : parts_(std::make_unique<Parts>(project, options)) {}
Observation::~Observation() = default;

std::vector<Facts> Observation::statements(const std::vector<const SqlText*>& texts) const {
  std::vector<Task> tasks;
  for (const SqlText* text : texts) tasks.emplace_back([this, text](SqlBinder& binder) { return parts_->observer.statement(*text, binder); });
  return parts_->run(tasks, {});
}

Facts Observation::query_files(const Progress& progress) const {
  std::vector<Task> tasks;
  for (const SourcePtr& source : parts_->project.query_sources)
    tasks.emplace_back([this, &source](SqlBinder& binder) { return parts_->observer.file(*source, binder); });
  if (parts_->project.database)
    for (const SourcePtr& source : parts_->project.database->statements)
      tasks.emplace_back([this, &source](SqlBinder& binder) { return parts_->observer.executed(*source, binder); });
  Facts facts;
  for (Facts& part : parts_->run(tasks, progress)) facts.append(std::move(part));
  return facts;
}

Facts Observation::schema_and_code(const Progress& progress) const {
  const Project& project = parts_->project;
  const engine::Observer& observer = parts_->observer;
  Facts facts = project.input_facts;
  if (project.code.linked != nullptr && follows_values(parts_->options))
    facts.append(follow_values(project.code, *project.catalog, project.columns, project.policy, progress));
  parts_->security.add_facts(facts);
  std::vector<Task> tasks;
  for (const auto& routine : project.catalog->routines) tasks.emplace_back([&](SqlBinder& binder) { return observer.routine(*routine, binder); });
  for (const CodeStatement& code : project.code.statements) tasks.emplace_back([&](SqlBinder& binder) { return observer.code(code, binder, false); });
  for (const CodeStatement& code : project.code.by_content) tasks.emplace_back([&](SqlBinder& binder) { return observer.code(code, binder, true); });
  for (const auto& view : project.catalog->views) tasks.emplace_back([&](SqlBinder& binder) { return observer.view(*view, binder); });
  for (const SourcePtr& source : project.schema_sources) tasks.emplace_back([&](SqlBinder& binder) { return observer.migration(*source, binder); });
  for (Facts& part : parts_->run(tasks, progress)) facts.append(std::move(part));
  engine::note_code_literals(project.code, project.policy, facts);
  facts.allow_comments.insert(facts.allow_comments.end(), project.code.allow_comments.begin(), project.code.allow_comments.end());
  return facts;
}

void Observation::conclude(Facts& facts) const { engine::conclude(facts, parts_->project, parts_->columns, parts_->promises, parts_->project.code); }

Facts observe_project(const Project& project, const CheckOptions& options, const Progress& progress) {
  const Observation observation(project, options);
  Facts facts = observation.query_files(progress);
  facts.append(observation.schema_and_code(progress));
  observation.conclude(facts);
  return facts;
}

}  // namespace ringfence
