// `ringfence extract`: one translation unit at a time, also as the processes that `check` starts.
#include <filesystem>
#include <iostream>

#include "lint/cli/command.h"
#include "lint/cli/extract_worker.h"
#include "ringfence/extract.h"
#include "ringfence/units.h"

namespace ringfence::cli {

namespace {

struct Options {
  std::vector<std::string> files;
  std::vector<std::string> worker;
  std::string group;
  std::string commands;
  std::string project = ".";
  std::string output;
  bool list = false;
};

void describe(const Unit& unit) {
  size_t calls = 0, values = 0;
  for (const CodeFunction& function : unit.functions) {
    calls += function.calls.size();
    values += function.values.size();
  }
  std::cout << unit.path << ": " << unit.functions.size() << " functions, " << calls << " calls, " << values << " values, "
            << unit.files.size() << " files read\n";
  for (const UnitProblem& problem : unit.problems) std::cout << "  " << problem.what << "\n";
}

// The command with Clang for its compiler, in a shell's words.
std::string as_shell(const CompileCommand& command) {
  std::string line = "clang++-19";
  for (size_t i = 1; i < command.arguments.size(); ++i) {
    std::string word;
    for (const char c : command.arguments[i]) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += " '" + word + "'";
  }
  return line;
}

int run(const Options& options) {
  if (!can_extract()) {
    complain("this ringfence was built without the C++ front end (-DRINGFENCE_WITH_CLANG=ON)");
    return kTrouble;
  }
  if (options.worker.size() == 2) return extract_for(options.worker[0], options.worker[1]);
  if (!options.group.empty()) return extract_group_for(options.group);
  std::error_code error;
  const std::string project = std::filesystem::weakly_canonical(options.project, error).string();
  const std::string folder = options.commands.empty() ? project : std::filesystem::absolute(options.commands, error).string();
  const CommandReading reading = read_compile_commands(folder, project, options.files);
  if (!reading.trouble.empty()) {
    complain(reading.trouble);
    return kTrouble;
  }
  if (!options.output.empty() && reading.commands.size() != 1) {
    complain("--output takes the facts of one unit");
    return kTrouble;
  }
  if (options.list) {
    for (const CompileCommand& command : reading.commands) std::cout << command.folder << "\t" << as_shell(command) << "\n";
    return kClean;
  }
  bool is_lost = false;
  for (const CompileCommand& command : reading.commands) {
    const Unit unit = extract_unit(command, project);
    for (const UnitProblem& problem : unit.problems) is_lost = is_lost || problem.fatal;
    if (options.output.empty()) describe(unit);
    else if (!write_output(options.output, write_unit(unit))) return kTrouble;
  }
  return is_lost ? kTrouble : kClean;
}

}  // namespace

void add_extract(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("extract", "Turn C++ translation units into facts files, as `check` does by itself");
  command->add_option("FILE", options->files, "C++ files; none: all of the compilation database");
  command->add_option("-p,--compile-commands", options->commands, "Folder of compile_commands.json or compile_flags.txt");
  command->add_option("--project", options->project, "What lies below this folder is looked into")->capture_default_str();
  command->add_option("-o,--output", options->output, "Write the facts of one unit here");
  command->add_flag("--list", options->list, "Print the folder and the command of each unit, and extract nothing");
  command->add_option("--worker", options->worker)->expected(2)->group("");
  command->add_option("--group", options->group)->group("");
  command->footer("Example:\n  ringfence extract -p build src/repository.cpp -o repository.unit");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace ringfence::cli
