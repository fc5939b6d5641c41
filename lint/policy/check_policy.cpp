// What the policy says, held against the schema.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/policy/check_packs.h"
#include "lint/policy/complaint.h"
#include "ringfence/policy_reader.h"

namespace ringfence {

namespace {

using policy::quoted;
using policy::same_folded;

std::string did_you_mean(const std::string& near, const std::string& otherwise) {
  return near.empty() ? otherwise : fmt::format("did you mean '{}'?", near);
}

class PolicyChecker {
 public:
  PolicyChecker(const Policy& policy, const Catalog& catalog)
      : policy_(policy), tenant_(policy.tenant), catalog_(catalog) {}

  std::vector<PolicyMistake> run() {
    check_says_anything();
    check_root();
    check_schemas();
    for (const Setting& shared : tenant_.shared) find(shared.value, shared.at);
    for (const auto& [name, owner] : tenant_.tables)
      if (const Table* table = find(name, owner.at)) check_owner(*table, owner);
    for (const auto& level : tenant_.keys) check_keys(level);
    for (const Membership& one : tenant_.memberships)
      if (const Table* table = find(one.table, one.at)) check_membership(*table, one);
    return std::move(mistakes_);
  }

 private:
  void complain(Place at, std::string what, std::string advice) {
    mistakes_.push_back({at, std::move(what), std::move(advice)});
  }

  // Without a tenant every table is taken for shared, and silence would look like proof.
  void check_says_anything() {
    const bool owned = std::any_of(tenant_.tables.begin(), tenant_.tables.end(),
                                   [](const auto& entry) { return entry.second.kind != OwnerOverride::Kind::kShared; });
    if (tenant_.root || !tenant_.keys.empty() || owned) return;
    if (tenant_.model == TenantModel::kSchema) return;
    const TenantGuess guess = guess_tenant(catalog_);
    std::string advice = "name the tenant table in 'root' and its columns elsewhere in 'keys', both in [tenant]";
    if (!guess.root.empty())
      advice = fmt::format("the schema suggests root = \"{}\"; `ringfence init --print` shows more", guess.root);
    complain({policy_.source.get(), {0, 1}}, "neither root nor keys say who the tenant is: nothing can be proved",
             std::move(advice));
  }

  // The tables of the tenants have to be in sight, be it in one tenant's schema or in the template.
  void check_schemas() {
    if (tenant_.model != TenantModel::kSchema) return;
    Catalog named;
    if (tenant_.schema_template) named.tenant_schemas.push_back(tenant_.schema_template->value);
    for (const Setting& one : tenant_.schemas) named.tenant_schemas.push_back(one.value);
    for (const Setting& one : tenant_.shared_schemas) named.tenant_schemas.push_back("!" + one.value);
    if (!tenant_.schema_template && tenant_.schemas.empty()) return;
    const bool any = std::any_of(catalog_.tables.begin(), catalog_.tables.end(),
                                 [&](const auto& table) { return named.is_tenant_schema(table->schema); });
    const Setting& first = tenant_.schema_template ? *tenant_.schema_template : tenant_.schemas[0];
    if (!any)
      complain(first.at, fmt::format("no table lies in a schema {}", quoted(first.value)),
               "let the migrations of the tenants' tables name one, or begin with SET search_path TO one");
  }

  void check_root() {
    if (!tenant_.root) return;
    const Table* root = find(tenant_.root->value, tenant_.root->at);
    if (root == nullptr) return;
    const bool described = std::any_of(tenant_.tables.begin(), tenant_.tables.end(),
                                       [&](const auto& entry) { return is_named(*root, entry.first); });
    if (!described) check_primary_key(*root, tenant_.root->at);
  }

  void check_primary_key(const Table& root, Place at) {
    const bool identified = std::any_of(root.unique_keys.begin(), root.unique_keys.end(),
                                        [](const UniqueKey& key) { return key.primary && key.columns.size() == 1; });
    if (identified) return;
    complain(at, fmt::format("the root {} has no primary key of one column", quoted(root.display_name())),
             fmt::format("say which column is the tenant: [tenant.tables] {} = {{ owner = \"key id\" }}", root.name));
  }

  static bool is_named(const Table& table, std::string_view name) {
    return same_folded(table.name, name) || same_folded(table.schema + "." + table.name, name);
  }

  // Complains where the name means no table, or more than one.
  const Table* find(const std::string& name, Place at) {
    const Table* found = nullptr;
    for (const auto& table : catalog_.tables) {
      if (!is_named(*table, name)) continue;
      if (found != nullptr && found->name == table->name)
        complain(at, fmt::format("{} is a table of more than one schema", quoted(name)),
                 fmt::format("write \"{}.{}\" or \"{}.{}\"", found->schema, found->name, table->schema, table->name));
      found = table.get();
    }
    if (found == nullptr) complain_unknown(name, at);
    return found;
  }

