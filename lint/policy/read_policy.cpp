// TOML → Policy. Mistakes are collected, never thrown.
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "lint/policy/read_tenant.h"
#include "lint/policy/setting_reader.h"
#include "lint/policy/toml_text.h"
#include "ringfence/policy_reader.h"

namespace ringfence {

namespace {

using policy::SettingReader;

constexpr std::string_view kSchemaExample = "schema = [\"db/migrations/*.sql\"]";
constexpr std::string_view kQueriesExample = "queries = [\"db/queries/**/*.sql\"]";

Policy::Inputs read_inputs(const toml::table& table, SettingReader& reader) {
  Policy::Inputs inputs;
  reader.check_keys(table, "inputs");
  if (const toml::node* schema = table.get("schema"))
    inputs.schema = reader.filled_list(*schema, "schema", kSchemaExample);
  if (const toml::node* queries = table.get("queries"))
    inputs.queries = reader.filled_list(*queries, "queries", kQueriesExample);
  return inputs;
}

// People also write the id as clang-tidy names it, with underscores, or without its family.
std::string nearest_rule(std::string word, const std::vector<std::string>& rule_ids) {
  std::replace(word.begin(), word.end(), '_', '-');
  if (word.starts_with("ringfence-")) word = word.substr(std::string_view("ringfence-").size());
  if (std::find(rule_ids.begin(), rule_ids.end(), word) != rule_ids.end()) return word;
  std::vector<std::string> without_family;
  for (const std::string& id : rule_ids) {
    const std::string bare = id.substr(id.find('-') + 1);
    if (bare == word) return id;
    without_family.push_back(bare);
  }
  const std::string near = nearest_name(word, rule_ids);
  if (!near.empty()) return near;
  const std::string near_bare = nearest_name(word, without_family);
  const auto found = std::find(without_family.begin(), without_family.end(), near_bare);
  return near_bare.empty() ? std::string() : rule_ids[static_cast<size_t>(found - without_family.begin())];
}

std::string severity_advice(const std::string& word) {
  constexpr std::string_view kAll = "one of: error, warning, note, audit, off";
  const std::string near = nearest_name(word, {"error", "warning", "note", "audit", "off"});
  return near.empty() ? std::string(kAll) : fmt::format("did you mean \"{}\"?", near);
}

void read_rule(const toml::key& key, const toml::node& node, const std::vector<std::string>& rule_ids,
               SettingReader& reader, Policy& policy) {
  const std::string id(key.str());
  if (!rule_ids.empty() && std::find(rule_ids.begin(), rule_ids.end(), id) == rule_ids.end()) {
    const std::string near = nearest_rule(id, rule_ids);
    reader.complain(reader.place(key), fmt::format("no rule or family is called {}", policy::quoted(id)),
                    near.empty() ? "`ringfence rules` lists them" : fmt::format("did you mean '{}'?", near));
    return;
  }
  const bool means_off = node.value<bool>() == false;
  const std::string example = fmt::format("{} = \"{}\"", id, means_off ? "off" : "warning");
  const std::optional<Setting> word = reader.text(node, id, example);
  if (!word) return;
  if (const std::optional<Severity> severity = severity_from(word->value)) policy.rules[id] = {*severity, word->at};
  else
    reader.complain(word->at, fmt::format("{} is no severity", policy::quoted(word->value)),
                    severity_advice(word->value));
}

void read_document(const toml::table& document, const std::vector<std::string>& rule_ids, SettingReader& reader,
                   Policy& policy) {
  reader.check_keys(document, "");
  const auto table = [&](std::string_view name) -> const toml::table* {
    const toml::node* node = document.get(name);
    if (node == nullptr || node->is_table()) return node == nullptr ? nullptr : node->as_table();
    reader.wrong_type(*node, name, "a table", fmt::format("[{}]", name));
    return nullptr;
  };
  if (const toml::table* inputs = table("inputs")) policy.inputs = read_inputs(*inputs, reader);
  if (const toml::table* tenant = table("tenant")) policy.tenant = policy::read_tenant(*tenant, reader);
  if (const toml::table* rules = table("rules"))
    for (const auto& [key, node] : *rules) read_rule(key, node, rule_ids, reader, policy);
}

}  // namespace

PolicyReading read_policy(SourcePtr toml, const std::string& folder, const std::vector<std::string>& rule_ids) {
  PolicyReading reading;
  reading.policy.path = toml->path();
  reading.policy.folder = folder;
  reading.policy.source = toml;
  SettingReader reader(*toml, reading.mistakes);
  constexpr std::string_view kUnused = "mend this first: nothing else of the file could be used";
  if (const std::optional<Place> deep = policy::too_deep_key(*toml)) {
    reader.complain(*deep, "not valid here: a key with hundreds of parts", std::string(kUnused));
    return reading;
  }
  try {
    const toml::table document = toml::parse(toml->text(), toml->path());
    read_document(document, rule_ids, reader, reading.policy);
  } catch (const toml::parse_error& error) {
    reader.complain(policy::place_of(*toml, error.source()), fmt::format("not valid TOML: {}", error.description()),
                    std::string(kUnused));
  }
  std::stable_sort(reading.mistakes.begin(), reading.mistakes.end(),
                   [](const PolicyMistake& a, const PolicyMistake& b) { return a.at.span.begin < b.at.span.begin; });
  return reading;
}

}  // namespace ringfence
