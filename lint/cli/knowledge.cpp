#include <fmt/format.h>

#include <iostream>

#include "lint/cli/command.h"
#include "ringfence/columns.h"
#include "ringfence/knowledge.h"

namespace ringfence::cli {

namespace {

int list(const std::vector<std::string>& paths, const std::string& config, bool matches) {
  std::vector<std::string> used;
  if (matches) {
    const auto targets = find_targets(paths, config);
    if (!targets) return kTrouble;
    for (const Target& target : *targets) {
      const std::optional<Project> project = open_target(target, false);
      if (!project) return kTrouble;
      used.insert(used.end(), project->code.libraries.begin(), project->code.libraries.end());
    }
  }
  const auto mark = [&](const std::string& name) {
    return std::find(used.begin(), used.end(), name) != used.end() ? "  called here" : "";
  };
  std::cout << "Database client libraries\n";
  for (const ClientLibrary& client : knowledge().clients) {
    size_t functions = 0;
    for (const ClientCall& call : client.calls) functions += call.functions.size();
    std::cout << fmt::format("  {:<20} {:<16} {:>3} functions{}\n", client.name, client.versions, functions, mark(client.name));
  }
  std::cout << "Requests from outside\n";
  for (const RequestLibrary& library : knowledge().requests)
    std::cout << fmt::format("  {:<20} {:<16} {:>3} inputs\n", library.name, "", library.inputs.size());
  std::cout << "Categories of data\n";
  for (const std::string& category : data_categories()) std::cout << fmt::format("  {:<32} {}\n", category, fides_key(category));
  return kClean;
}

}  // namespace

void add_knowledge(CLI::App& app, Action& action) {
  struct Options {
    std::vector<std::string> paths;
    std::string config;
    bool list = false;
    bool matches = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("knowledge", "Print which libraries are known, and which of them a project uses");
  command->add_option("PATH", options->paths, "Projects whose code is looked at with --matches");
  command->add_option("--config", options->config, "Use this ringfence.toml");
  command->add_flag("--list", options->list, "Print what is known (the default)");
  command->add_flag("--matches", options->matches, "Say which of it the project's code calls");
  command->footer("Example:\n  ringfence knowledge --list --matches .");
  command->callback([options, &action] { action = [options] { return list(options->paths, options->config, options->matches); }; });
}

}  // namespace ringfence::cli
