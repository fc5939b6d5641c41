#include "ringfence/live_project.h"

#include <chrono>
#include <filesystem>

#include "lint/engine/known_statements.h"
#include "lint/engine/live_schema.h"
#include "lint/engine/live_units.h"
#include "lint/engine/search_path.h"
#include "lint/engine/statement_tasks.h"
#include "ringfence/flow.h"
#include "ringfence/policy_reader.h"
#include "ringfence/units.h"

namespace ringfence {

using engine::LiveSchema;
using engine::LiveUnits;

namespace {

constexpr std::chrono::milliseconds kLookAgain{500};

// One state of the project, and what was made for a report about it.
struct State {
  std::shared_ptr<const LiveSchema> schema;
  std::shared_ptr<const LiveUnits> units;
  std::shared_ptr<engine::KnownStatements> statements;  ///< Of this schema and these units.
  CodeReading code;
  SourcePtr edited;
};

Facts observe(const State& state) {
  const Project& project = state.schema->project();
  SqlBinder binder(*project.catalog);
  const LiveSchema::Observed& observed = state.schema->observed(engine::sets_search_path(project, state.code, binder));
  Facts facts = observed.facts;
  facts.append(follow_values(state.code, *project.catalog, project.columns, project.policy));
  for (Facts& part : state.statements->observe(state.code, state.edited.get(), *state.schema, observed)) facts.append(std::move(part));
  engine::note_code_literals(state.code, project.policy, facts);
  facts.allow_comments.insert(facts.allow_comments.end(), state.code.allow_comments.begin(), state.code.allow_comments.end());
  engine::conclude(facts, project, state.schema->columns());
  return facts;
}

}  // namespace

struct LiveProject::Impl {
  std::string toml;
  std::string folder;
  std::mutex mutex;
  std::chrono::steady_clock::time_point looked;
  std::shared_ptr<const LiveSchema> schema;
  std::shared_ptr<const LiveUnits> units;
  std::shared_ptr<engine::KnownStatements> statements;

  State state() {
    const std::lock_guard lock(mutex);
    const auto now = std::chrono::steady_clock::now();
    if (schema == nullptr || now - looked > kLookAgain) {
      if (schema == nullptr || !schema->is_current()) {
        schema = std::make_shared<const LiveSchema>(toml);
        units = nullptr;
      }
      if (units == nullptr || !units->is_current()) {
        units = std::make_shared<const LiveUnits>(schema->project().policy);
        statements = std::make_shared<engine::KnownStatements>();
      }
      looked = std::chrono::steady_clock::now();
    }
    return {schema, units, statements, {}, nullptr};
  }
};

LiveProject::LiveProject(std::string toml) : impl_(std::make_unique<Impl>()) {
  impl_->folder = std::filesystem::path(toml).parent_path().string();
  impl_->toml = std::move(toml);
}

LiveProject::~LiveProject() = default;

const std::string& LiveProject::folder() const { return impl_->folder; }

UnitReportPtr LiveProject::check(Unit unit, std::string text) {
  auto state = std::make_shared<State>(impl_->state());
  const std::string path = unit.path;
  const std::string digest = digest_of_text(text);
  state->edited = std::make_shared<Source>(path, std::move(text));
  const Policy& policy = state->schema->project().policy;
  state->code = read_code(state->units->with(std::make_shared<const Unit>(std::move(unit)), digest), policy,
                          [&](const std::string& wanted) { return wanted == path ? state->edited : state->units->source(wanted); });
  auto made = std::make_shared<UnitReport>();
  made->source = state->edited.get();
  made->code = &state->code;
  made->facts = observe(*state);
  CheckOptions options;
  options.today = today();
  options.baseline = state->schema->baseline();
  made->report = make_report(run_rules(made->facts, policy, options, false), made->facts, policy, options);
  made->paths = state->schema->paths();
  for (const auto& [code_path, source] : state->code.source_of) made->paths.emplace(source, code_path);
  made->paths.emplace(state->edited.get(), path);
  made->kept = std::move(state);
  return made;
}

std::shared_ptr<LiveProject> LiveProjects::of_file(const std::string& path) {
  const std::string toml = find_policy_file(std::filesystem::path(path).parent_path().string());
  if (toml.empty()) return nullptr;
  const std::lock_guard lock(mutex_);
  std::shared_ptr<LiveProject>& project = by_toml_[toml];
  if (project == nullptr) project = std::make_shared<LiveProject>(toml);
  return project;
}

}  // namespace ringfence
