// ci/oracle: random statements over random schemas, what the prover says of each, and what a real PostgreSQL shows.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "tests/oracle/campaign.h"
#include "tests/oracle/policy_campaign.h"

namespace {

int run_policies(uint64_t sets, uint64_t seed, const std::string& found) {
  const ringfence::tests::PolicyCampaignResult result = ringfence::tests::run_policy_campaign({sets, seed});
  std::cout << fmt::format("{} proofs: {} proven, {} refuted, {} unknown; a row of another tenant was reached in {}\n", result.proofs,
                           result.proven, result.refuted, result.unknown, result.leaking);
  if (result.refused > 0) std::cout << fmt::format("{} sets were refused, the first: {}\n", result.refused, result.problems[0]);
  for (const std::string& wrong : result.unsound) std::cout << "wrong proof: " << wrong;
  if (!found.empty()) {
    std::ofstream stream(found);
    for (const std::string& one : result.unsound) stream << "wrong proof: " << one;
    for (const std::string& one : result.alarms) stream << "false alarm: " << one;
    for (const std::string& one : result.unknowns) stream << "unknown: " << one;
  }
  std::cout << last_line(result) << "\n";
  return result.unsound.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  ringfence::tests::CampaignOptions options;
  std::string found, fixtures;
  uint64_t policies = 0;
  CLI::App app(
      "Holds the prover against a real PostgreSQL: random statements, each proved and run on pairs of databases.\n"
      "The last line counts what matters; exit code 1 where a proof was wrong.");
  app.add_option("--statements", options.statements, "How many statements to generate")->capture_default_str();
  app.add_option("--policies", policies, "Sets of row-level security policies to make up, instead of statements");
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
    if (policies > 0) return run_policies(policies, options.seed, found);
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
