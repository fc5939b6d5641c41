#include <fmt/format.h>

#include <filesystem>

#include "lint/cli/command.h"
#include "ringfence/policy_reader.h"

namespace ringfence::cli {

namespace fs = std::filesystem;

namespace {

struct PolicyOptions {
  std::string shown;
  std::string made;
  bool force = false;
};

int list_packs() {
  std::string out;
  for (const auto& [name, text] : shipped_packs()) {
    const PolicyReading reading = read_policy(std::make_shared<Source>("list", fmt::format("[policy]\npacks = [\"{}\"]\n", name)), "/", rule_names());
    const auto checkable = std::count_if(reading.policy.commitments.begin(), reading.policy.commitments.end(), [](const Commitment& one) { return one.not_checkable.empty(); });
    out += fmt::format("{:<14} {} ({} commitments, {} of them checkable)\n", name, reading.policy.packs.empty() ? "" : reading.policy.packs[0].title,
                       reading.policy.commitments.size(), checkable);
  }
  return write_output({}, out) ? kClean : kTrouble;
}

int show_pack(const std::string& wanted) {
  std::vector<std::string> names;
  for (const auto& [name, text] : shipped_packs()) {
    if (name == wanted) return write_output({}, std::string(text)) ? kClean : kTrouble;
    names.emplace_back(name);
  }
  const std::string near = nearest_name(wanted, names);
  complain(fmt::format("no policy pack is called '{}'; {}", wanted, near.empty() ? "`ringfence policy` lists them" : "did you mean '" + near + "'?"));
  return kTrouble;
}

// The name of a pack that its file suggests.
std::string name_of(const std::string& path) {
  std::string name;
  for (const char c : fs::path(path).stem().string()) {
    const char low = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    name += (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9') ? low : '-';
  }
  return name.empty() ? "our-own" : name;
}

int make_pack(const PolicyOptions& options) {
  std::error_code error;
  if (!options.force && fs::exists(options.made, error)) {
    complain(options.made + " is there already; --force writes over it");
    return kTrouble;
  }
  if (const fs::path folder = fs::path(options.made).parent_path(); !folder.empty()) fs::create_directories(folder, error);
  if (!write_output(options.made, draft_pack(name_of(options.made)))) return kTrouble;
  return write_output({}, fmt::format("{} is written. Load it in ringfence.toml:\n\n[policy]\npacks = [\"{}\"]\n", options.made, options.made)) ? kClean : kTrouble;
}

}  // namespace

void add_policy(CLI::App& app, Action& action) {
  auto options = std::make_shared<PolicyOptions>();
  CLI::App* command = app.add_subcommand("policy", "List, show and start policy packs: what a privacy policy promises, as rules");
  command->footer("Examples:\n  ringfence policy                              list the packs that ship\n"
                  "  ringfence policy show aetrix > policies/our-own.toml\n  ringfence policy new policies/our-own.toml    start one");
  command->require_subcommand(0, 1);
  CLI::App* show = command->add_subcommand("show", "Print a pack that ships with ringfence");
  show->add_option("NAME", options->shown, "Its name")->required();
  CLI::App* made = command->add_subcommand("new", "Write a first pack, with comments, to be filled in");
  made->add_option("FILE", options->made, "Where to")->required();
  made->add_flag("--force", options->force, "Write over a file that is there");
  command->callback([options, show, made, &action] {
    action = [options, shows = show->parsed(), makes = made->parsed()] {
      return shows ? show_pack(options->shown) : makes ? make_pack(*options) : list_packs();
    };
  });
}

}  // namespace ringfence::cli
