#include "lint/policy/load_packs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "lint/policy/read_pack.h"
#include "lint/policy/read_sections.h"

namespace ringfence {

namespace fs = std::filesystem;

namespace policy {

namespace {

using PackText = std::pair<std::string_view, std::string_view>;

const std::vector<PackText>& shipped() {
  static const std::vector<PackText> kShipped = {
#include "pack_texts.inc"
  };
  return kShipped;
}

// "aetrix" ships with ringfence; whatever looks like a path is one.
bool is_path(std::string_view name) { return name.find('/') != std::string_view::npos || name.ends_with(".toml"); }

SourcePtr find_shipped(const Setting& name, SettingReader& reader) {
  std::vector<std::string> names;
  for (const auto& [known, text] : shipped()) {
    if (known == name.value) return std::make_shared<Source>(fmt::format("policy pack {}", known), std::string(text));
    names.emplace_back(known);
  }
  const std::string near = nearest_name(name.value, names);
  reader.complain(name.at, fmt::format("no policy pack is called {}", policy::quoted(name.value)),
                  near.empty() ? "`ringfence policy` lists those that ship; another is a path: \"policies/our-own.toml\"" : fmt::format("did you mean \"{}\"?", near));
  return nullptr;
}

SourcePtr find_file(const Setting& name, const std::string& folder, const ProjectFiles& disk, SettingReader& reader) {
  ReadFile file = disk.read((fs::path(folder) / name.value).lexically_normal().string());
  if (file.source != nullptr && !file.no_text) return file.source;
  reader.complain(name.at, fmt::format("the policy pack cannot be read: {}", file.no_text ? file.no_text->what : file.trouble),
                  "the path is relative to the folder of ringfence.toml");
  return nullptr;
}

// Places in packs that ship with ringfence are nobody's files.
void forget_places(Policy& policy) {
  const auto forget = [](auto& list) {
    for (auto& one : list) one.at = {};
  };
  for (Commitment& one : policy.commitments) {
    one.at = {};
    forget(one.retentions);
    forget(one.reveals);
    forget(one.restrictions);
    forget(one.deduplications);
    forget(one.confinements);
  }
}

template <class List>
void add(List& own, List& other) {
  own.insert(own.end(), std::make_move_iterator(other.begin()), std::make_move_iterator(other.end()));
}

template <class Value>
void fill(Value& own, Value& other, const Value& nothing = {}) {
  if constexpr (requires { own.empty(); }) {
    if (own.empty()) own = std::move(other);
  } else if (own == nothing) {
    own = std::move(other);
  }
}

void lay_below(Policy::Tenant& own, Policy::Tenant& pack) {
  fill(own.model, pack.model, TenantModel::kRow);
  if (!own.root) own.root = std::move(pack.root);
  if (!own.schema_template) own.schema_template = std::move(pack.schema_template);
  fill(own.keys, pack.keys);
  fill(own.terms, pack.terms);
  fill(own.context, pack.context);
  fill(own.request, pack.request);
  fill(own.shared, pack.shared);
  own.tables.merge(pack.tables);
  fill(own.schemas, pack.schemas);
  fill(own.shared_schemas, pack.shared_schemas);
  fill(own.quoting, pack.quoting);
  fill(own.app_roles, pack.app_roles);
  fill(own.memberships, pack.memberships);
  own.enforce_rls |= pack.enforce_rls;
}

void lay_below(Policy& own, Policy& pack) {
  const bool says_enforce = !own.tenant.enforce_queries;
  lay_below(own.tenant, pack.tenant);
  if (!says_enforce && !pack.tenant.enforce_queries) own.tenant.enforce_queries = false;
  add(own.personal.sanitizers, pack.personal.sanitizers);
  add(own.personal.sinks, pack.personal.sinks);
  add(own.personal.allow, pack.personal.allow);
  add(own.credential.producers, pack.credential.producers);
  add(own.credential.vault, pack.credential.vault);
  add(own.credential.vault_readers, pack.credential.vault_readers);
  // The first that names a column or a host is right.
  add(own.columns, pack.columns);
  add(own.recipients, pack.recipients);
  own.rules.merge(pack.rules);
  add(own.commitments, pack.commitments);
}

}  // namespace

void load_packs(PolicyReading& reading, const std::vector<std::string>& rule_ids, const ProjectFiles& disk) {
  Policy& policy = reading.policy;
  SettingReader own(*policy.source, reading.mistakes);
  for (const Setting& name : policy.pack_names) {
    PolicyPack pack;
    pack.ships = !is_path(name.value);
    pack.source = pack.ships ? find_shipped(name, own) : find_file(name, policy.folder, disk, own);
    if (pack.source == nullptr) continue;
    Policy read;
    SettingReader reader(*pack.source, reading.mistakes);
    with_document(*pack.source, reader, [&](const toml::table& document) { read_pack(document, rule_ids, reader, read, pack); });
    const auto same = [&](const PolicyPack& other) { return other.name == pack.name; };
    if (std::any_of(policy.packs.begin(), policy.packs.end(), same)) {
      own.complain(name.at, fmt::format("two packs are called {}", policy::quoted(pack.name)), "name each once, and give your own another name");
      continue;
    }
    if (pack.ships) forget_places(read);
    lay_below(policy, read);
    policy.packs.push_back(std::move(pack));
  }
}

}  // namespace policy

std::span<const std::pair<std::string_view, std::string_view>> shipped_packs() { return policy::shipped(); }

}  // namespace ringfence
