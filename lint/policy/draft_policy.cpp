#include <fmt/format.h>

#include <map>

#include "ringfence/policy_reader.h"

namespace ringfence {

namespace {

std::string list(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "\"" : ", \"") + value + "\"";
  return "[" + text + "]";
}

}  // namespace

std::string draft_policy(const Catalog& catalog, const std::vector<std::string>& schema_globs, const std::vector<std::string>& query_globs) {
  const TenantGuess guess = guess_tenant(catalog);
  std::map<OwnerClass, std::vector<std::string>> classes;
  for (const auto& table : catalog.tables) classes[table->ownership.owner_class].push_back(table->display_name());
  std::string text = "# What ringfence checks and who owns which rows. Reference: docs/configuration.md\n\n[inputs]\n";
  text += "schema  = " + list(schema_globs) + "   # in the order in which they run\n";
  text += "queries = " + list(query_globs) + "\n\n[tenant]\nmodel = \"row\"\n";
  text += "# Guessed: " + (guess.why.empty() ? "nothing in the schema looks like a tenant; please fill in" : guess.why) + ".\n";
  text += guess.root.empty() ? "# root = \"organizations\"\n" : fmt::format("root  = \"{}\"\n", guess.root);
  text += guess.keys.empty() ? "# keys = [\"organization_id\"]\n" : fmt::format("keys  = {}\n", list(guess.keys));
  text += "# What counts as the current tenant. Left out: any one parameter. Naming it makes the proof stricter:\n";
  text += "# terms = [\"$1\", \"@org_id\", \"current_setting('app.org_id')\"]\n";
  if (const auto& shared = classes[OwnerClass::kShared]; !shared.empty()) {
    text += "# Nothing in these leads to an owner; they are taken as reference data. Please confirm:\n";
    text += "shared = " + list(shared) + "\n";
  }
  text += "\n[tenant.tables]\n";
  for (const std::string& name : classes[OwnerClass::kUnclassified])
    text += fmt::format("# {} could not be told: {}\n# \"{}\" = {{ owner = \"via …\" }}\n", name, catalog.find_table({}, name) ? catalog.find_table({}, name)->ownership.why : "", name);
  text += fmt::format("# Owned directly: {}; below an owner: {}; partly shared: {}.\n", classes[OwnerClass::kDirect].size(), classes[OwnerClass::kVia].size(),
                      classes[OwnerClass::kMixed].size());
  text += "\n[rules]\n# tenant-crossing-join = \"warning\"   # error | warning | note | audit | off\n";
  return text;
}

}  // namespace ringfence
