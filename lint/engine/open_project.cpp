// Reads what a project consists of.
#include <algorithm>

#include "lint/engine/open_code.h"
#include "ringfence/drift.h"
#include "ringfence/engine.h"
#include "ringfence/policy_reader.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

std::vector<std::string> in_order(const std::vector<std::string>& files) {
  std::vector<std::string> ordered;
  for (const size_t index : migration_order(files)) ordered.push_back(files[index]);
  return ordered;
}

// In the order of the patterns; `in_migration_order`: within each as its migration tool would run them.
std::vector<std::string> matching_files(Project& project, const ProjectFiles& disk, const std::vector<Setting>& patterns,
                                        bool in_migration_order) {
  std::vector<std::string> files;
  for (const Setting& pattern : patterns) {
    std::vector<std::string> found = disk.matching(project.policy.folder, pattern.value);
    if (in_migration_order) found = in_order(found);
    if (found.empty())
      project.input_facts.policy_mistakes.push_back({pattern.at, "no file matches '" + pattern.value + "'", "globs are relative to the folder of the TOML"});
    for (const std::string& file : found)
      if (std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  return files;
}

SourcePtr load(Project& project, const ProjectFiles& disk, const std::string& path, bool in_schema) {
  ReadFile file = disk.read(path);
  if (!file.trouble.empty()) project.trouble.push_back(file.trouble);
  if (file.no_text) {
    file.no_text->in_schema = in_schema;
    project.input_facts.unread_inputs.push_back(*file.no_text);
  }
  return file.source;
}

// What was read along with the catalog; places in it keep their sources.
void take_notes(Project& project, Schema& schema) {
  for (UnreadInput& problem : schema.problems) project.input_facts.unread_inputs.push_back(std::move(problem));
  for (AllowComment& allow : schema.allow_comments) project.input_facts.allow_comments.push_back(std::move(allow));
}

// A role that the database lacks has no privileges and no policies: nothing would be found of it.
void check_roles(Project& project) {
  const std::vector<std::string>& known = project.database->roles;
  for (const Setting& role : project.policy.tenant.app_roles) {
    if (std::find(known.begin(), known.end(), role.value) != known.end()) continue;
    const std::string near = nearest_name(role.value, known);
    project.input_facts.policy_mistakes.push_back({role.at, "the database has no role '" + role.value + "'",
                                                   near.empty() ? "name the roles that the application connects as" : "did you mean '" + near + "'?"});
  }
}

}  // namespace

Project open_project(Policy policy, std::vector<PolicyMistake> mistakes, const std::vector<std::string>& files,
                     const Progress& progress, const CodeOptions& code, const ProjectFiles& disk, std::optional<LiveDatabase> database, bool compare) {
  Project project;
  project.policy = std::move(policy);
  project.input_facts.policy_mistakes = std::move(mistakes);
  project.database = std::move(database);
  std::vector<SourcePtr>& migrations = project.database ? project.migrations : project.schema_sources;
  if (!project.database || compare)
    for (const std::string& path : matching_files(project, disk, project.policy.inputs.schema, true))
      if (SourcePtr source = load(project, disk, path, true)) migrations.push_back(std::move(source));
  for (const std::string& path : files.empty() ? matching_files(project, disk, project.policy.inputs.queries, false) : files)
    if (engine::is_code(path)) continue;
    else if (SourcePtr source = load(project, disk, path, false)) project.query_sources.push_back(std::move(source));

  if (!code.skip) engine::open_code(project, files, code, disk, progress);
  if (!project.database || compare)
    for (SourcePtr& source : engine::schema_in_code(project)) migrations.push_back(std::move(source));
  if (project.database) project.schema_sources = project.database->schema;
  const size_t total = project.schema_sources.size();
  Schema schema = read_schema(project.schema_sources, [&](size_t done) {
    if (progress) progress("schema", done, total);
  });
  project.catalog = std::move(schema.catalog);
  take_notes(project, schema);
  if (project.database) check_roles(project);
  if (project.database && compare) {
    Schema made = read_schema(project.migrations);
    take_notes(project, made);
    project.input_facts.schema_drifts = compare_schemas(*made.catalog, *project.catalog);
  }
  for (PolicyMistake& mistake : check_policy(project.policy, *project.catalog)) project.input_facts.policy_mistakes.push_back(std::move(mistake));
  for (PolicyMistake& mistake : check_columns(project.policy, *project.catalog)) project.input_facts.policy_mistakes.push_back(std::move(mistake));
  infer_ownership(*project.catalog, project.policy);
  project.columns = classify_columns(*project.catalog, project.policy);
  return project;
}

}  // namespace ringfence
