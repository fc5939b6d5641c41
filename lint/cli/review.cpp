// `ringfence review`: the quarter as a document.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>

#include "lint/cli/command.h"
#include "lint/cli/print_page.h"
#include "lint/cli/recording.h"
#include "ringfence/observed_check.h"
#include "ringfence/policy_reader.h"
#include "ringfence/review.h"

namespace ringfence::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string path = ".";
  std::string config;
  Period period;
  std::string format = "html";
  std::string output;
  std::string table = "commitments";
  std::string csv_folder;
  std::string paper = "A4";
  std::string chromium;
  bool check = true;
  bool record = true;
  bool quiet = false;
  int threads = 0;
  HistoryOptions history;
  DatabaseOptions database;
  CodeOptions code;
};

bool complete_period(Period& period) {
  const Period quarter = last_full_quarter(today());
  if (period.from.empty() != period.to.empty()) {
    complain("--from and --to go together");
    return false;
  }
  if (period.from.empty()) period = quarter;
  for (const std::string& day : {period.from, period.to})
    if (const std::string problem = date_problem(day); !problem.empty()) {
      complain(problem);
      return false;
    }
  if (period.from > period.to) complain(fmt::format("--from {} is after --to {}", period.from, period.to));
  return period.from <= period.to;
}

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm time{};
  gmtime_r(&now, &time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", time.tm_year + 1900, time.tm_mon + 1, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec);
}

struct Checked {
  Report report;
  RunRecord run;
  bool in_trouble = false;
};

std::optional<Checked> check_now(const Options& options, const Project& project) {
  CheckOptions check;
  check.threads = options.threads;
  check.today = today();
  const std::string baseline = configured_baseline(project.policy);
  if (!read_baseline(baseline, check.baseline)) return std::nullopt;
  Checked made;
  Facts facts;
  ProgressLine progress(!options.quiet);
  made.report = check_project(project, check, progress.callback(), facts);
  RunOrigin origin = origin_of(project, options.history, baseline);
  origin.complete = !options.code.skip || project.policy.inputs.cpp.empty();
  origin.trouble.insert(origin.trouble.end(), made.report.unreadable.begin(), made.report.unreadable.end());
  for (const std::string& line : origin.trouble) complain(line);
  made.in_trouble = !origin.trouble.empty();
  made.run = recorded(project, made.report, facts, origin);
  return made;
}

// Runs of the branch; of those, what has been since the period ended says since when findings are there.
HistorySlice slice_of(const Options& options, History* history, const RunOrigin& origin) {
  if (history == nullptr) return {};
  return history->read(origin.project, origin.branch, options.period.from, options.check ? std::max(options.period.to, now_utc().substr(0, 10)) : options.period.to);
}

std::unique_ptr<History> history_for(const Options& options, const std::string& where) {
  const bool is_file = where.find("://") == std::string::npos;
  std::error_code error;
  if (options.check && !options.record && is_file && !fs::exists(where, error)) return nullptr;
  return open_history(where, options.check && options.record);
}

void complain_of_no_runs(const Options& options, History& history, const RunOrigin& origin) {
  const std::vector<std::string> branches = history.branches(origin.project);
  complain(fmt::format("no run of {} on branch {} is recorded up to {}{}", origin.project, origin.branch, options.period.to,
                       branches.empty() ? "; `ringfence check --record` records one" : fmt::format("; there are runs of: {}", fmt::join(branches, ", "))));
}

// Where the file lies on this machine is nothing that readers of the review want to know.
std::string place_in_project(const std::string& where, const std::string& folder) {
  const fs::path relative = fs::path(where).lexically_relative(folder);
  return where.find("://") != std::string::npos || relative.empty() || *relative.begin() == ".." ? where : relative.generic_string();
}

bool write_tables(const Options& options, const Review& review) {
  if (options.csv_folder.empty()) return true;
  std::error_code error;
  fs::create_directories(options.csv_folder, error);
  return std::all_of(review_tables().begin(), review_tables().end(), [&](const std::string& table) {
    return write_output((fs::path(options.csv_folder) / (table + ".csv")).string(), review_csv(review, table));
  });
}

bool write_review(const Options& options, const Review& review) {
  HtmlStyle style;
  style.paper = options.paper;
  if (!write_tables(options, review)) return false;
  if (options.format == "csv") return write_output(options.output, review_csv(review, options.table));
  if (options.format == "md") return write_output(options.output, render_review_markdown(review));
  if (options.format == "html") return write_output(options.output, render_review_html(review, style));
  std::string problem;
  const std::optional<std::string> pdf = pdf_of(render_review_html(review, style), options.chromium, problem);
  if (!pdf) complain(problem);
  return pdf && write_output(options.output, *pdf);
}

