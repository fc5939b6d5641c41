#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "lint/cli/changed_since.h"
#include "lint/cli/command.h"
#include "lint/cli/recording.h"
#include "lint/cli/witness_search.h"
#include "ringfence/observed_check.h"
#include "ringfence/policy_reader.h"
#include "ringfence/render.h"

namespace ringfence::cli {

namespace {

struct Options {
  std::vector<std::string> paths;
  std::string config;
  std::string format = "text";
  std::string output;
  std::string baseline;
  bool use_baseline = true;
  std::string changed_since;
  std::string summary;
  std::string sort = "place";
  std::vector<std::string> only;
  std::vector<std::string> except;
  std::string fail_on = "error";
  std::string color = "auto";
  int threads = 0;
  bool show_unknown = false;
  bool show_suppressed = false;
  bool quiet = false;
  bool witness = false;
  bool record = false;
  HistoryOptions history;
  WitnessOptions witness_options;
  DatabaseOptions database;
  CodeOptions code;
};

bool known_rules(const std::vector<std::string>& names, const std::string& option) {
  const std::vector<std::string> known = rule_names();
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = nearest_name(name, known);
    complain(fmt::format("{} {}: no such rule{}", option, name,
                         near.empty() ? "; `ringfence rules` lists them" : fmt::format("; did you mean {}?", near)));
    return false;
  }
  return true;
}

std::vector<std::string> trouble_of(const Project& project, const Report& report) {
  std::vector<std::string> trouble = project.trouble;
  trouble.insert(trouble.end(), report.unreadable.begin(), report.unreadable.end());
  return trouble;
}

// Machine formats by their names; text and SARIF need to know more.
const std::map<std::string, std::string (*)(const Report&), std::less<>> kRenderers = {
    {"json", render_json},   {"github", render_github},         {"gitlab", render_gitlab},    {"rdjson", render_rdjson},
    {"junit", render_junit}, {"checkstyle", render_checkstyle}, {"markdown", render_markdown}};

std::vector<std::string> format_names() {
  std::vector<std::string> names = {"text", "sarif"};
  for (const auto& [name, renderer] : kRenderers) names.push_back(name);
  return names;
}

std::string render(const Options& options, const Report& report, const Project& project) {
  if (const auto known = kRenderers.find(options.format); known != kRenderers.end()) return known->second(report);
  if (options.format == "sarif") return render_sarif(report, trouble_of(project, report));
  TextStyle style;
  style.color = options.output.empty() && use_color(options.color);
  style.width = terminal_width();
  style.show_unknown = options.show_unknown;
  style.show_suppressed = options.show_suppressed;
  return render_text(report, style);
}

bool add_witnesses(const Options& options, const Project& project, Report& report) {
  const auto is_reported = [&](Place statement) {
    return std::any_of(report.findings.begin(), report.findings.end(), [&](const ReportedFinding& one) {
      return !one.suppression && one.finding.at.source == statement.source &&
             one.finding.at.span.begin >= statement.span.begin && one.finding.at.span.end <= statement.span.end;
    });
  };
  try {
    ProgressLine progress(!options.quiet);
    const std::vector<FoundWitness> found =
        find_witnesses(project, options.witness_options, is_reported, progress.callback());
    attach_witnesses(report, found);
    for (const FoundWitness& one : found)
      if (!one.witness)
        complain(fmt::format("{}:{}: no witness: {}", one.statement.source->path(),
                             one.statement.source->position(one.statement.span.begin).line, one.why_not));
  } catch (const std::exception& error) {
    complain(error.what());
    return false;
  }
  return true;
}

// Summaries are added to what is there: GitHub's job summary is a file that every step appends to.
bool add_summary(const std::string& path, const Report& report) {
  if (path.empty()) return true;
  std::ofstream stream(path, std::ios::binary | std::ios::app);
  stream << render_markdown(report);
  stream.close();
  if (!stream) complain(path + ": cannot be written");
  return static_cast<bool>(stream);
}

int gating_findings(const Report& report, Severity gate) {
  int gating = 0;
  for (const Severity severity : {Severity::kNote, Severity::kWarning, Severity::kError})
    if (severity >= gate) gating += report.count(severity);
  return gating;
}

// A part of a project would look like a project whose other findings were fixed.
bool is_whole_run(const Options& options, const std::vector<Target>& targets) {
  const bool names_files = std::any_of(targets.begin(), targets.end(), [](const Target& target) { return !target.files.empty(); });
  if (options.only.empty() && options.except.empty() && options.changed_since.empty() && !names_files) return true;
  complain("--record wants all rules and all files: without --only, --except, --changed-since and names of files");
  return false;
}

bool record(const Options& options, const Project& project, const Report& report, const Facts& facts, const std::string& baseline) {
  try {
    RunOrigin origin = origin_of(project, options.history, baseline);
    origin.complete = !options.code.skip || project.policy.inputs.cpp.empty();
    RunRecord run = recorded(project, report, facts, origin);
    store(*open_history(history_of(project.policy, options.history), true), run, report);
  } catch (const HistoryError& error) {
    complain(fmt::format("the run is not recorded: {}", error.what()));
    return false;
  }
  return true;
}

int check_one(const Options& options, CheckOptions check, const Target& target, std::string& out) {
  const std::optional<Project> project = open_target(target, options.quiet, options.code, options.database);
  if (!project) return kTrouble;
  const std::string baseline = !options.use_baseline ? std::string() : options.baseline.empty() ? configured_baseline(project->policy) : options.baseline;
  if (!read_baseline(baseline, check.baseline)) return kTrouble;
  Report report;
  Facts facts;
  {
    ProgressLine progress(!options.quiet);
    report = check_project(*project, check, progress.callback(), facts);
  }
  const bool is_recorded = !options.record || record(options, *project, report, facts, baseline);
  if (!options.changed_since.empty() &&
      !keep_changed(options.changed_since, target, options.code, check, *project, options.quiet, report))
    return kTrouble;
  if (options.sort == "priority")
    std::stable_sort(report.findings.begin(), report.findings.end(), [](const auto& a, const auto& b) { return a.priority.score > b.priority.score; });
  if (options.witness && !add_witnesses(options, *project, report)) return kTrouble;
  out += render(options, report, *project);
  if (!options.quiet)
    for (const std::string& line : project->code_warnings) complain("warning: " + line);
  for (const std::string& line : trouble_of(*project, report)) complain(line);
  if (!is_recorded || !add_summary(options.summary, report) || !trouble_of(*project, report).empty()) return kTrouble;
  return gating_findings(report, *severity_from(options.fail_on)) > 0 ? kFindings : kClean;
}

int run(const Options& options) {
  if (!known_rules(options.only, "--only") || !known_rules(options.except, "--except") || !complete_database(options.database)) return kTrouble;
  if (options.database.connection && !options.changed_since.empty()) {
    complain("--changed-since compares files; what a database says has no earlier version");
    return kTrouble;
  }
  const auto targets = find_targets(options.paths, options.config);
  if (!targets) return kTrouble;
  if (options.record && !is_whole_run(options, *targets)) return kTrouble;
  if (targets->size() > 1 && options.format != "text") {
    complain(fmt::format("--format {} describes one project; {} were named", options.format, targets->size()));
    return kTrouble;
  }
  CheckOptions check;
  check.only = options.only;
  check.except = options.except;
  check.threads = options.threads;
  check.today = today();
  std::string out;
  int code = kClean;
  for (const Target& target : *targets) code = std::max(code, check_one(options, check, target, out));
  return write_output(options.output, out) ? code : kTrouble;
}

}  // namespace

