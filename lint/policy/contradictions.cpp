#include "lint/policy/contradictions.h"

#include <fmt/format.h>

#include <algorithm>

namespace ringfence::policy {

namespace {

using Kind = OwnerOverride::Kind;

std::string_view without_public(std::string_view table) {
  constexpr std::string_view kPublic = "public.";
  return table.starts_with(kPublic) ? table.substr(kPublic.size()) : table;
}

bool same_table(std::string_view a, std::string_view b) { return without_public(a) == without_public(b); }

size_t level_count(const Policy::Tenant& tenant) { return std::max<size_t>(1, tenant.keys.size()); }

std::string counted(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// A setting that an earlier level has too.
template <class Report>
void for_each_repeated(const std::vector<std::vector<Setting>>& levels, Report report) {
  for (size_t later = 1; later < levels.size(); ++later)
    for (const Setting& setting : levels[later]) {
      const auto same = [&](const Setting& other) { return other.value == setting.value; };
      const bool repeated =
          std::any_of(levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(later),
                      [&](const auto& level) { return std::any_of(level.begin(), level.end(), same); });
      if (repeated) report(setting);
    }
}

void check_root(const Policy::Tenant& tenant, SettingReader& reader) {
  if (!tenant.root) return;
  const std::string& root = tenant.root->value;
  for (const Setting& shared : tenant.shared)
    if (same_table(shared.value, root))
      reader.complain(shared.at, fmt::format("{} is the root and cannot be shared", quoted(shared.value)),
                      "remove it from 'shared'");
  for (const auto& [name, said] : tenant.tables) {
    if (said.kind == Kind::kRoot && !same_table(name, root))
      reader.complain(said.at, fmt::format("{} cannot be a second root beside {}", quoted(name), quoted(root)),
                      "keep one root; tables beside it can be \"key COLUMN\"");
    // "key id" is how a root without a primary key is described.
    const bool at_odds = said.kind == Kind::kVia || said.kind == Kind::kMixed || said.kind == Kind::kShared;
    if (at_odds && same_table(name, root))
      reader.complain(said.at, fmt::format("{} is the root and has no other owner", quoted(name)),
                      "remove the override, or name another root");
  }
}

void check_overrides(const Policy::Tenant& tenant, SettingReader& reader) {
  for (const auto& [name, said] : tenant.tables) {
    for (const Setting& shared : tenant.shared)
      if (same_table(shared.value, name))
        reader.complain(shared.at, fmt::format("{} stands here and in [tenant.tables]", quoted(shared.value)),
                        "say it in one place");
    for (const auto& [other, also] : tenant.tables)
      if (other < name && same_table(other, name))
        reader.complain(said.at, fmt::format("{} and {} are the same table", quoted(other), quoted(name)),
                        "keep one of the two");
    const bool by_key = said.kind == Kind::kKey || said.kind == Kind::kMixed;
    if (by_key && said.columns.size() > level_count(tenant))
      reader.complain(
          said.at, fmt::format("{} columns for {} of keys", said.columns.size(), counted(level_count(tenant), "level")),
          "name one column for each level of 'keys'");
  }
}

}  // namespace

void check_term_levels(const Policy::Tenant& tenant, Place terms, SettingReader& reader) {
  if (tenant.terms.size() != level_count(tenant))
    reader.complain(
        terms, fmt::format("'terms' has {}, 'keys' has {}", counted(tenant.terms.size(), "level"), level_count(tenant)),
        "write one list of terms for each level of keys, or one flat list for all");
  for_each_repeated(tenant.terms, [&](const Setting& term) {
    reader.complain(term.at, fmt::format("{} is the term of two levels", quoted(term.value)),
                    "each level is tied to a term of its own");
  });
}

void check_contradictions(const Policy::Tenant& tenant, SettingReader& reader) {
  for_each_repeated(tenant.keys, [&](const Setting& key) {
    reader.complain(key.at, fmt::format("{} is a key of two levels", quoted(key.value)),
                    "a column is the key of one level");
  });
  check_root(tenant, reader);
  check_overrides(tenant, reader);
}

}  // namespace ringfence::policy