  void complain_unknown(const std::string& name, Place at) {
    const bool is_view = std::any_of(catalog_.views.begin(), catalog_.views.end(), [&](const auto& view) {
      return same_folded(view->name, name) || same_folded(view->schema + "." + view->name, name);
    });
    if (is_view)
      return complain(at, fmt::format("{} is a view, not a table", quoted(name)), "name the tables that it reads");
    std::vector<std::string> names;
    for (const auto& table : catalog_.tables) names.push_back(table->display_name());
    complain(at, fmt::format("the schema has no table {}", quoted(name)),
             did_you_mean(nearest_name(name, names), "`ringfence catalog` lists the tables"));
  }

  void check_owner(const Table& table, const OwnerOverride& owner) {
    if (owner.kind == OwnerOverride::Kind::kRoot) check_primary_key(table, owner.at);
    for (const std::string& column : owner.columns) {
      const int index = table.column_index(column);
      if (index < 0) complain_column(table, column, owner);
      else if (owner.kind == OwnerOverride::Kind::kVia) check_reference(table, index, owner.at);
    }
  }

  void check_membership(const Table& table, const Membership& membership) {
    if (table.column_index(membership.column) >= 0) return;
    std::vector<std::string> names;
    for (const Column& one : table.columns) names.push_back(one.name);
    complain(membership.at, fmt::format("table {} has no column {}", quoted(table.display_name()), quoted(membership.column)),
             did_you_mean(nearest_name(membership.column, names), "name the column that says who the member is"));
  }

  void complain_column(const Table& table, const std::string& column, const OwnerOverride& owner) {
    std::string near;
    // `via deals` for `via deal_id`: the parent's name instead of the column's.
    for (const ForeignKey& key : table.foreign_keys)
      if (owner.kind == OwnerOverride::Kind::kVia && key.target != nullptr && is_named(*key.target, column))
        near = table.columns[static_cast<size_t>(key.columns[0])].name;
    std::vector<std::string> names;
    for (const Column& one : table.columns) names.push_back(one.name);
    if (near.empty()) near = nearest_name(column, names);
    complain(owner.at, fmt::format("table {} has no column {}", quoted(table.display_name()), quoted(column)),
             did_you_mean(near, fmt::format("`ringfence catalog --table {}` shows its columns", table.display_name())));
  }

  void check_reference(const Table& table, int column, Place at) {
    std::vector<std::string> leading;
    for (const ForeignKey& key : table.foreign_keys) {
      const bool has = std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
      if (has && key.target != nullptr) return;
      if (has)
        return complain(
            at, fmt::format("the foreign key leads to {}, which the schema does not have", quoted(key.target_name)),
            "add the migration that creates it to [inputs] schema");
      for (const int one : key.columns) leading.push_back(table.columns[static_cast<size_t>(one)].name);
    }
    complain(at,
             fmt::format("column {} of {} is in no foreign key",
                         quoted(table.columns[static_cast<size_t>(column)].name), quoted(table.display_name())),
             leading.empty() ? "the table has no foreign key to follow; say \"key COLUMN\" or declare one"
                             : fmt::format("columns with a foreign key: {}", fmt::join(leading, ", ")));
  }

  // A name that no table has ties nothing, and it is most likely a slip.
  void check_keys(const std::vector<Setting>& level) {
    std::set<std::string> columns;
    for (const auto& table : catalog_.tables)
      for (const Column& column : table->columns) columns.insert(column.name);
    std::vector<Setting> missing;
    for (const Setting& key : level)
      // What is a key already was not what another one meant.
      if (columns.erase(key.value) == 0) missing.push_back(key);
    const std::vector<std::string> names(columns.begin(), columns.end());
    for (const Setting& key : missing)
      complain(key.at, fmt::format("no table has a column {}", quoted(key.value)),
               did_you_mean(nearest_name(key.value, names),
                            missing.size() == level.size() ? "name the columns that hold the tenant" : "remove it"));
  }

  const Policy& policy_;
  const Policy::Tenant& tenant_;
  const Catalog& catalog_;
  std::vector<PolicyMistake> mistakes_;
};

}  // namespace

std::vector<PolicyMistake> check_policy(const Policy& policy, const Catalog& catalog) {
  // No schema was read: that is reported where the files are looked for, and says more than a mistake for each name.
  if (catalog.tables.empty()) return {};
  std::vector<PolicyMistake> mistakes = PolicyChecker(policy, catalog).run();
  for (PolicyMistake& one : policy::check_packs(policy, catalog)) mistakes.push_back(std::move(one));
  return mistakes;
}

}  // namespace ringfence
