#include "ringfence/workspace.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

#include "lint/workspace/covered_files.h"
#include "lint/workspace/kept_statements.h"
#include "ringfence/file_stamps.h"
#include "ringfence/lower_case.h"
#include "ringfence/policy_reader.h"

namespace ringfence {

namespace fs = std::filesystem;

using workspace::absolute_path;
using workspace::CoveredFiles;
using workspace::FileFacts;
using workspace::KeptStatements;
using workspace::StatementPlaces;

struct Workspace::Impl {
  explicit Impl(WorkspaceOptions the_options) : options(std::move(the_options)) {
    options.config = absolute_path(options.config);
    if (options.cache.empty()) options.cache = fs::path(options.config).parent_path().string() + "/.ringfence/cache";
    if (!options.baseline.empty()) options.baseline = absolute_path(options.baseline);
  }

  WorkspaceOptions options;
  CoveredFiles files;
  SnapshotPtr snapshot;
  bool is_outdated = true;          ///< Schema, configuration or the list of files.
  bool are_statements_outdated = true;  ///< Of some query file, for findings in the schema.
  std::string trouble;
  std::map<std::string, FileRole> roles;
  std::map<std::string, KeptStatements> kept;  ///< Of the snapshot.
  std::shared_ptr<const Facts> schema_facts;   ///< Of the snapshot.
  FileStamp cache_stamp;

