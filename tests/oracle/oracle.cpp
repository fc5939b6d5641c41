// ci/oracle: random statements over random schemas, what the prover says of each, and what a real PostgreSQL shows.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "tests/oracle/campaign.h"

int main(int argc, char** argv) {
  ringfence::tests::CampaignOptions options;
  std::string found, fixtures;
  CLI::App app(
      "Holds the prover against a real PostgreSQL: random statements, each proved and run on pairs of databases.\n"
      "The last line counts what matters; exit code 1 where a proof was wrong.");
  app.add_option("--statements", options.statements, "How many statements to generate")->capture_default_str();
  app.add_option("--seed", options.seed, "Same seed, same statements, same outcome")->capture_default_str();
  app.add_option("--pairs", options.pairs, "Pairs of databases each statement runs on; a run is two executions")
      ->capture_default_str();
  app.add_option("--patience", options.patience,
                 "How often a refuted statement that shows nothing gets other rows to show it with")
      ->capture_default_str();
  app.add_option("--threads", options.threads, "Connections that work at the same time")->capture_default_str();
  app.add_option("--found", found, "File for what was found: every wrong proof with its rows, then false alarms");
  app.add_option("--fixtures", fixtures, "Folder that gets a ready fixture (.sql and .toml) for every wrong proof");
  CLI11_PARSE(app, argc, argv);
  options.progress = isatty(STDERR_FILENO) != 0;
  try {
    const ringfence::tests::CampaignResult result = run_campaign(options);
    std::cout << table_of(result);
    if (!found.empty()) std::ofstream(found) << found_text(result);
    if (!fixtures.empty()) write_fixtures(result, options.seed, fixtures);
    std::cout << last_line(result) << "\n";
    return result.total.unsound == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "oracle: " << error.what() << "\n";
    return 2;
  }
}
