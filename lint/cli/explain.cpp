#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "lint/cli/command.h"
#include "ringfence/policy_reader.h"
#include "ringfence/rule.h"

namespace ringfence::cli {

namespace {

int explain_rule(const std::string& id) {
  const Rule* rule = find_rule(id);
  if (rule != nullptr) return write_output({}, std::string(rule->manual)) ? kClean : kTrouble;
  std::vector<std::string> ids;
  for (const Rule& known : all_rules()) ids.emplace_back(known.id);
  const std::string near = nearest_name(id, ids);
  complain(fmt::format("no rule is called {}{}", id,
                       near.empty() ? "; `ringfence rules` lists them" : fmt::format("; did you mean {}?", near)));
  return kTrouble;
}

std::string line_of(Place at) {
  return at ? fmt::format("{}:{}", at.source->path(), at.source->position(at.span.begin).line) : std::string();
}

std::string describe(const Facts& facts, int index) {
  const Statement& statement = facts.statements[static_cast<size_t>(index)];
  std::string out = fmt::format("{} {}{}: {}\n", line_of(statement.at), to_string(statement.kind),
                                statement.name.empty() ? "" : " " + statement.name, to_string(statement.verdict));
  if (!statement.unknown_because.empty()) out += fmt::format("  because {}\n", statement.unknown_because);
  for (const RelationUse& use : facts.relation_uses) {
    if (use.statement != index) continue;
    const bool shared = use.table->ownership.owner_class == OwnerClass::kShared;
    out += fmt::format("\n  {} ({}{}, {}): {}\n", use.alias, use.table->display_name(),
                       use.through != nullptr ? " through view " + use.through->name : "",
                       use.access == Access::kWrite ? "written" : "read",
                       shared ? "shared, no owner to be tied to" : std::string(to_string(use.proof.verdict)));
    if (shared) continue;
    out += fmt::format("    owner: {} ({})\n", use.table->ownership.why, line_of(use.table->ownership.because));
    for (const Reason& reason : use.proof.reasons)
      out += fmt::format("    {}{}\n", reason.text, reason.at ? "   " + line_of(reason.at) : "");
    if (!use.proof.term.empty()) out += fmt::format("    so its rows are those of {}\n", use.proof.term);
    if (use.proof.verdict == Verdict::kConditional)
      out += "    this holds as long as foreign keys between owned tables never cross tenants\n";
    if (use.proof.verdict == Verdict::kRefuted)
      out += fmt::format("    gap: {}{}\n", to_string(use.proof.gap),
                         use.proof.detail.empty() ? "" : ": " + use.proof.detail);
    if (use.proof.verdict == Verdict::kUnknown && !use.proof.detail.empty())
      out += fmt::format("    {}\n", use.proof.detail);
    if (use.proof.verdict >= Verdict::kConditional && !use.missing_predicate.empty())
      out += fmt::format("    missing: {}\n", use.missing_predicate);
  }
  for (const InsertedRow& row : facts.inserted_rows)
    if (row.statement == index)
      out += fmt::format("\n  row inserted into {}: {}{}\n", row.table->display_name(), to_string(row.verdict),
                         row.key == InsertedRow::Key::kTied
                             ? ""
                             : fmt::format(" ({} is {})", row.key_column, row.given.empty() ? "not given" : row.given));
  return out;
}

int explain_statement(const std::string& where, const std::string& config) {
  const size_t colon = where.rfind(':');
  const int line = colon == std::string::npos ? 0 : std::atoi(where.c_str() + colon + 1);
  const std::string file = where.substr(0, colon);
  if (line <= 0) {
    complain("--statement wants FILE:LINE");
    return kTrouble;
  }
  const auto targets = find_targets({file}, config);
  if (!targets) return kTrouble;
  // A line of a migration means the routine that stands there; everything else is a query file.
  Target target = targets->front();
  std::optional<Project> project = open_target({target.config, {}}, true);
  if (!project) return kTrouble;
  std::error_code error;
  const auto same = [&](const SourcePtr& source) { return std::filesystem::equivalent(source->path(), file, error); };
  if (std::none_of(project->schema_sources.begin(), project->schema_sources.end(), same) &&
      std::none_of(project->query_sources.begin(), project->query_sources.end(), same))
    project = open_target(target, true);
  CheckOptions options;
  options.reasons = true;
  const Facts facts = observe_project(*project, options);
  std::string out;
  for (size_t i = 0; i < facts.statements.size(); ++i) {
    const Place at = facts.statements[i].at;
    if (!at || !std::filesystem::equivalent(at.source->path(), file, error)) continue;
    const auto first = static_cast<int>(at.source->position(at.span.begin).line);
    const auto last = static_cast<int>(at.source->position(at.span.end).line);
    if (line >= first && line <= last) out += (out.empty() ? "" : "\n") + describe(facts, static_cast<int>(i));
  }
  if (out.empty()) {
    complain(where + ": no statement stands there");
    return kTrouble;
  }
  return write_output({}, out) ? kClean : kTrouble;
}

}  // namespace

void add_explain(CLI::App& app, Action& action) {
  struct Options {
    std::string rule;
    std::string statement;
    std::string config;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("explain", "Explain a rule, or why a statement is (not) isolated");
  command->add_option("RULE", options->rule, "Print the manual of this rule");
  command->add_option("--statement", options->statement,
                      "FILE:LINE: for each relation what ties it, or what is missing");
  command->add_option("--config", options->config, "Use this ringfence.toml");
  command->footer(
      "Examples:\n  ringfence explain tenant-unscoped-read\n  ringfence explain --statement db/queries/deals.sql:12");
  command->callback([options, &action] {
    action = [options] {
      if (!options->statement.empty()) return explain_statement(options->statement, options->config);
      if (!options->rule.empty()) return explain_rule(options->rule);
      complain("explain wants a RULE or --statement FILE:LINE");
      return kTrouble;
    };
  });
}

}  // namespace ringfence::cli