void add_check(CLI::App& app, Action& action, const std::vector<std::string>& flags) {
  auto options = std::make_shared<Options>();
  options->code.flags = flags;
  CLI::App* command = app.add_subcommand("check", "Prove or refute tenant isolation of every statement");
  command->add_option("PATH", options->paths,
                      "Folders with a ringfence.toml (looked for upward), .sql or C++ files; default: .; behind -- the "
                      "compiler's flags for the C++, instead of a compilation database");
  command->add_option("--config", options->config, "Use this ringfence.toml");
  command->add_option("--format", options->format, "How findings are written")->check(CLI::IsMember(format_names()))->capture_default_str();
  command->add_option("--output,-o", options->output, "Write to this file instead of stdout");
  command->add_option("--baseline", options->baseline,
                      "Accept the findings of this file; report only new ones, and those that are gone");
  command->add_flag("!--no-baseline", options->use_baseline, "Do without the baseline that the TOML names");
  command->add_option("--changed-since", options->changed_since,
                      "Report only findings on lines that were edited since the branch left REV (a branch, tag or commit), and "
                      "those elsewhere that the changes caused")
      ->type_name("REV");
  command->add_option("--summary", options->summary, "Also add a summary in Markdown to this file");
  command->add_option("--sort", options->sort, "place, or priority: what to look at first comes first")
      ->check(CLI::IsMember({"place", "priority"}));
  command->add_option("--only", options->only, "Run only these rules or families")
      ->delimiter(',')
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  command->add_option("--except", options->except, "Do not run these rules or families")
      ->delimiter(',')
      ->take_all()
      ->expected(1)
      ->allow_extra_args(false);
  command->add_option("--fail-on", options->fail_on, "Lowest severity that makes the exit code 1")
      ->check(CLI::IsMember({"error", "warning", "note"}));
  command->add_option("--threads", options->threads, "How many threads; default: one a core")
      ->check(CLI::Range(0, 256));
  command->add_option("--color", options->color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  command->add_flag("--show-unknown", options->show_unknown, "List the statements that got no answer, and why");
  command->add_flag("--show-suppressed", options->show_suppressed,
                    "Show findings that a comment or the baseline accepts");
  command->add_flag("--witness", options->witness,
                    "Show rows on which a refuted statement gives away another tenant's data");
  command->add_flag("--record", options->record, "Store the run in the history that `ringfence review` reads");
  add_history_options(*command, options->history);
  add_database_options(*command, options->database);
  add_witness_options(*command, options->witness_options);
  add_code_options(*command, options->code);
  command->add_flag("--quiet,-q", options->quiet, "No progress on stderr");
  command->footer(
      "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 trouble.\n\n"
      "Examples:\n  ringfence check\n  ringfence check services/crm --fail-on warning\n"
      "  ringfence check db/queries/deals.sql --show-unknown\n  ringfence check src/deals.cpp -- -std=c++20 -Isrc\n  ringfence check --format sarif -o ringfence.sarif\n"
      "  ringfence check --changed-since origin/main --format github --summary \"$GITHUB_STEP_SUMMARY\"\n"
      "  ringfence check --database postgres://app@db.example.com/crm --diff\n"
      "  ringfence check --record --history postgresql://ci@db.example.com/ringfence");
  command->callback([options, &action] {
    options->code.threads = options->threads;
    action = [options] { return run(*options); };
  });
}

}  // namespace ringfence::cli