int review_project(const Options& options, const Project& project) {
  const std::string where = history_of(project.policy, options.history);
  const RunOrigin origin = origin_of(project, options.history, {});
  std::optional<Checked> checked;
  if (options.check && !(checked = check_now(options, project))) return kTrouble;
  const std::unique_ptr<History> history = history_for(options, where);
  if (checked && options.record) store(*history, checked->run, checked->report);
  HistorySlice slice = slice_of(options, history.get(), origin);
  if (!checked && slice.runs.empty()) {
    complain_of_no_runs(options, *history, origin);
    return kTrouble;
  }
  Review review = make_review(checked ? std::optional(std::move(checked->run)) : std::nullopt, std::move(slice), options.period, now_utc());
  review.state.project = origin.project;
  review.state.branch = origin.branch;
  review.is_recorded = !checked || options.record;
  if (history != nullptr) review.history = place_in_project(shown_history(where), project.policy.folder);
  if (!write_review(options, review)) return kTrouble;
  return checked && checked->in_trouble ? kTrouble : kClean;
}

int run(Options options) {
  if (!complete_period(options.period) || !complete_database(options.database)) return kTrouble;
  if (options.format == "pdf" && options.output.empty() && isatty(STDOUT_FILENO) != 0) {
    complain("--format pdf wants -o FILE");
    return kTrouble;
  }
  const auto targets = find_targets({options.path}, options.config);
  if (!targets) return kTrouble;
  options.code.threads = options.threads;
  CodeOptions code = options.code;
  code.skip = code.skip || !options.check;
  const std::optional<Project> project = open_target(targets->front(), options.quiet, code, options.check ? options.database : DatabaseOptions());
  if (!project) return kTrouble;
  try {
    return review_project(options, *project);
  } catch (const HistoryError& error) {
    complain(error.what());
    return kTrouble;
  }
}

void add_formats(CLI::App& command, Options& options) {
  command.add_option("--format", options.format, "html, md, pdf or csv")->check(CLI::IsMember({"html", "md", "pdf", "csv"}))->capture_default_str();
  command.add_option("--output,-o", options.output, "Write to this file instead of stdout");
  command.add_option("--table", options.table, "With --format csv: which table")->check(CLI::IsMember(review_tables()))->capture_default_str();
  command.add_option("--csv-folder", options.csv_folder, "Also write all tables as CSV into this folder");
  command.add_option("--paper", options.paper, "The paper of the PDF and of the printed page: A4 or letter")->check(CLI::IsMember({"A4", "letter"}))->capture_default_str();
  command.add_option("--chromium", options.chromium, "With --format pdf: the browser that prints; default: the one in PATH");
}

}  // namespace

void add_review(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("review", "Write the review of a quarter: commitments, findings, data and controls");
  command->add_option("PATH", options->path, "The project's folder; default: .");
  command->add_option("--config", options->config, "Use this ringfence.toml");
  command->add_option("--from", options->period.from, "The first day, 2026-07-01; default: of the last quarter that is over")->type_name("DAY");
  command->add_option("--to", options->period.to, "The last day, 2026-09-30")->type_name("DAY");
  add_formats(*command, *options);
  command->add_flag("!--no-check", options->check, "Do not check the project now: tell of the last recorded run of the period");
  command->add_flag("!--no-record", options->record, "Do not record the check that the review makes");
  add_history_options(*command, options->history);
  command->add_option("--threads", options->threads, "How many threads; default: one a core")->check(CLI::Range(0, 256));
  add_database_options(*command, options->database);
  add_code_options(*command, options->code);
  command->add_flag("--quiet,-q", options->quiet, "No progress on stderr");
  command->footer(
      "Checks the project as it is now, records that, and tells what the history knows of the period. Days are days in UTC.\n"
      "The findings themselves change nothing about the exit code: 0 done, 2 trouble.\n\n"
      "Examples:\n  ringfence review -o review.html\n  ringfence review --from 2026-07-01 --to 2026-09-30 --format pdf -o review.pdf\n"
      "  ringfence review --format csv\n  ringfence review --format csv --table inventory -o records-of-processing.csv\n"
      "  ringfence review --no-check --branch main --history postgresql://db.example.com/ringfence -o review.html");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace ringfence::cli