  bool stopped() const { return options.stop && options.stop(); }
  bool changes_project(const std::string& path) const;
  void text_changed(const std::string& path, const SourcePtr& before);
  SnapshotPtr read_project();
  void note_roles(const Project& project);
  CheckOptions check_options() const;
  std::optional<FileFacts> statements_of(const std::string& path);
  std::optional<FileReport> check_queries(const std::string& path);
  std::optional<FileReport> check_schema(const std::string& path);
  FileReport report_on(const std::string& path, Facts facts, const StatementPlaces& places) const;
};

CheckOptions Workspace::Impl::check_options() const {
  CheckOptions made;
  made.threads = options.threads;
  made.stop = options.stop;
  made.today = today();
  std::string path = options.baseline;
  if (path.empty() && snapshot != nullptr && snapshot->project.policy.inputs.baseline)
    path = absolute_path((fs::path(snapshot->project.policy.folder) / snapshot->project.policy.inputs.baseline->value).string());
  if (path.empty()) return made;
  const ReadFile baseline = files.read(path);
  if (baseline.source != nullptr) made.baseline = baseline.source->text();
  if (!made.baseline.empty() && !baseline_problem(made.baseline).empty()) made.baseline.clear();
  return made;
}

bool Workspace::Impl::changes_project(const std::string& path) const {
  if (snapshot == nullptr) return true;
  if (path == options.baseline) return false;
  const auto role = roles.find(path);
  if (role != roles.end()) return role->second != FileRole::kQueries;
  if (!path.ends_with(".sql")) return path == options.config || files.read(path).source != nullptr;
  const Policy& policy = snapshot->project.policy;
  const auto means = [&](const Setting& pattern) { return glob_means(policy.folder, pattern.value, path); };
  return std::any_of(policy.inputs.schema.begin(), policy.inputs.schema.end(), means) ||
         std::any_of(policy.inputs.queries.begin(), policy.inputs.queries.end(), means);
}

void Workspace::Impl::text_changed(const std::string& path, const SourcePtr& before) {
  // With a schema for each tenant, what a name means may hang on what any statement sets.
  const auto sets_path = [](const SourcePtr& text) {
    return text != nullptr && lower_case(text->text()).find("search_path") != std::string::npos;
  };
  const bool has_schemas = snapshot != nullptr && !snapshot->project.catalog->tenant_schemas.empty();
  is_outdated = is_outdated || changes_project(path) || (has_schemas && (sets_path(before) || sets_path(files.read(path).source)));
  are_statements_outdated = true;
}

void Workspace::Impl::note_roles(const Project& project) {
  roles.clear();
  for (const SourcePtr& source : project.query_sources) roles[absolute_path(source->path())] = FileRole::kQueries;
  for (const SourcePtr& source : project.schema_sources)
    if (source->path().ends_with(".sql")) roles[absolute_path(source->path())] = FileRole::kSchema;
  for (const PolicyPack& pack : project.policy.packs)
    if (!pack.ships) roles[absolute_path(pack.source->path())] = FileRole::kConfiguration;
  roles[options.config] = FileRole::kConfiguration;
}

SnapshotPtr Workspace::Impl::read_project() {
  trouble.clear();
  const ReadFile config = files.read(options.config);
  if (config.source == nullptr || config.no_text) {
    trouble = config.no_text ? options.config + ": " + config.no_text->what : config.trouble;
    return nullptr;
  }
  PolicyReading reading = read_policy(config.source, fs::path(options.config).parent_path().string(), rule_names(), files);
  CodeOptions code;
  code.cache = options.cache;
  code.only_cached = true;
  code.skip = options.skip_code;
  code.threads = options.threads;
  files.forget_patterns();
  cache_stamp = stamp_of(options.cache);
  auto made = std::make_shared<ProjectSnapshot>();
  made->project = open_project(std::move(reading.policy), std::move(reading.mistakes), {}, {}, code, files);
  if (stopped()) return nullptr;
  made->observation = std::make_unique<const Observation>(made->project, check_options());
  return made;
}

std::optional<FileFacts> Workspace::Impl::statements_of(const std::string& path) {
  const ReadFile file = files.read(path);
  if (file.source == nullptr) return std::nullopt;
  std::optional<FileFacts> made = kept[path].observe(file.source, *snapshot->observation, options.stop);
  if (made && file.no_text) made->facts.unread_inputs.push_back(*file.no_text);
  return made;
}

FileReport Workspace::Impl::report_on(const std::string& path, Facts facts, const StatementPlaces& places) const {
  FileReport made;
  made.path = path;
  made.text = files.read(path).source;
  made.snapshot = snapshot;
  const CheckOptions check = check_options();
  snapshot->observation->conclude(facts);
  std::vector<Finding> findings = run_rules(facts, snapshot->project.policy, check, false);
  for (Finding& finding : findings) places.move_into_file(finding);
  places.move_into_file(facts);
  const std::string shown = made.text->path();
  std::erase_if(findings, [&](const Finding& one) { return !one.at || one.at.source->path() != shown; });
  std::erase_if(facts.allow_comments, [&](const AllowComment& one) { return one.at.source->path() != shown; });
  made.report = make_report(std::move(findings), facts, snapshot->project.policy, check);
  return made;
}

std::optional<FileReport> Workspace::Impl::check_queries(const std::string& path) {
  std::optional<FileFacts> own = statements_of(path);
  if (!own || stopped()) return std::nullopt;
  return report_on(path, std::move(own->facts), own->places);
}

std::optional<FileReport> Workspace::Impl::check_schema(const std::string& path) {
  Facts facts;
  StatementPlaces places;
  std::vector<SourcePtr> others;
  for (const SourcePtr& source : snapshot->project.query_sources) {
    std::optional<FileFacts> one = statements_of(absolute_path(source->path()));
    if (stopped()) return std::nullopt;
    if (!one) continue;
    facts.append(std::move(one->facts));
    places.add(one->places);
    others.push_back(files.read(source->path()).source);
  }
  if (schema_facts == nullptr) {
    auto made = std::make_shared<Facts>(snapshot->observation->schema_and_code());
    if (stopped()) return std::nullopt;
    schema_facts = std::move(made);
  }
  facts.append(Facts(*schema_facts));
  FileReport made = report_on(path, std::move(facts), places);
  made.others = std::move(others);
  are_statements_outdated = false;
  return made;
}

Workspace::Workspace(WorkspaceOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Workspace::~Workspace() = default;

const std::string& Workspace::config() const { return impl_->options.config; }
const std::string& Workspace::trouble() const { return impl_->trouble; }
bool Workspace::is_schema_report_outdated() const { return impl_->is_outdated || impl_->are_statements_outdated; }

void Workspace::lay_over(const std::string& path, std::string text) {
  const SourcePtr before = text_of(path);
  if (impl_->files.cover(path, std::move(text))) impl_->text_changed(path, before);
}

void Workspace::uncover(const std::string& path) {
  const SourcePtr before = text_of(path);
  if (impl_->files.uncover(path)) impl_->text_changed(path, before);
}

void Workspace::look_at_disk() {
  for (const auto& [path, before] : impl_->files.look_for_changes()) impl_->text_changed(path, before);
  if (impl_->files.look_for_other_files() || stamp_of(impl_->options.cache) != impl_->cache_stamp) impl_->is_outdated = true;
}

SnapshotPtr Workspace::snapshot() {
  if (!impl_->is_outdated) return impl_->snapshot;
  SnapshotPtr made = impl_->read_project();
  if (made == nullptr && impl_->trouble.empty()) return nullptr;
  impl_->kept.clear();
  impl_->schema_facts.reset();
  impl_->roles.clear();
  impl_->snapshot = std::move(made);
  if (impl_->snapshot != nullptr) impl_->note_roles(impl_->snapshot->project);
  impl_->is_outdated = false;
  impl_->are_statements_outdated = true;
  return impl_->snapshot;
}

FileRole Workspace::role_of(const std::string& path) {
  const auto role = impl_->roles.find(path);
  return role == impl_->roles.end() ? FileRole::kNone : role->second;
}

SourcePtr Workspace::text_of(const std::string& path) { return impl_->files.read(path).source; }

std::optional<FileReport> Workspace::check(const std::string& path) {
  if (snapshot() == nullptr) return std::nullopt;
  switch (role_of(path)) {
    case FileRole::kNone: return std::nullopt;
    case FileRole::kQueries: return impl_->check_queries(path);
    default: return impl_->check_schema(path);
  }
}

std::shared_ptr<const Facts> Workspace::facts_of(const std::string& path) {
  if (snapshot() == nullptr || role_of(path) != FileRole::kQueries) return nullptr;
  std::optional<FileFacts> own = impl_->statements_of(path);
  if (!own) return nullptr;
  own->places.move_into_file(own->facts);
  return std::make_shared<const Facts>(std::move(own->facts));
}

}  // namespace ringfence
