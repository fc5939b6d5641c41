#include "lint/policy/read_pack.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/policy/read_promises.h"
#include "lint/policy/read_sections.h"
#include "ringfence/policy_reader.h"

namespace ringfence::policy {

namespace {

constexpr std::string_view kPackExample = "[pack] with name = \"our-own\" and title = \"Privacy policy\"";
constexpr std::string_view kCommitmentExample = "id = \"uploads\", clause = \"8\", promise = \"Uploads are deleted after 24 hours\"";

bool is_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::string text_of(const toml::table& table, std::string_view key, SettingReader& reader) {
  const toml::node* node = table.get(key);
  const std::optional<Setting> text = node == nullptr ? std::nullopt : reader.text(*node, key, fmt::format("{} = \"…\"", key));
  return text ? text->value : std::string();
}

void read_head(const toml::table& document, SettingReader& reader, PolicyPack& pack) {
  const toml::table* head = reader.table(document, "pack");
  if (head == nullptr) {
    if (!document.contains("pack")) reader.complain({pack.source.get(), {0, 1}}, "this is no policy pack: [pack] is missing", fmt::format("begin with {}", kPackExample));
    return;
  }
  reader.check_keys(*head, "pack");
  pack.name = text_of(*head, "name", reader);
  pack.title = text_of(*head, "title", reader);
  pack.version = text_of(*head, "version", reader);
  if (!head->contains("name") || !head->contains("title")) reader.complain(reader.place(*head), "[pack] needs a name and a title", fmt::format("for example: {}", kPackExample));
  if (!is_word(pack.name)) reader.complain(reader.place(*head->get("name")), fmt::format("{} is no name of a pack", policy::quoted(pack.name)), "use small letters, digits and '-'");
}

void complain_of_deciders(const Commitment& one, bool has_promises, const toml::table& table, SettingReader& reader) {
  const bool has_rules = table.contains("rules") || has_promises;
  if (!one.not_checkable.empty() && has_rules)
    reader.complain(one.at, fmt::format("'{}' is not checkable, and says what decides it", one.id), "leave out the one or the other");
  if (one.not_checkable.empty() && !has_rules && !table.contains("not_checkable"))
    reader.complain(one.at, fmt::format("nothing decides '{}'", one.id), "give it 'rules' or a parameter, or say in 'not_checkable' why no code shows it");
  if (table.contains("about") && !table.contains("rules"))
    reader.complain(reader.place(*table.get("about")), "'about' narrows 'rules', and there are none", "remove it, or add 'rules'");
}

void read_commitment(const toml::table& table, const std::vector<std::string>& rule_ids, SettingReader& reader, Policy& policy) {
  reader.check_keys(table, "commitments");
  Commitment one;
  one.at = reader.place(table);
  one.id = text_of(table, "id", reader);
  one.clause = text_of(table, "clause", reader);
  one.promise = text_of(table, "promise", reader);
  one.not_checkable = text_of(table, "not_checkable", reader);
  if (const toml::node* rules = table.get("rules"))
    for (const Setting& rule : reader.filled_list(*rules, "rules", "rules = [\"tenant\"]"))
      if (is_rule(rule, rule_ids, reader)) one.rules.push_back(rule);
  if (const toml::node* about = table.get("about")) one.about = reader.filled_list(*about, "about", "about = [\"connections.*_token\"]");
  const bool has_promises = read_promises(table, reader, one);
  if (!table.contains("id") || !table.contains("clause") || !table.contains("promise"))
    return reader.complain(one.at, "a commitment needs an id, the clause and the promise", fmt::format("for example: {}", kCommitmentExample));
  if (one.id.empty() || !is_word(one.id)) return reader.complain(reader.place(*table.get("id")), fmt::format("{} is no id", policy::quoted(one.id)), "use small letters, digits and '-'");
  complain_of_deciders(one, has_promises, table, reader);
  const auto same = [&](const Commitment& other) { return other.id == one.id; };
  if (std::any_of(policy.commitments.begin(), policy.commitments.end(), same))
    return reader.complain(reader.place(*table.get("id")), fmt::format("two commitments are called {}", policy::quoted(one.id)), "give one of them another id");
  policy.commitments.push_back(std::move(one));
}

}  // namespace

void read_pack(const toml::table& document, const std::vector<std::string>& rule_ids, SettingReader& reader, Policy& policy, PolicyPack& pack) {
  reader.check_keys(document, kPolicyPack);
  read_head(document, reader, pack);
  read_sections(document, rule_ids, reader, policy);
  const toml::node* commitments = document.get("commitments");
  if (commitments == nullptr)
    return reader.complain({pack.source.get(), {0, 1}}, "the pack promises nothing", fmt::format("add [[commitments]] with {}", kCommitmentExample));
  if (!commitments->is_array_of_tables()) return reader.wrong_type(*commitments, "commitments", "tables", "[[commitments]]");
  for (const toml::node& one : *commitments->as_array()) read_commitment(*one.as_table(), rule_ids, reader, policy);
  for (Commitment& one : policy.commitments) one.pack = pack.name;
}

}  // namespace ringfence::policy
