#include <fmt/format.h>

#include <filesystem>

#include "lint/cli/command.h"

namespace ringfence::cli {

namespace {

constexpr const char* kDefaultFile = "ringfence-baseline.json";

struct Options {
  std::string path = ".";
  std::string config;
  std::string output;
  bool accept_new = false;
  bool check = false;
  CodeOptions code;
  DatabaseOptions database;
};

int open_count(const Report& report) {
  int count = 0;
  for (const ReportedFinding& one : report.findings) count += !one.suppression;
  return count;
}

void list_new(const Report& report) {
  for (const ReportedFinding& one : report.findings) {
    if (one.suppression) continue;
    const Place at = one.finding.at;
    fmt::print(stderr, "  {}: {}: {}\n", at ? fmt::format("{}:{}", at.source->path(), at.source->position(at.span.begin).line) : "", one.finding.rule,
               one.finding.what);
  }
}

// A baseline that is there only shrinks, unless its growth is asked for.
int renew(const Options& options, const std::string& path, const Report& report) {
  const int added = open_count(report);
  const size_t gone = report.baseline_gone.size();
  if (options.check) {
    list_new(report);
    for (const std::string& line : report.baseline_gone) fmt::print(stderr, "  gone: {}\n", line);
    fmt::print(stderr, "{}: {} findings, {} new, {} gone\n", path, report.baseline_known, added, gone);
    return added + static_cast<int>(gone) > 0 ? kFindings : kClean;
  }
  if (!write_output(path, make_baseline(report, !options.accept_new))) return kTrouble;
  if (path == "-") return kClean;
  if (options.accept_new || added == 0) {
    fmt::print(stderr, "{} findings accepted in {} ({} new, {} gone)\n", report.baseline_known + added, path, added, gone);
    return kClean;
  }
  list_new(report);
  fmt::print(stderr, "{} findings accepted in {} ({} gone); {} new ones are not: mend them, or accept them with --accept-new\n",
             report.baseline_known, path, gone, added);
  return kFindings;
}

int run(const Options& options) {
  if (!complete_database(options.database)) return kTrouble;
  const auto targets = find_targets({options.path}, options.config);
  if (!targets) return kTrouble;
  const std::optional<Project> project = open_target(targets->front(), false, options.code, options.database);
  if (!project) return kTrouble;
  for (const std::string& line : project->trouble) complain(line);
  if (!project->trouble.empty()) return kTrouble;
  const std::string configured = configured_baseline(project->policy);
  const std::string path = !options.output.empty() ? options.output : !configured.empty() ? configured : kDefaultFile;
  CheckOptions check;
  check.today = today();
  const bool exists = path != "-" && std::filesystem::exists(path);
  if (exists && !read_baseline(path, check.baseline)) return kTrouble;
  const Report report = check_project(*project, check);
  if (exists) return renew(options, path, report);
  if (options.check) {
    complain(path + ": there is no baseline");
    return kTrouble;
  }
  if (!write_output(path, make_baseline(report))) return kTrouble;
  if (path != "-") fmt::print(stderr, "{} findings accepted in {}\n", open_count(report), path);
  return kClean;
}

}  // namespace

void add_baseline(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("baseline", "Accept today's findings, so that `check --baseline` reports only new ones");
  command->add_option("PATH", options->path, "The project's folder; default: .");
  command->add_option("--config", options->config, "Use this ringfence.toml");
  command->add_option("--output,-o", options->output,
                      fmt::format("The baseline's file; - for stdout; default: what [inputs] baseline says, else {}", kDefaultFile));
  command->add_flag("--accept-new", options->accept_new, "Let a baseline that is there grow by what is new");
  command->add_flag("--check", options->check, "Write nothing; exit code 1 where findings are new or gone");
  add_database_options(*command, options->database);
  add_code_options(*command, options->code);
  command->footer(
      "A baseline that is there loses what is gone and gains nothing, unless --accept-new is given.\n\n"
      "Exit codes: 0 done, 1 new findings were not accepted, 2 trouble.\n\n"
      "Examples:\n  ringfence baseline\n  ringfence check --baseline ringfence-baseline.json\n  ringfence baseline --check");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace ringfence::cli
