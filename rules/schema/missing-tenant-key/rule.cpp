// Reports tables that look owned and have no certain way to an owner.
#include "rules/schema/live_migration.h"

namespace ringfence {

namespace {

// A column that is named like a reference to an owned table, in a table that nothing ties to a tenant.
const Column* looks_like_reference(const Table& table) {
  for (size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    const auto refers = [&](const ForeignKey& key) { return schema::contains(key.columns, static_cast<int>(i)); };
    const bool declared = std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), refers);
    if (column.implied_target != nullptr && column.implied_target != &table && !declared) return &column;
  }
  return nullptr;
}

}  // namespace

void schema_missing_tenant_key(const Facts& facts, Findings& findings) {
  if (facts.catalog == nullptr) return;
  for (const auto& table : facts.catalog->tables) {
    const Ownership& ownership = table->ownership;
    if (ownership.declared || !schema::is_own_table(*table)) continue;
    const std::string name = schema::named(*table);
    const std::string declare = ", or say in [tenant.tables] whose the rows of " + table->display_name() + " are";
    if (ownership.owner_class == OwnerClass::kUnclassified) {
      findings.add(table->declared_at, "nobody can tell whose the rows of " + name + " are: " + ownership.why)
          .about(table.get()).subject(table->display_name())
          .because(ownership.because, "this may be NULL")
          .advise("add a tenant key that is NOT NULL" + declare);
    } else if (const Column* column = looks_like_reference(*table);
               column != nullptr && ownership.owner_class == OwnerClass::kShared) {
      findings.add(table->declared_at, name + " has no tenant key, and its rows seem to belong to rows of '" + column->implied_target->display_name() + "'")
          .about(table.get()).subject(table->display_name())
          .because(column->declared_at, "named like a reference to " + column->implied_target->display_name() + ", and no foreign key")
          .advise("add a tenant key or the foreign key" + declare);
    }
  }
}

}  // namespace ringfence
