#include "lint/engine/live_schema.h"

#include <filesystem>

#include "lint/engine/statement_tasks.h"
#include "ringfence/policy_reader.h"

namespace ringfence::engine {

namespace fs = std::filesystem;

namespace {

PolicyReading read(const std::string& toml) {
  SourcePtr source = read_file(toml).source;
  if (source == nullptr) source = std::make_shared<Source>(toml, "");
  return read_policy(source, fs::path(toml).parent_path().string(), rule_names());
}

Project open(const std::string& toml) {
  PolicyReading reading = read(toml);
  CodeOptions options;
  options.skip = !reading.policy.inputs.schema_from_code;
  options.only_cached = true;
  Project project = open_project(std::move(reading.policy), std::move(reading.mistakes), {}, {}, options);
  project.code = {};
  return project;
}

}  // namespace

LiveSchema::LiveSchema(const std::string& toml) : project_(open(toml)) {
  security_ = std::make_unique<const RowSecurity>(*project_.catalog, project_.policy);
  columns_ = std::make_unique<const ColumnObserver>(*project_.catalog, project_.columns, project_.policy);
  matched_ = matching();
  // Sources are named as seen from the working directory, which a host may change.
  const auto note = [&](const SourcePtr& source) {
    if (source == nullptr) return;
    std::error_code error;
    const std::string path = fs::absolute(source->path(), error).lexically_normal().string();
    paths_.emplace(source.get(), path);
    stamps_.add(path);
  };
  stamps_.add(toml);
  note(project_.policy.source);
  for (const PolicyPack& pack : project_.policy.packs)
    if (!pack.ships) note(pack.source);
  for (const SourcePtr& source : project_.schema_sources) note(source);
  for (const SourcePtr& source : project_.query_sources) note(source);
  if (!project_.policy.inputs.baseline) return;
  const std::string path = (fs::path(project_.policy.folder) / project_.policy.inputs.baseline->value).lexically_normal().string();
  stamps_.add(path);
  if (const SourcePtr text = read_file(path).source; text != nullptr && baseline_problem(std::string(text->text())).empty()) baseline_ = text->text();
}

std::map<std::string, std::vector<std::string>> LiveSchema::matching() const {
  std::map<std::string, std::vector<std::string>> made;
  const Policy::Inputs& inputs = project_.policy.inputs;
  for (const auto* patterns : {&inputs.schema, &inputs.queries})
    for (const Setting& pattern : *patterns) made.try_emplace(pattern.value, expand_glob(project_.policy.folder, pattern.value));
  return made;
}

bool LiveSchema::is_current() const { return stamps_.are_current() && matching() == matched_; }

const LiveSchema::Observed& LiveSchema::observed(bool sets_search_path) const {
  const std::lock_guard lock(mutex_);
  Observed& made = observed_[sets_search_path ? 1 : 0];
  if (made.prover != nullptr) return made;
  made.prover = std::make_unique<const IsolationProver>(*project_.catalog, project_.policy, sets_search_path, security_->closures());
  const CodeReading no_code;
  const BoundCredentials nothing_bound(no_code, project_.policy);
  const PromiseObserver promises(*project_.catalog, project_.columns, project_.policy);
  const Observer observer(*project_.catalog, project_.policy, *made.prover, *columns_, nothing_bound, promises, no_code, false);
  std::vector<StatementTask> tasks;
  for (const SourcePtr& source : project_.query_sources) tasks.emplace_back([&](SqlBinder& binder) { return observer.file(*source, binder); });
  for (const auto& routine : project_.catalog->routines) tasks.emplace_back([&](SqlBinder& binder) { return observer.routine(*routine, binder); });
  for (const auto& view : project_.catalog->views) tasks.emplace_back([&](SqlBinder& binder) { return observer.view(*view, binder); });
  for (const SourcePtr& source : project_.schema_sources) tasks.emplace_back([&](SqlBinder& binder) { return observer.migration(*source, binder); });
  made.facts = project_.input_facts;
  security_->add_facts(made.facts);
  for (Facts& part : run_tasks(tasks, *project_.catalog, {})) made.facts.append(std::move(part));
  return made;
}

}  // namespace ringfence::engine
