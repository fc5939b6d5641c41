// Notes foreign keys between owned tables that do not carry the tenant key.
#include "rules/schema/live_migration.h"

namespace ringfence {

namespace {

std::string actions(const Table& table, const ForeignKey& key) {
  std::string text;
  // Of a composite key only the reference is to go, not the tenant.
  const bool sets = key.on_delete == "SET NULL" || key.on_delete == "SET DEFAULT";
  if (!key.on_delete.empty()) text += " ON DELETE " + key.on_delete + (sets ? " (" + schema::column_list(table, key.columns) + ")" : "");
  if (!key.on_update.empty()) text += " ON UPDATE " + key.on_update;
  return text + (key.deferrable.empty() ? "" : " " + key.deferrable);
}

std::vector<std::string> composite_key(const Catalog& catalog, const Table& table, const ForeignKey& key) {
  const Table& target = *key.target;
  const bool direct = table.ownership.owner_class == OwnerClass::kDirect && target.ownership.owner_class == OwnerClass::kDirect;
  if (!direct || !schema::can_change_live(table) || !schema::can_change_live(target)) return {};
  if (key.match_full || key.not_valid || key.on_update.starts_with("SET")) return {};
  std::vector<int> ours, theirs;
  for (size_t level = 0; level < target.ownership.keys.size(); ++level) {
    if (target.ownership.keys[level] < 0 || table.ownership.keys[level] < 0) continue;
    ours.push_back(table.ownership.keys[level]);
    theirs.push_back(target.ownership.keys[level]);
  }
  for (size_t i = 0; i < key.columns.size(); ++i) {
    if (schema::contains(ours, key.columns[i]) || schema::contains(theirs, key.target_columns[i])) return {};
    ours.push_back(key.columns[i]);
    theirs.push_back(key.target_columns[i]);
  }
  std::vector<std::string> statements;
  const bool has_key = std::any_of(target.unique_keys.begin(), target.unique_keys.end(),
                                   [&](const UniqueKey& one) { return schema::is_referable(one) && schema::same_set(one.columns, theirs); });
  if (!has_key) schema::add_unique(target, theirs, schema::fresh_name(catalog, target, theirs, "key"), statements);
  const std::string on = "ALTER TABLE " + schema::table_name(table);
  const std::string name = schema::identifier(schema::fresh_name(catalog, table, ours, "fkey"));
  statements.push_back(on + " ADD CONSTRAINT " + name + " FOREIGN KEY (" + schema::column_list(table, ours) + ") REFERENCES " +
                       schema::table_name(target) + " (" + schema::column_list(target, theirs) + ")" + actions(table, key) + " NOT VALID");
  statements.push_back(on + " VALIDATE CONSTRAINT " + name);
  statements.push_back(on + " DROP CONSTRAINT " + schema::identifier(key.name));
  return statements;
}

}  // namespace

void schema_crossing_foreign_key(const Facts& facts, Findings& findings) {
  if (facts.catalog == nullptr) return;
  for (const auto& table : facts.catalog->tables) {
    if (!table->is_owned() || table->ownership.owner_class == OwnerClass::kRoot || !schema::is_own_table(*table)) continue;
    for (const ForeignKey& key : table->foreign_keys) {
      if (!may_cross(*table, key)) continue;
      const std::vector<int> theirs = schema::tenant_keys(*key.target);
      const std::string columns = schema::shown_columns(*table, key.columns);
      auto finding = findings.add(key.declared_at, "the reference " + columns + " from " + schema::named(*table) + " to " + schema::named(*key.target) +
                                                       " does not carry the tenant key: it may lead to another tenant's row");
      finding.about(table.get()).subject(table->display_name() + columns).because(key.target->ownership.because, key.target->display_name() + ": " + key.target->ownership.why);
      const bool both = !theirs.empty() && !schema::tenant_keys(*table).empty();
      finding.advise(both ? "make it a composite foreign key that carries " + key.target->columns[static_cast<size_t>(theirs[0])].name
                          : "carry the tenant key in both tables, and in the foreign key")
          .migrate(composite_key(*facts.catalog, *table, key));
    }
  }
}

}  // namespace ringfence
