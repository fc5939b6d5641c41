#include "lint/policy/setting_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "lint/policy/toml_text.h"
#include "ringfence/policy_reader.h"

namespace ringfence::policy {

namespace {

struct KnownTable {
  std::string_view name;
  std::vector<std::string> keys;
};

// `[rules]`, `[columns]` and `[tenant.tables]` are not among them: their keys are names of rules, columns and tables.
const std::vector<KnownTable>& known_tables() {
  static const std::vector<KnownTable> kTables = {
      {"", {"inputs", "policy", "tenant", "personal", "credential", "columns", "recipients", "clients", "history", "rules"}},
      {"policy", {"packs"}},
      {"inputs", {"schema", "queries", "cpp", "compile_commands", "schema_from_code", "baseline"}},
      {"tenant", {"model", "root", "keys", "terms", "context", "request", "shared", "tables", "app_roles",
                  "enforce", "memberships", "schemas", "template", "shared_schemas", "quoting"}},
      {"personal", {"sanitizers", "sinks", "allow"}},
      {"credential", {"producers", "vault", "vault_readers"}},
      {"recipients", {"name", "hosts", "categories", "deidentify"}},
      {"clients", {"functions", "sql", "name", "least", "binding", "from", "streams"}},
      {"tenant.tables", {"owner"}},
      {kPolicyPack, {"pack", "commitments", "tenant", "personal", "credential", "columns", "recipients", "rules"}},
      {"pack", {"name", "title", "version"}},
      {"commitments", {"id", "clause", "promise", "rules", "about", "retention", "append_only", "reveal", "never_stored",
                       "restricted", "deduplicate", "only_in", "roles", "not_checkable"}},
      {"retention", {"tables", "redact", "at_most", "at_least"}},
      {"reveal", {"columns", "functions", "audit"}},
      {"restricted", {"tables", "never_to"}},
      {"deduplicate", {"tables", "key"}},
      {"only_in", {"columns", "places"}},
      {"history", {"url", "project"}},
  };
  return kTables;
}

// Names of whole files, not of tables.
bool is_file(std::string_view name) { return name.empty() || name == kPolicyPack; }

std::string_view type_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer:
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "true or false";
    default: return "a date";
  }
}

// "belongs in [tenant]", "did you mean 'keys'?", or all that is valid.
std::string advice_for(const std::string& key, const KnownTable& table) {
  for (const KnownTable& other : known_tables())
    if (!is_file(other.name) && other.name != table.name &&
        std::find(other.keys.begin(), other.keys.end(), key) != other.keys.end())
      return fmt::format("'{}' belongs in [{}]", key, other.name);
  const std::string near = nearest_name(key, table.keys);
  if (!near.empty()) return fmt::format("did you mean '{}'?", near);
  if (is_file(table.name)) return fmt::format("valid tables: [{}]", fmt::join(table.keys, "], ["));
  return fmt::format("valid here: {}", fmt::join(table.keys, ", "));
}

}  // namespace

Place SettingReader::place(const toml::node& node) const { return place_of(source_, node.source()); }
Place SettingReader::place(const toml::key& key) const { return place_of(source_, key.source()); }

void SettingReader::complain(Place at, std::string what, std::string advice) {
  mistakes_.push_back({at, std::move(what), std::move(advice)});
}

void SettingReader::complain(Place at, Complaint complaint) {
  complain(at, std::move(complaint.what), std::move(complaint.advice));
}

void SettingReader::check_keys(const toml::table& table, std::string_view name) {
  const auto& all = known_tables();
  const auto known = std::find_if(all.begin(), all.end(), [&](const KnownTable& one) { return one.name == name; });
  for (const auto& [key, node] : table) {
    const std::string word(key.str());
    if (std::find(known->keys.begin(), known->keys.end(), word) != known->keys.end()) continue;
    const bool is_table = is_file(name) && (node.is_table() || node.is_array_of_tables());
    std::string what = is_table ? fmt::format("unknown table [{}]", word) : fmt::format("unknown key {}", quoted(word));
    if (!is_file(name)) what += fmt::format(" in [{}]", name);
    complain(place(key), std::move(what), advice_for(word, *known));
  }
}

void SettingReader::wrong_type(const toml::node& node, std::string_view key, std::string_view wanted,
                               std::string_view example) {
  complain(place(node), fmt::format("'{}' must be {}, not {}", key, wanted, type_of(node)),
           fmt::format("for example: {}", example));
}

const toml::table* SettingReader::table(const toml::table& document, std::string_view name) {
  const toml::node* node = document.get(name);
  if (node == nullptr || node->is_table()) return node == nullptr ? nullptr : node->as_table();
  wrong_type(*node, name, "a table", fmt::format("[{}]", name));
  return nullptr;
}

std::optional<Setting> SettingReader::text(const toml::node& node, std::string_view key, std::string_view example) {
  const auto* text = node.as_string();
  if (text == nullptr) {
    wrong_type(node, key, "a string", example);
    return std::nullopt;
  }
  if (text->get().find_first_not_of(" \t\r\n") == std::string::npos) {
    complain(place(node), fmt::format("'{}' has an empty string", key), fmt::format("for example: {}", example));
    return std::nullopt;
  }
  return Setting{text->get(), place(node)};
}

std::vector<Setting> SettingReader::list(const toml::node& node, std::string_view key, std::string_view example) {
  std::vector<Setting> settings;
  std::unordered_set<std::string> seen;
  const auto add = [&](const toml::node& element) {
    if (!element.is_string())
      return complain(place(element), fmt::format("'{}' is a list of strings, and this is {}", key, type_of(element)),
                      fmt::format("for example: {}", example));
    const std::optional<Setting> setting = text(element, key, example);
    if (!setting) return;
    if (seen.insert(setting->value).second) return settings.push_back(*setting);
    complain(setting->at, fmt::format("{} stands twice in '{}'", quoted(setting->value), key), "remove one of the two");
  };
  if (const toml::array* array = node.as_array())
    for (const toml::node& element : *array) add(element);
  else if (node.is_string()) add(node);
  else wrong_type(node, key, "a list of strings", example);
  return settings;
}

std::vector<Setting> SettingReader::filled_list(const toml::node& node, std::string_view key,
                                                std::string_view example) {
  if (const toml::array* array = node.as_array(); array != nullptr && array->empty())
    complain(place(node), fmt::format("'{}' has an empty list", key),
             fmt::format("leave it out, or for example: {}", example));
  return list(node, key, example);
}

Levels SettingReader::levels(const toml::node& node, std::string_view key, std::string_view example) {
  Levels levels;
  const toml::array* array = node.as_array();
  const auto is_list = [](const toml::node& element) { return element.is_array(); };
  levels.nested = array != nullptr && std::any_of(array->begin(), array->end(), is_list);
  if (!levels.nested) {
    levels.lists.push_back(filled_list(node, key, example));
    return levels;
  }
  for (const toml::node& level : *array) {
    if (!level.is_array())
      complain(place(level), fmt::format("'{}' mixes levels with single strings", key),
               "write each level as a list of its own: [[…], […]]");
    levels.lists.push_back(filled_list(level, key, example));
  }
  return levels;
}

}  // namespace ringfence::policy

namespace ringfence {

std::vector<std::string> policy_keys(std::string_view table) {
  for (const policy::KnownTable& one : policy::known_tables())
    if (one.name == table) return one.keys;
  return {};
}

}  // namespace ringfence
