#include <fmt/format.h>

#include "lint/cli/command.h"

namespace ringfence::cli {

void add_baseline(CLI::App& app, Action& action) {
  struct Options {
    std::string path = ".";
    std::string config;
    std::string output = "ringfence-baseline.json";
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("baseline", "Accept today's findings, so that `check --baseline` reports only new ones");
  command->add_option("PATH", options->path, "The project's folder; default: .");
  command->add_option("--config", options->config, "Use this ringfence.toml");
  command->add_option("--output,-o", options->output,
                      "Where to write it; - for stdout; default: ringfence-baseline.json");
  command->footer("Examples:\n  ringfence baseline\n  ringfence check --baseline ringfence-baseline.json");
  command->callback([options, &action] {
    action = [options] {
      const auto targets = find_targets({options->path}, options->config);
      if (!targets) return kTrouble;
      const std::optional<Project> project = open_target(targets->front(), false);
      if (!project) return kTrouble;
      for (const std::string& line : project->trouble) complain(line);
      if (!project->trouble.empty()) return kTrouble;
      const Report report = check_project(*project, {});
      if (!write_output(options->output, make_baseline(report))) return kTrouble;
      if (options->output != "-")
        fmt::print(stderr, "{} findings accepted in {}\n", report.findings.size(), options->output);
      return kClean;
    };
  });
}

}  // namespace ringfence::cli
