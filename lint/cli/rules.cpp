#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "lint/cli/command.h"

namespace ringfence::cli {

void add_rules(CLI::App& app, Action& action) {
  auto format = std::make_shared<std::string>("text");
  CLI::App* command = app.add_subcommand("rules", "List the rules with their severities");
  command->add_option("--format", *format, "text or json")->check(CLI::IsMember({"text", "json"}));
  command->footer("Examples:\n  ringfence rules\n  ringfence explain tenant-unscoped-read");
  command->callback([format, &action] {
    action = [format] {
      std::string out;
      nlohmann::ordered_json list = nlohmann::ordered_json::array();
      for (const Rule& rule : all_rules()) {
        out += fmt::format("{:<32} {:<8} {}\n", rule.id, to_string(rule.severity), rule.summary);
        list.push_back({{"id", rule.id},
                        {"family", rule.family},
                        {"severity", to_string(rule.severity)},
                        {"summary", rule.summary},
                        {"since", rule.since}});
      }
      return write_output({}, *format == "json" ? list.dump(2) + "\n" : out) ? kClean : kTrouble;
    };
  });
}

}  // namespace ringfence::cli
