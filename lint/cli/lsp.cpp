#include <unistd.h>

#include "lint/cli/command.h"
#include "ringfence/language_server.h"

namespace ringfence::cli {

void add_lsp(CLI::App& app, Action& action) {
  auto options = std::make_shared<LanguageServerOptions>();
  CLI::App* command = app.add_subcommand("lsp", "Serve editors: findings in .sql files and ringfence.toml as you type");
  command->add_option("--baseline", options->baseline, "Accept the findings of this file; relative to the ringfence.toml, or to the workspace");
  command->add_option("--cache-dir", options->cache, "Where `ringfence check` keeps the facts of C++; default: .ringfence/cache beside the TOML");
  command->add_flag("--no-cpp", options->skip_code, "Leave the C++ out, also what the cache has of it");
  command->add_option("--manual", options->manual, "Base of links to the rules' manual; default: the installed one");
  command->add_option("--threads", options->threads, "How many threads; default: one a core")->check(CLI::Range(0, 256));
  command->add_flag_callback("--stdio", [] {}, "Speak on stdin and stdout, which is what it does anyway");
  command->footer(
      "Speaks the Language Server Protocol 3.17 on stdin and stdout. Reads the project, never writes to it; the facts of C++ are\n"
      "taken from the cache that `ringfence check` fills.\n\n"
      "Exit codes: 0 after shutdown and exit, 1 where the editor went away without them.");
  command->callback([options, &action] {
    action = [options] { return run_language_server(STDIN_FILENO, STDOUT_FILENO, *options); };
  });
}

}  // namespace ringfence::cli
