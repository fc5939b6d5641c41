// Reads of the declared vault's decrypted form.
#include <fnmatch.h>

#include <algorithm>
#include <filesystem>

#include "lint/columns/observation.h"
#include "lint/columns/value.h"
#include "ringfence/lower_case.h"

namespace ringfence::columns {

namespace {

bool is_one(const Setting& setting, const Table& table) {
  return setting.value == table.name || setting.value == table.display_name() || setting.value == table.schema + "." + table.name;
}

// As seen from the folder of ringfence.toml, wherever the program was started.
std::string in_project(const std::string& path, const Policy& policy) {
  if (policy.folder.empty()) return path;
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error).lexically_normal();
  return error ? path : absolute.lexically_relative(policy.folder).string();
}

// A routine by its name, a file by a pattern.
bool is_reader(const BoundStatement& bound, const std::string& path, const Policy& policy) {
  return std::any_of(policy.credential.vault_readers.begin(), policy.credential.vault_readers.end(), [&](const Setting& one) {
    if (bound.routine != nullptr && (one.value == bound.routine->name || one.value == bound.routine->schema + "." + bound.routine->name)) return true;
    return fnmatch(one.value.c_str(), path.c_str(), 0) == 0 || fnmatch(one.value.c_str(), in_project(path, policy).c_str(), 0) == 0;
  });
}

// "vault.decrypted_secrets" stands beside "vault.secrets", and is not in the project's own migrations.
bool is_decrypted_name(const std::string& name, const Policy& policy) {
  return std::any_of(policy.credential.vault.begin(), policy.credential.vault.end(), [&](const Setting& one) {
    const size_t dot = one.value.rfind('.');
    return dot != std::string::npos && name.starts_with(one.value.substr(0, dot + 1)) && name.find("decrypt", dot) != std::string::npos;
  });
}

}  // namespace

bool is_in_vault(const Table& table, const Policy& policy) {
  return std::any_of(policy.credential.vault.begin(), policy.credential.vault.end(), [&](const Setting& one) { return is_one(one, table); });
}

void observe_vault(const BoundStatement& bound, const Observation& with) {
  if (with.policy.credential.vault.empty()) return;
  const Query& query = *bound.query;
  for (const Relation& relation : query.relations) {
    std::string view;
    Span at = relation.at;
    if (relation.kind == Relation::Kind::kTable && relation.table != nullptr && relation.through != nullptr && is_in_vault(*relation.table, with.policy)) {
      view = relation.through->name;
      at = relation.through_at;
    } else if (relation.kind == Relation::Kind::kUnknown) {
      const std::string_view rest = std::string_view(query.text->text).substr(std::min<size_t>(relation.at.begin, query.text->text.size()));
      const std::string name = lower_case(rest.substr(0, rest.find_first_of(" \t\n;,)(")));
      if (is_decrypted_name(name, with.policy)) view = name;
    }
    if (view.empty()) continue;
    const Place place = place_of(*query.text, at);
    if (place.source == nullptr || is_reader(bound, place.source->path(), with.policy)) continue;
    with.facts.vault_reads.push_back({with.statement, view, place});
  }
}

}  // namespace ringfence::columns
