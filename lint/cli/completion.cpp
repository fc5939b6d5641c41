// Completions for shells, from the options as CLI11 knows them.
#include <fmt/format.h>

#include <algorithm>

#include "lint/cli/command.h"

namespace ringfence::cli {

namespace {

struct Word {
  std::string name;
  std::string help;
};

struct Subcommand {
  std::string name;
  std::string help;
  std::vector<Word> options;
};

std::string first_line(std::string text) {
  text = text.substr(0, text.find('\n'));
  std::replace(text.begin(), text.end(), '\'', ' ');
  std::erase(text, '`');
  return text;
}

std::vector<Subcommand> subcommands_of(const CLI::App& app) {
  std::vector<Subcommand> made;
  for (const CLI::App* command : app.get_subcommands({})) {
    Subcommand one{command->get_name(), first_line(command->get_description()), {}};
    for (const CLI::Option* option : command->get_options())
      for (const std::string& name : option->get_lnames()) one.options.push_back({"--" + name, first_line(option->get_description())});
    made.push_back(std::move(one));
  }
  return made;
}

std::string names(const std::vector<Subcommand>& commands) {
  std::string text;
  for (const Subcommand& one : commands) text += (text.empty() ? "" : " ") + one.name;
  return text;
}

std::string for_bash(const std::vector<Subcommand>& commands) {
  std::string text = "# bash completion of ringfence\n_ringfence() {\n  local word=${COMP_WORDS[COMP_CWORD]}\n";
  text += fmt::format("  if [[ $COMP_CWORD -eq 1 ]]; then\n    COMPREPLY=($(compgen -W '{} --help --version' -- \"$word\"))\n    return\n  fi\n", names(commands));
  text += "  if [[ $word != -* ]]; then\n    COMPREPLY=($(compgen -f -- \"$word\"))\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n";
  for (const Subcommand& one : commands) {
    text += fmt::format("    {}) COMPREPLY=($(compgen -W '", one.name);
    for (const Word& option : one.options) text += option.name + " ";
    text += "--help' -- \"$word\")) ;;\n";
  }
  return text + "  esac\n}\ncomplete -o filenames -F _ringfence ringfence\n";
}

// Colons and brackets separate the parts of a specification.
std::string zsh_quoted(std::string text) {
  for (const char special : {'\\', ':', '[', ']'})
    for (size_t at = text.find(special); at != std::string::npos; at = text.find(special, at + 2)) text.insert(at, "\\");
  return text;
}

std::string for_zsh(const std::vector<Subcommand>& commands) {
  std::string text = "#compdef ringfence\n# zsh completion of ringfence\nlocal -a commands=(\n";
  for (const Subcommand& one : commands) text += fmt::format("  '{}:{}'\n", one.name, zsh_quoted(one.help));
  text += ")\nif (( CURRENT == 2 )); then\n  _describe command commands\n  return\nfi\ncase $words[2] in\n";
  for (const Subcommand& one : commands) {
    text += fmt::format("  {})\n    _arguments -s '2:command:' \\\n", one.name);
    for (const Word& option : one.options) text += fmt::format("      '{}[{}]' \\\n", option.name, zsh_quoted(option.help));
    text += "      '*:file:_files' ;;\n";
  }
  return text + "esac\n";
}

std::string for_fish(const std::vector<Subcommand>& commands) {
  std::string text = "# fish completion of ringfence\n";
  for (const Subcommand& one : commands)
    text += fmt::format("complete -c ringfence -n __fish_use_subcommand -f -a {} -d '{}'\n", one.name, one.help);
  for (const Subcommand& one : commands)
    for (const Word& option : one.options)
      text += fmt::format("complete -c ringfence -n '__fish_seen_subcommand_from {}' -l {} -d '{}'\n", one.name, option.name.substr(2), option.help);
  return text;
}

}  // namespace

void add_completion(CLI::App& app, Action& action) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("completion", "Print a completion script for a shell");
  command->add_option("SHELL", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->footer("Example:\n  source <(ringfence completion bash)");
  command->callback([shell, &app, &action] {
    action = [shell, &app] {
      const std::vector<Subcommand> commands = subcommands_of(app);
      return write_output("", *shell == "bash" ? for_bash(commands) : *shell == "zsh" ? for_zsh(commands) : for_fish(commands)) ? kClean : kTrouble;
    };
  });
}

}  // namespace ringfence::cli
