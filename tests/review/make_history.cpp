// Writes a made-up history, for the page's tests and for measurements.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>

#include "tests/review/made_up_history.h"

int main(int argc, char** argv) {
  ringfence::tests::MadeUp options;
  std::string where;
  CLI::App app("Records runs of a project that there is not.", "make_history");
  app.add_option("HISTORY", where, "A file, or a postgresql:// URL")->required();
  app.add_option("--project", options.project, "");
  app.add_option("--branch", options.branch, "");
  app.add_option("--first-day", options.first_day, "");
  app.add_option("--runs", options.runs, "");
  app.add_option("--days", options.days, "Over which they are spread");
  app.add_option("--findings", options.findings, "Of a run");
  app.add_option("--churn", options.churn, "How many of them a run mends, with as many new ones");
  app.add_option("--tables", options.tables, "");
  app.add_option("--columns", options.columns, "That hold personal data or credentials");
  CLI11_PARSE(app, argc, argv);
  try {
    const auto begin = std::chrono::steady_clock::now();
    ringfence::tests::record_made_up(*ringfence::open_history(where, true), options);
    fmt::print("{} runs recorded in {:.1f} s\n", options.runs, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  } catch (const ringfence::HistoryError& error) {
    fmt::print(stderr, "make_history: {}\n", error.what());
    return 2;
  }
  return 0;
}
