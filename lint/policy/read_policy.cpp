// TOML → Policy. Mistakes are collected, never thrown.
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

#include "lint/policy/read_data.h"
#include "lint/policy/read_tenant.h"
#include "lint/policy/setting_reader.h"
#include "lint/policy/toml_text.h"
#include "ringfence/policy_reader.h"

namespace ringfence {

namespace {

using policy::SettingReader;

constexpr std::string_view kSchemaExample = "schema = [\"db/migrations/*.sql\"]";
constexpr std::string_view kQueriesExample = "queries = [\"db/queries/**/*.sql\"]";
constexpr std::string_view kCppExample = "cpp = [\"src/**/*.cpp\"]";
constexpr std::string_view kCommandsExample = "compile_commands = \"build\"";
constexpr std::string_view kSchemaCodeExample = "schema_from_code = true, or [\"src/schema.cpp\"]";
constexpr std::string_view kBaselineExample = "baseline = \"ringfence-baseline.json\"";
constexpr std::string_view kFunctionsExample = "functions = [\"crm::db::query\"]";

Policy::Inputs read_inputs(const toml::table& table, SettingReader& reader) {
  Policy::Inputs inputs;
  reader.check_keys(table, "inputs");
  if (const toml::node* schema = table.get("schema"))
    inputs.schema = reader.filled_list(*schema, "schema", kSchemaExample);
  if (const toml::node* queries = table.get("queries"))
    inputs.queries = reader.filled_list(*queries, "queries", kQueriesExample);
  if (const toml::node* cpp = table.get("cpp")) inputs.cpp = reader.filled_list(*cpp, "cpp", kCppExample);
  if (const toml::node* folder = table.get("compile_commands"))
    inputs.compile_commands = reader.text(*folder, "compile_commands", kCommandsExample);
  if (const toml::node* baseline = table.get("baseline")) inputs.baseline = reader.text(*baseline, "baseline", kBaselineExample);
  if (const toml::node* from_code = table.get("schema_from_code")) {
    const auto* flag = from_code->as_boolean();
    inputs.schema_from_code = flag == nullptr || flag->get();
    if (flag == nullptr) inputs.schema_code = reader.filled_list(*from_code, "schema_from_code", kSchemaCodeExample);
  }
  return inputs;
}

int number_in(const toml::table& table, std::string_view key, SettingReader& reader) {
  const toml::node* node = table.get(key);
  if (node == nullptr) return 0;
  const auto value = node->value<int64_t>();
  if (value && *value > 0 && *value < 100) return static_cast<int>(*value);
  reader.complain(reader.place(*node), fmt::format("'{}' counts arguments from 1", key), fmt::format("for example: {} = 1", key));
  return 0;
}

// One [[clients]]: the words of rules/knowledge/db-clients.
void read_client(const toml::table& table, SettingReader& reader, Policy& policy) {
  reader.check_keys(table, "clients");
  ClientCall call;
  if (const toml::node* functions = table.get("functions"))
    for (const Setting& one : reader.filled_list(*functions, "functions", kFunctionsExample)) call.functions.push_back(one.value);
  call.sql = number_in(table, "sql", reader);
  call.name = number_in(table, "name", reader);
  call.least = number_in(table, "least", reader);
  call.from = number_in(table, "from", reader);
  call.streams = table["streams"].value_or(false);
  if (const toml::node* binding = table.get("binding")) {
    using Binding = ClientCall::Binding;
    const std::string word = binding->value_or(std::string());
    if (word == "variadic") call.binding = Binding::kVariadic;
    else if (word == "array") call.binding = Binding::kArray;
    else if (word == "chain") call.binding = Binding::kChain;
    else if (word != "none")
      reader.complain(reader.place(*binding), fmt::format("{} is no way to bind", policy::quoted(word)), "one of: none, variadic, array, chain");
  }
  if (call.functions.empty() || (call.sql == 0 && call.name == 0))
    return reader.complain(reader.place(table), "[[clients]] says neither which functions nor which argument is the SQL",
                           fmt::format("for example: {} and sql = 1", kFunctionsExample));
  if (call.binding == ClientCall::Binding::kVariadic && call.from == 0) call.from = call.sql + 1;
  policy.clients.push_back(std::move(call));
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
  if (const toml::table* personal = table("personal")) policy.personal = policy::read_personal(*personal, reader);
  if (const toml::table* credential = table("credential")) policy.credential = policy::read_credential(*credential, reader);
  if (const toml::table* columns = table("columns")) policy.columns = policy::read_columns(*columns, reader);
  if (const toml::node* recipients = document.get("recipients")) policy.recipients = policy::read_recipients(*recipients, reader);
  if (const toml::node* clients = document.get("clients")) {
    if (!clients->is_array_of_tables()) reader.wrong_type(*clients, "clients", "tables", "[[clients]]");
    else
      for (const toml::node& one : *clients->as_array()) read_client(*one.as_table(), reader, policy);
  }
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
