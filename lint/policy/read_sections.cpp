#include "lint/policy/read_sections.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/policy/read_data.h"
#include "lint/policy/read_tenant.h"
#include "lint/policy/toml_text.h"
#include "ringfence/policy_reader.h"

namespace ringfence::policy {

namespace {

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

void read_rule_setting(const toml::key& key, const toml::node& node, const std::vector<std::string>& rule_ids,
               SettingReader& reader, Policy& policy) {
  const std::string id(key.str());
  if (!is_rule({id, reader.place(key)}, rule_ids, reader)) return;
  const bool means_off = node.value<bool>() == false;
  const std::string example = fmt::format("{} = \"{}\"", id, means_off ? "off" : "warning");
  const std::optional<Setting> word = reader.text(node, id, example);
  if (!word) return;
  if (const std::optional<Severity> severity = severity_from(word->value)) policy.rules[id] = {*severity, word->at};
  else
    reader.complain(word->at, fmt::format("{} is no severity", policy::quoted(word->value)),
                    severity_advice(word->value));
}

}  // namespace

bool is_rule(const Setting& name, const std::vector<std::string>& rule_ids, SettingReader& reader) {
  if (rule_ids.empty() || std::find(rule_ids.begin(), rule_ids.end(), name.value) != rule_ids.end()) return true;
  const std::string near = nearest_rule(name.value, rule_ids);
  reader.complain(name.at, fmt::format("no rule or family is called {}", policy::quoted(name.value)),
                  near.empty() ? "`ringfence rules` lists them" : fmt::format("did you mean '{}'?", near));
  return false;
}

void read_sections(const toml::table& document, const std::vector<std::string>& rule_ids, SettingReader& reader, Policy& policy) {
  if (const toml::table* tenant = reader.table(document, "tenant")) policy.tenant = read_tenant(*tenant, reader);
  if (const toml::table* personal = reader.table(document, "personal")) policy.personal = read_personal(*personal, reader);
  if (const toml::table* credential = reader.table(document, "credential")) policy.credential = read_credential(*credential, reader);
  if (const toml::table* columns = reader.table(document, "columns")) policy.columns = read_columns(*columns, reader);
  if (const toml::node* recipients = document.get("recipients")) policy.recipients = read_recipients(*recipients, reader);
  if (const toml::table* rules = reader.table(document, "rules"))
    for (const auto& [key, node] : *rules) read_rule_setting(key, node, rule_ids, reader, policy);
}

void with_document(const Source& source, SettingReader& reader, const std::function<void(const toml::table&)>& read) {
  constexpr std::string_view kUnused = "mend this first: nothing else of the file could be used";
  if (const std::optional<Place> deep = too_deep_key(source))
    return reader.complain(*deep, "not valid here: a key with hundreds of parts", std::string(kUnused));
  try {
    read(toml::parse(source.text(), source.path()));
  } catch (const toml::parse_error& error) {
    reader.complain(place_of(source, error.source()), fmt::format("not valid TOML: {}", error.description()), std::string(kUnused));
  }
}

}  // namespace ringfence::policy
