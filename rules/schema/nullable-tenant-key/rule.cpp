// Reports tenant keys that may be NULL, where the policy does not say that such rows are shared.
#include "rules/schema/live_migration.h"

namespace ringfence {

namespace {

// SET NOT NULL finds the valid CHECK and does not read the table again.
std::vector<std::string> set_not_null(const Catalog& catalog, const Table& table, int column) {
  const std::string on = "ALTER TABLE " + schema::table_name(table);
  const std::string name = schema::identifier(schema::fresh_name(catalog, table, {column}, "not_null"));
  const std::string key = schema::column_list(table, {column});
  return {on + " ADD CONSTRAINT " + name + " CHECK (" + key + " IS NOT NULL) NOT VALID", on + " VALIDATE CONSTRAINT " + name,
          on + " ALTER COLUMN " + key + " SET NOT NULL", on + " DROP CONSTRAINT " + name};
}

}  // namespace

void schema_nullable_tenant_key(const Facts& facts, Findings& findings) {
  if (facts.catalog == nullptr) return;
  for (const auto& table : facts.catalog->tables) {
    const Ownership& ownership = table->ownership;
    if (ownership.owner_class != OwnerClass::kMixed || ownership.declared || !schema::is_own_table(*table)) continue;
    for (const int key : schema::tenant_keys(*table)) {
      const Column& column = table->columns[static_cast<size_t>(key)];
      if (column.not_null) continue;
      findings.add(column.declared_at, "the tenant key '" + column.name + "' of " + schema::named(*table) + " may be NULL: such rows are nobody's, and everybody's")
          .about(table.get()).subject(table->display_name() + "/" + column.name)
          .advise("give every row its tenant and make the column NOT NULL; or say that rows without one are shared: [tenant.tables] " +
                  table->name + " = { owner = \"mixed " + column.name + "\" }")
          .migrate(set_not_null(*facts.catalog, *table, key));
    }
  }
}

}  // namespace ringfence
