// The `ringfence` program.
#include <fmt/format.h>

#include <csignal>

#include "lint/cli/command.h"
#include "ringfence/extract.h"
#include "ringfence/policy_reader.h"
#include "ringfence/version.h"

namespace {

// CLI11 names what it did not understand; we add what was probably meant.
void suggest(int argc, char** argv, const CLI::App& app) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  if (argc < 2 || argv[1][0] == '-') return;
  const CLI::App* chosen = nullptr;
  for (const CLI::App* command : app.get_subcommands({}))
    if (command->get_name() == argv[1]) chosen = command;
  if (chosen == nullptr) {
    const std::string near = ringfence::nearest_name(argv[1], commands);
    if (!near.empty()) ringfence::cli::complain("did you mean `ringfence " + near + "`?");
    return;
  }
  std::vector<std::string> options;
  for (const CLI::Option* option : chosen->get_options()) options.push_back(option->get_name());
  for (int i = 2; i < argc; ++i) {
    const std::string word(argv[i]);
    if (word.rfind("--", 0) != 0 || std::find(options.begin(), options.end(), word) != options.end()) continue;
    const std::string near = ringfence::nearest_name(word, options);
    if (!near.empty()) ringfence::cli::complain("did you mean " + near + "?");
  }
}

std::string version_text() {
  std::string text = fmt::format("ringfence {}\nlibpg_query {} (grammar of PostgreSQL {})\n", ringfence::kVersion, RINGFENCE_PG_QUERY_VERSION,
                                 RINGFENCE_GRAMMAR_VERSION);
  text += ringfence::can_extract() ? fmt::format("LLVM {}\n", ringfence::clang_version()) : "no C++ front end\n";
  return text + fmt::format("knowledge {}", RINGFENCE_KNOWLEDGE_VERSION);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_DFL);  // `ringfence check | head` ends quietly
  CLI::App app("ringfence proves that no customer can see or touch another customer's rows in a shared PostgreSQL.",
               "ringfence");
  app.set_version_flag("--version", version_text());
  app.require_subcommand(1);
  app.footer(
      "Start here:\n  ringfence init        write a first ringfence.toml from the schema\n"
      "  ringfence catalog     see who owns which table, and why\n  ringfence check       check every statement\n"
      "  ringfence explain tenant-id-only-lookup\n"
      "  ringfence review      the quarter as a document: commitments, findings, data, controls");
  // Behind `--` stand the compiler's flags; CLI11 would take them for its own.
  std::vector<std::string> flags;
  for (int i = 1; i < argc; ++i)
    if (std::string_view(argv[i]) == "--") {
      flags.assign(argv + i + 1, argv + argc);
      argc = i;
    }
  ringfence::cli::Action action;
  ringfence::cli::add_check(app, action, flags);
  ringfence::cli::add_baseline(app, action);
  ringfence::cli::add_catalog(app, action);
  ringfence::cli::add_completion(app, action);
  ringfence::cli::add_explain(app, action);
  ringfence::cli::add_extract(app, action);
  ringfence::cli::add_facts(app, action, flags);
  ringfence::cli::add_init(app, action);
  ringfence::cli::add_knowledge(app, action);
  ringfence::cli::add_lsp(app, action);
  ringfence::cli::add_policy(app, action);
  ringfence::cli::add_review(app, action);
  ringfence::cli::add_rules(app, action);
  ringfence::cli::add_witness(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    if (code == 0) return ringfence::cli::kClean;
    suggest(argc, argv, app);
    return ringfence::cli::kTrouble;
  }
  return action ? action() : ringfence::cli::kTrouble;
}
