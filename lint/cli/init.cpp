#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>

#include "lint/cli/command.h"
#include "lint/cli/init_code.h"
#include "ringfence/policy_reader.h"
#include "ringfence/rule.h"

namespace ringfence::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder = ".";
  std::vector<std::string> schema;
  std::vector<std::string> queries;
  bool force = false;
  bool print = false;
};

// Where people keep them.
constexpr std::string_view kPassedOver[] = {"node_modules", "vendor", "build", "target", "dist", "testdata"};
constexpr std::string_view kSchemaPlaces[] = {
    "db/migrations",  "migrations",        "db/migrate",          "database/migrations",
    "sql/migrations", "prisma/migrations", "supabase/migrations", "src/main/resources/db/migration",
    "schema",         "db/schema",         "sql/schema"};
constexpr std::string_view kSchemaFiles[] = {"schema.sql", "db/schema.sql", "db/structure.sql", "structure.sql",
                                             "sql/schema.sql"};
constexpr std::string_view kQueryPlaces[] = {"db/queries", "db/query", "queries", "query", "sql/queries", "sql"};

bool has_sql(const fs::path& folder) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end; at.increment(error))
    if (at->path().extension() == ".sql") return true;
  return false;
}

bool has_folders(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->is_directory(error)) return true;
  return false;
}

// The folder itself, then what lies in it and one level further down: server/migrations, services/crm/db/migrations.
std::vector<fs::path> places_below(const fs::path& folder) {
  std::vector<fs::path> places{fs::path()};
  for (size_t at = 0; at < places.size(); ++at) {
    if (std::distance(places[at].begin(), places[at].end()) >= 2) break;
    std::vector<fs::path> inner;
    std::error_code error;
    for (fs::directory_iterator entry(folder / places[at], error), end; !error && entry != end;
         entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      const bool passed = name.starts_with(".") ||
                          std::find(std::begin(kPassedOver), std::end(kPassedOver), name) != std::end(kPassedOver);
      if (entry->is_directory(error) && !passed) inner.push_back(places[at] / name);
    }
    std::sort(inner.begin(), inner.end());
    places.insert(places.end(), inner.begin(), inner.end());
  }
  return places;
}

std::vector<std::string> look_for(const fs::path& folder, std::span<const std::string_view> names) {
  for (const fs::path& place : places_below(folder))
    for (const std::string_view name : names)
      if (const fs::path found = place / name; has_sql(folder / found))
        return {found.string() + (has_folders(folder / found) ? "/**/*.sql" : "/*.sql")};
  return {};
}

std::vector<std::string> look_for_file(const fs::path& folder, std::span<const std::string_view> names) {
  std::error_code error;
  for (const fs::path& place : places_below(folder))
    for (const std::string_view name : names)
      if (fs::is_regular_file(folder / place / name, error)) return {(place / name).string()};
  return {};
}

int run(Options options) {
  const fs::path folder(options.folder);
  const fs::path target = folder / "ringfence.toml";
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    complain(options.folder + ": no such folder");
    return kTrouble;
  }
  if (!options.print && !options.force && fs::exists(target, error)) {
    complain(target.string() + " is there already; --force writes it anew, --print shows what would be written");
    return kTrouble;
  }
  if (options.schema.empty()) options.schema = look_for(folder, kSchemaPlaces);
  if (options.schema.empty()) options.schema = look_for_file(folder, kSchemaFiles);
  if (options.queries.empty()) options.queries = look_for(folder, kQueryPlaces);
  if (options.schema.empty()) {
    complain(
        "no migrations found; name them: ringfence init --schema 'db/migrations/*.sql' --queries "
        "'db/queries/**/*.sql'");
    return kTrouble;
  }
  Policy policy;
  policy.folder = fs::absolute(folder).lexically_normal().string();
  const auto settings = [](const std::vector<std::string>& values) {
    std::vector<Setting> made;
    for (const std::string& value : values) made.push_back({value, {}});
    return made;
  };
  policy.inputs.schema = settings(options.schema);
  Project project = open_project(policy, {}, {});
  const TenantGuess guess = guess_tenant(*project.catalog);
  if (!guess.root.empty()) policy.tenant.root = Setting{guess.root, {}};
  if (!guess.keys.empty()) policy.tenant.keys = {settings(guess.keys)};
  infer_ownership(*project.catalog, policy);
  std::string draft = draft_policy(*project.catalog, options.schema, options.queries);
  if (const size_t inputs_end = draft.find("\n[tenant]"); inputs_end != std::string::npos) draft.insert(inputs_end, draft_code_inputs(folder));
  if (!write_output(options.print ? std::string() : target.string(), draft)) return kTrouble;
  if (!options.print)
    fmt::print("{} written: {} tables read, root {}. Next: ringfence catalog, ringfence check\n", target.string(),
               project.catalog->tables.size(),
               guess.root.empty() ? "not found, please fill it in" : "'" + guess.root + "'");
  return kClean;
}

}  // namespace

void add_init(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("init", "Write a first ringfence.toml from the schema");
  command->add_option("PATH", options->folder, "The project's folder; default: .");
  command->add_option("--schema", options->schema, "Globs of the migrations; default: looked for in the usual places")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  command
      ->add_option("--queries", options->queries, "Globs of the query files; default: looked for in the usual places")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
  command->add_flag("--force", options->force, "Overwrite a ringfence.toml");
  command->add_flag("--print", options->print, "Show it, write nothing");
  command->footer(
      "Examples:\n  ringfence init\n  ringfence init services/crm --schema 'db/*.sql' --queries 'db/queries/*.sql'");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace ringfence::cli
