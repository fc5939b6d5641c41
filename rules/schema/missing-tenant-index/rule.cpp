// Notes tables with a tenant key that no index starts with.
#include "rules/schema/live_migration.h"

namespace ringfence {

void schema_missing_tenant_index(const Facts& facts, Findings& findings) {
  if (facts.catalog == nullptr) return;
  for (const auto& table : facts.catalog->tables) {
    const std::vector<int> keys = schema::tenant_keys(*table);
    const OwnerClass owner_class = table->ownership.owner_class;
    if (keys.empty() || owner_class == OwnerClass::kRoot || !schema::is_own_table(*table)) continue;
    const auto starts_with_key = [&](const auto& one) { return !one.columns.empty() && schema::contains(keys, one.columns[0]); };
    if (std::any_of(table->unique_keys.begin(), table->unique_keys.end(), starts_with_key) ||
        std::any_of(table->indexes.begin(), table->indexes.end(), starts_with_key))
      continue;
    const Column& key = table->columns[static_cast<size_t>(keys[0])];
    auto finding = findings.add(key.declared_at, "no index of " + schema::named(*table) + " starts with its tenant key '" + key.name + "'");
    finding.about(table.get()).subject(table->display_name()).advise("index " + key.name + ", or put it first in an index of the table");
    if (schema::can_change_live(*table))
      finding.migrate({"CREATE INDEX CONCURRENTLY " + schema::identifier(schema::fresh_name(*facts.catalog, *table, {keys[0]}, "idx")) + " ON " +
                       schema::table_name(*table) + " (" + schema::column_list(*table, {keys[0]}) + ")"});
  }
}

}  // namespace ringfence
