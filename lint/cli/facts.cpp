#include <nlohmann/json.hpp>

#include "lint/cli/command.h"

namespace ringfence::cli {

namespace {

using Json = nlohmann::ordered_json;

Json place_of(Place at) {
  if (!at) return nullptr;
  const Position begin = at.source->position(at.span.begin);
  return at.source->path() + ":" + std::to_string(begin.line) + ":" + std::to_string(begin.utf16);
}

Json as_json(const Facts& facts) {
  Json document = {{"statements", Json::array()}, {"relationUses", Json::array()}, {"insertedRows", Json::array()}};
  for (const Statement& one : facts.statements)
    document["statements"].push_back({{"at", place_of(one.at)},
                                      {"kind", to_string(one.kind)},
                                      {"name", one.name},
                                      {"verdict", to_string(one.verdict)},
                                      {"because", one.unknown_because}});
  for (const RelationUse& one : facts.relation_uses)
    document["relationUses"].push_back({{"at", place_of(one.at)},
                                        {"statement", one.statement},
                                        {"table", one.table->display_name()},
                                        {"alias", one.alias},
                                        {"class", to_string(one.table->ownership.owner_class)},
                                        {"access", one.access == Access::kWrite ? "write" : "read"},
                                        {"verdict", to_string(one.proof.verdict)},
                                        {"gap", to_string(one.proof.gap)},
                                        {"term", one.proof.term},
                                        {"detail", one.proof.detail}});
  for (const InsertedRow& one : facts.inserted_rows)
    document["insertedRows"].push_back({{"at", place_of(one.at)},
                                        {"statement", one.statement},
                                        {"table", one.table->display_name()},
                                        {"verdict", to_string(one.verdict)},
                                        {"column", one.key_column},
                                        {"given", one.given}});
  return document;
}

}  // namespace

void add_facts(CLI::App& app, Action& action) {
  struct Options {
    std::vector<std::string> files;
    std::string config;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("facts", "Print what the analysis knows of the statements of a file, as JSON");
  command->add_option("FILE", options->files, "Query files")->required();
  command->add_option("--config", options->config, "Use this ringfence.toml");
  command->footer("Example:\n  ringfence facts db/queries/deals.sql");
  command->callback([options, &action] {
    action = [options] {
      const auto targets = find_targets(options->files, options->config);
      if (!targets) return kTrouble;
      std::optional<Project> project = open_target(targets->front(), true);
      if (!project) return kTrouble;
      for (const std::string& line : project->trouble) complain(line);
      project->catalog->routines.clear();
      project->catalog->index();
      const Facts facts = observe_project(*project, {});
      return write_output({}, as_json(facts).dump(2, ' ', false, Json::error_handler_t::replace) + "\n") &&
                     project->trouble.empty()
                 ? kClean
                 : kTrouble;
    };
  });
}

}  // namespace ringfence::cli
