#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lint/cli/classification.h"
#include "lint/cli/command.h"
#include "lint/cli/ownership_map.h"
#include "lint/cli/policies.h"

namespace ringfence::cli {

namespace {

std::string joined(const Table& table, const std::vector<int>& columns) {
  std::string text;
  for (const int column : columns)
    if (column >= 0) text += (text.empty() ? "" : ", ") + table.columns[static_cast<size_t>(column)].name;
  return text;
}

std::string owner_of(const Table& table) {
  const Ownership& ownership = table.ownership;
  if (ownership.owner_class != OwnerClass::kVia) return joined(table, ownership.keys);
  std::string text;
  for (const int parent : ownership.parents) {
    const ForeignKey& key = table.foreign_keys[static_cast<size_t>(parent)];
    text += fmt::format("{}{} -> {}", text.empty() ? "" : "; ", joined(table, key.columns), key.target->name);
  }
  return text;
}

std::string line_of(Place at) {
  return at ? fmt::format("{}:{}", at.source->path(), at.source->position(at.span.begin).line) : std::string();
}

std::string list(const Catalog& catalog) {
  constexpr OwnerClass kOrder[] = {OwnerClass::kRoot, OwnerClass::kDirect, OwnerClass::kMixed,
                                   OwnerClass::kVia,  OwnerClass::kSchema, OwnerClass::kShared,
                                   OwnerClass::kUnclassified};
  size_t width = 5, owner_width = 5;
  for (const auto& table : catalog.tables) {
    width = std::max(width, table->display_name().size());
    owner_width = std::max(owner_width, owner_of(*table).size());
  }
  std::string out = fmt::format("{:<12} {:<{}}  {:<{}}  {}\n", "class", "table", width, "owner", owner_width, "why");
  for (const OwnerClass owner_class : kOrder)
    for (const auto& table : catalog.tables)
      if (table->ownership.owner_class == owner_class)
        out += fmt::format("{:<12} {:<{}}  {:<{}}  {} ({})\n", to_string(owner_class), table->display_name(), width,
                           owner_of(*table), owner_width, table->ownership.why,
                           line_of(table->ownership.because ? table->ownership.because : table->declared_at));
  out += "\n";
  for (const OwnerClass owner_class : kOrder) {
    const auto count = std::count_if(catalog.tables.begin(), catalog.tables.end(),
                                     [&](const auto& table) { return table->ownership.owner_class == owner_class; });
    if (count > 0) out += fmt::format("{} {}  ", count, to_string(owner_class));
  }
  out += fmt::format("- {} tables, {} views, {} routines\n", catalog.tables.size(), catalog.views.size(),
                     catalog.routines.size());
  return out;
}

std::string detail(const Table& table) {
  std::string out = fmt::format("{} ({})\n  {}: {}{}\n  {}\n", table.display_name(), line_of(table.declared_at),
                                to_string(table.ownership.owner_class),
                                owner_of(table).empty() ? "" : owner_of(table) + ", ", table.ownership.why, "columns");
  for (const Column& column : table.columns)
    out += fmt::format("    {:<28} {}{}{}\n", column.name, column.type, column.not_null ? " NOT NULL" : "",
                       column.has_default ? " DEFAULT" : "");
  for (const UniqueKey& key : table.unique_keys)
    out += fmt::format("  {} ({}){}{}\n", key.primary ? "primary key" : "unique", joined(table, key.columns),
                       key.over_expressions ? " over expressions" : "", key.predicate.empty() ? "" : " partial");
  for (const ForeignKey& key : table.foreign_keys)
    out += fmt::format("  foreign key ({}) -> {}{}\n", joined(table, key.columns),
                       key.target == nullptr ? key.target_name + " (unknown)" : key.target->display_name(),
                       key.target == nullptr ? std::string() : " (" + joined(*key.target, key.target_columns) + ")");
  return out;
}

std::string as_json(const Catalog& catalog) {
  nlohmann::ordered_json tables = nlohmann::ordered_json::array();
  for (const auto& table : catalog.tables) {
    const Place at = table->declared_at;
    tables.push_back({{"schema", table->schema},
                      {"table", table->name},
                      {"class", to_string(table->ownership.owner_class)},
                      {"owner", owner_of(*table)},
                      {"why", table->ownership.why},
                      {"path", at ? at.source->path() : ""},
                      {"line", at ? at.source->position(at.span.begin).line : 0}});
  }
  return tables.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

bool render(const Catalog& catalog, const std::string& format, std::string& out) {
  if (format == "json") out = as_json(catalog);
  else if (format == "dot") out = ownership_map_dot(catalog);
  else if (format == "mermaid") out = ownership_map_mermaid(catalog);
  else if (format == "text") out = list(catalog);
  else {
    std::string problem;
    const auto svg = ownership_map_svg(catalog, problem);
    if (!svg) complain(problem);
    if (svg) out = *svg;
    return svg.has_value();
  }
  return true;
}

}  // namespace

void add_catalog(CLI::App& app, Action& action) {
  struct Options {
    std::string path = ".";
    std::string config;
    std::string format = "text";
    std::string table;
    bool classify = false;
    bool policies = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("catalog", "Show who owns the rows of each table, or what its columns hold, and why");
  command->add_option("PATH", options->path, "The project's folder; default: .");
  command->add_option("--config", options->config, "Use this ringfence.toml");
  command->add_option("--format", options->format, "text, json, or a picture: dot, mermaid, svg")
      ->check(CLI::IsMember({"text", "json", "dot", "mermaid", "svg"}));
  command->add_option("--table", options->table, "One table in full: columns, keys, foreign keys");
  command->add_flag("--classify", options->classify, "What each column holds: personal data, a credential or neither, and why");
  command->add_flag("--policies", options->policies, "What row-level security leaves open, by table, role and command");
  command->footer("Examples:\n  ringfence catalog\n  ringfence catalog --classify --format json\n  ringfence catalog --table deals\n  ringfence catalog --policies\n  ringfence catalog --format svg > map.svg");
  command->callback([options, &action] {
    action = [options] {
      const auto targets = find_targets({options->path}, options->config);
      if (!targets) return kTrouble;
      const std::optional<Project> project = open_target(targets->front(), false);
      if (!project) return kTrouble;
      for (const std::string& line : project->trouble) complain(line);
      if (options->policies) return write_output({}, policies_text(*project)) && project->trouble.empty() ? kClean : kTrouble;
      std::string out;
      for (const auto& table : project->catalog->tables)
        if (!options->table.empty() && (table->name == options->table || table->display_name() == options->table))
          out += detail(*table);
      if (!options->table.empty() && out.empty()) {
        complain(options->table + ": the schema has no such table");
        return kTrouble;
      }
      if (options->classify)
        out = options->format == "json" ? classification_json(*project, options->table) : classification_text(*project, options->table);
      else if (options->table.empty())
        if (!render(*project->catalog, options->format, out)) return kTrouble;
      return write_output({}, out) && project->trouble.empty() ? kClean : kTrouble;
    };
  });
}

}  // namespace ringfence::cli
