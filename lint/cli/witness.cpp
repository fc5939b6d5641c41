// `ringfence witness`: rows on which a refuted statement shows another tenant's data.
#include <fmt/format.h>

#include <filesystem>

#include "lint/cli/command.h"
#include "lint/cli/witness_search.h"

namespace ringfence::cli {

namespace {

struct Options {
  std::string where;
  std::string config;
  WitnessOptions witness;
};

int run(const Options& options) {
  const size_t colon = options.where.rfind(':');
  const int line = colon == std::string::npos ? 0 : std::atoi(options.where.c_str() + colon + 1);
  const std::string file = options.where.substr(0, colon);
  if (line <= 0) {
    complain("witness wants FILE:LINE");
    return kTrouble;
  }
  const auto targets = find_targets({file}, options.config);
  if (!targets) return kTrouble;
  const std::optional<Project> project = open_target(targets->front(), true);
  if (!project) return kTrouble;
  const auto stands_there = [&](Place at) {
    std::error_code error;
    return std::filesystem::equivalent(at.source->path(), file, error) &&
           line >= static_cast<int>(at.source->position(at.span.begin).line) &&
           line <= static_cast<int>(at.source->position(at.span.end).line);
  };
  std::vector<FoundWitness> found;
  try {
    found = find_witnesses(*project, options.witness, stands_there, {});
  } catch (const std::exception& error) {
    complain(error.what());
    return kTrouble;
  }
  if (found.empty()) {
    complain(options.where +
             ": no refuted statement and no open policy stands there; `ringfence explain --statement` says what is known of it");
    return kTrouble;
  }
  std::string out;
  for (const FoundWitness& one : found)
    out += (out.empty() ? "" : "\n") + (one.witness ? witness_text(*one.witness) : "no witness: " + one.why_not + "\n");
  return write_output({}, out) ? kClean : kTrouble;
}

}  // namespace

void add_witness_options(CLI::App& command, WitnessOptions& options) {
  command.add_option("--scratch-database", options.database,
                     "Look for witnesses in this scratch database (libpq URL), not on a private server");
  command.add_flag("--any-database", options.any_database, "Also where the database has tables");
  command.add_option("--seconds", options.seconds, "How long to look, for each statement")->check(CLI::Range(1, 3600));
}

void add_witness(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("witness", "Show rows on which a statement gives away, or changes, another tenant's data");
  command->add_option("FILE:LINE", options->where, "Where the statement, or the CREATE POLICY, stands")->required();
  command->add_option("--config", options->config, "Use this ringfence.toml");
  add_witness_options(*command, options->witness);
  command->footer(
      "Runs the statement on made-up rows in a private PostgreSQL (needs the Debian package postgresql), which is\n"
      "removed again. Exit codes: 0 an answer, 2 trouble.\n\n"
      "Example:\n  ringfence witness db/queries/deals.sql:12");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace ringfence::cli
