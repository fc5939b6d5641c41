// TOML → Policy. Mistakes are collected, never thrown.
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

#include "lint/policy/load_packs.h"
#include "lint/policy/read_history.h"
#include "lint/policy/read_sections.h"
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
constexpr std::string_view kPacksExample = "packs = [\"aetrix\", \"policies/our-own.toml\"]";
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

void read_clients(const toml::node& clients, SettingReader& reader, Policy& policy) {
  if (!clients.is_array_of_tables()) return reader.wrong_type(clients, "clients", "tables", "[[clients]]");
  for (const toml::node& one : *clients.as_array()) read_client(*one.as_table(), reader, policy);
}

void read_document(const toml::table& document, const std::vector<std::string>& rule_ids, SettingReader& reader,
                   Policy& policy) {
  reader.check_keys(document, "");
  if (const toml::table* inputs = reader.table(document, "inputs")) policy.inputs = read_inputs(*inputs, reader);
  if (const toml::node* clients = document.get("clients")) read_clients(*clients, reader, policy);
  if (const toml::table* own = reader.table(document, "policy")) {
    reader.check_keys(*own, "policy");
    if (const toml::node* packs = own->get("packs")) policy.pack_names = reader.list(*packs, "packs", kPacksExample);
  }
  if (const toml::table* history = reader.table(document, "history")) policy::read_history(*history, reader);
  policy::read_sections(document, rule_ids, reader, policy);
}

}  // namespace

PolicyReading read_policy(SourcePtr toml, const std::string& folder, const std::vector<std::string>& rule_ids, const ProjectFiles& disk) {
  PolicyReading reading;
  reading.policy.path = toml->path();
  reading.policy.folder = folder;
  reading.policy.source = toml;
  SettingReader reader(*toml, reading.mistakes);
  policy::with_document(*toml, reader, [&](const toml::table& document) { read_document(document, rule_ids, reader, reading.policy); });
  policy::load_packs(reading, rule_ids, disk);
  // Its own first, then those of each pack.
  const auto rank = [&](const PolicyMistake& one) {
    return std::tuple(one.at.source != toml.get(), one.at.source->path(), one.at.span.begin);
  };
  std::stable_sort(reading.mistakes.begin(), reading.mistakes.end(),
                   [&](const PolicyMistake& a, const PolicyMistake& b) { return rank(a) < rank(b); });
  return reading;
}

}  // namespace ringfence
