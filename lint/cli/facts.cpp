#include <nlohmann/json.hpp>

#include "lint/cli/command.h"
#include "ringfence/secret_text.h"
#include "ringfence/sql_front_end.h"

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

// A literal that may be a secret says where it stands, and no more.
std::string shown_name(const ValueOrigin& origin) {
  const bool is_secret = origin.kind == ValueOrigin::Kind::kLiteral && (secret_in(origin.name) || secret_likeness(origin.name, true) != SecretLikeness::kNone);
  return is_secret ? std::string() : origin.name;
}

// The SQL texts of C++, with what is bound to them.
Json texts_of(const CodeReading& code) {
  Json texts = Json::array();
  const auto add = [&](const CodeStatement& one, bool by_content) {
    Json arguments = Json::array(), holes = Json::array();
    for (const BoundArgument& argument : one.arguments) {
      Json origins = Json::array();
      for (const ValueOrigin& origin : argument.origins) origins.push_back({{"kind", to_string(origin.kind)}, {"name", shown_name(origin)}, {"at", place_of(origin.at)}});
      arguments.push_back({{"number", argument.number}, {"name", argument.name}, {"at", place_of(argument.at)}, {"origins", origins}});
    }
    for (const TextHole& hole : one.holes)
      holes.push_back({{"kind", to_string(hole.kind)}, {"safe", hole.is_safe}, {"is", hole.what}, {"at", place_of(hole.at)}});
    texts.push_back({{"at", place_of({one.text.source, one.text.host})}, {"sentAt", place_of(one.call)}, {"function", one.function},
                     {"shape", by_content ? "by content" : to_string(one.shape)}, {"sql", without_secrets(one.text)}, {"holes", holes},
                     {"arguments", arguments}});
  };
  for (const CodeStatement& one : code.statements) add(one, false);
  for (const CodeStatement& one : code.by_content) add(one, true);
  return texts;
}

// Calls of a database whose text is not in the program.
Json without_text(const CodeReading& code) {
  Json calls = Json::array();
  for (const CallWithoutText& one : code.without_text)
    calls.push_back({{"at", place_of(one.call)}, {"function", one.function}, {"why", to_string(one.why)}, {"name", one.name}});
  return calls;
}

}  // namespace

void add_facts(CLI::App& app, Action& action, const std::vector<std::string>& flags) {
  struct Options {
    std::vector<std::string> files;
    std::string config;
    CodeOptions code;
  };
  auto options = std::make_shared<Options>();
  options->code.flags = flags;
  CLI::App* command = app.add_subcommand("facts", "Print what the analysis knows of the statements of files, as JSON; of C++ the texts and what is bound, too");
  command->add_option("FILE", options->files, "Query files, C++, or a project's folder")->required();
  command->add_option("--config", options->config, "Use this ringfence.toml");
  command->footer("Example:\n  ringfence facts db/queries/deals.sql");
  add_code_options(*command, options->code);
  command->callback([options, &action] {
    action = [options] {
      const auto targets = find_targets(options->files, options->config);
      if (!targets) return kTrouble;
      std::optional<Project> project = open_target(targets->front(), true, options->code);
      if (!project) return kTrouble;
      for (const std::string& line : project->trouble) complain(line);
      for (const UnreadInput& unread : project->input_facts.unread_inputs)
        if (unread.at) complain(unread.at.source->path() + ": " + unread.what);
      project->catalog->routines.clear();
      project->catalog->index();
      const Facts facts = observe_project(*project, {});
      Json document = as_json(facts);
      if (project->code.coverage.units > 0) {
        document["texts"] = texts_of(project->code);
        document["withoutText"] = without_text(project->code);
      }
      return write_output({}, document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n") &&
                     project->trouble.empty()
                 ? kClean
                 : kTrouble;
    };
  });
}

}  // namespace ringfence::cli
