// Drops, renames and moves, of everything.
#include <algorithm>

#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

void SchemaBuilder::rename(Node statement) {
  const std::string_view kind = statement.text("renameType");
  const std::string new_name(statement.text("newname"));
  const std::string_view old_name = statement.text("subname");
  const Node relation = statement["relation"];
  const std::string_view schema = relation.text("schemaname");
  if (kind == "OBJECT_SCHEMA") return rename_schema(old_name, new_name);
  if (kind == "OBJECT_FUNCTION" || kind == "OBJECT_PROCEDURE" || kind == "OBJECT_ROUTINE") {
    for (Routine* routine : routines_named(statement["object"])) routine->name = new_name;
    return;
  }
  if (kind == "OBJECT_TABLE" || kind == "OBJECT_FOREIGN_TABLE" || kind == "OBJECT_VIEW")
    outdate_policies(relation.text("relname"));
  if (kind == "OBJECT_COLUMN") outdate_policies(old_name);
  if (kind == "OBJECT_FUNCTION") outdate_policies(name_of(statement["object"].list("objname")).second);
  if (kind == "OBJECT_ROLE") return rename_role(old_name, new_name);
  if (kind == "OBJECT_DOMAIN") {
    if (auto domain = domains_.extract(std::string(statement["object"].list("items").back().string()))) {
      domain.key() = new_name;
      domains_.insert(std::move(domain));
    }
    return;
  }
  Table* on = table(relation);
  const auto give_name = [&](auto& all) {
    for (auto& one : all)
      if (one.name == old_name) one.name = new_name;
  };
  if (kind == "OBJECT_VIEW" || kind == "OBJECT_MATVIEW" || on == nullptr) {
    View* known = view(schema, relation.text("relname"));
    // ALTER TABLE takes the names of views and indexes as well, and ALTER INDEX that of constraints.
    if (known == nullptr) return rename_index(schema, relation.text("relname"), new_name);
    if (kind == "OBJECT_COLUMN")
      std::replace(known->column_names.begin(), known->column_names.end(), std::string(old_name), new_name);
    else known->name = new_name;
  } else if (kind == "OBJECT_TABLE" || kind == "OBJECT_FOREIGN_TABLE") {
    for (PendingTarget& pending : pending_targets_)
      if (pending.name == on->name) pending.name = new_name;
    move(*on, on->schema, new_name);
  } else if (kind == "OBJECT_COLUMN") {
    for (Table* child : descendants_of(*on)) rename_column(*child, old_name, new_name);
    rename_column(*on, old_name, new_name);
  } else if (kind == "OBJECT_TABCONSTRAINT") {
    give_name(on->unique_keys);
    give_name(on->foreign_keys);
    give_name(on->checks);
  } else if (kind == "OBJECT_POLICY") {
    give_name(on->row_policies);
  } else if (kind == "OBJECT_TRIGGER") {
    for (Trigger& trigger : catalog_->triggers)
      if (trigger.table == on && trigger.name == old_name) trigger.name = new_name;
  }
}

void SchemaBuilder::move(Table& table, std::string_view schema, std::string_view name) {
  tables_.erase(table.schema + "." + table.name);
  table.schema = std::string(schema);
  table.name = std::string(name);
  tables_[table.schema + "." + table.name] = &table;
}

void SchemaBuilder::rename_schema(std::string_view old_name, const std::string& new_name) {
  std::vector<Table*> members;
  for (const auto& one : catalog_->tables)
    if (one->schema == old_name) members.push_back(one.get());
  for (Table* member : members) move(*member, new_name, member->name);
  for (const auto& view : catalog_->views)
    if (view->schema == old_name) view->schema = new_name;
  for (const auto& routine : catalog_->routines)
    if (routine->schema == old_name) routine->schema = new_name;
  for (Trigger& trigger : catalog_->triggers)
    if (trigger.routine_schema == old_name) trigger.routine_schema = new_name;
  std::replace(search_path_.begin(), search_path_.end(), std::string(old_name), new_name);
}

void SchemaBuilder::set_schema(Node statement) {
  const std::string schema(statement.text("newschema"));
  const Node relation = statement["relation"];
  if (!relation) {
    for (Routine* routine : routines_named(statement["object"])) {
      for (Trigger& trigger : catalog_->triggers)
        if (trigger.routine == routine->name && trigger.routine_schema == routine->schema)
          trigger.routine_schema = schema;
      routine->schema = schema;
    }
  } else if (Table* on = table(relation)) {
    move(*on, schema, on->name);
  } else if (View* known = view(relation.text("schemaname"), relation.text("relname"))) {
    known->schema = schema;
  }
}

// Foreign keys that pointed at it, views over it and their views are gone with it: without CASCADE PostgreSQL would
// have refused.
void SchemaBuilder::drop_table(Table* gone) {
  if (gone == nullptr) return;
  std::vector<Table*> partitions;
  for (const auto& one : catalog_->tables)
    if (std::erase(one->parents, gone) > 0 && one->kind == Table::Kind::kPartition) partitions.push_back(one.get());
  drop_views_over(gone);
  drop_references(*gone, [](const ForeignKey&) { return true; });
  for (Publication& publication : catalog_->publications) {
    std::erase(publication.tables, gone);
    std::erase(publication.filtered, gone);
  }
  tables_.erase(gone->schema + "." + gone->name);
  std::erase_if(pending_targets_, [&](const PendingTarget& pending) { return pending.table == gone; });
  std::erase_if(catalog_->triggers, [&](const Trigger& trigger) { return trigger.table == gone; });
  std::erase_if(catalog_->inert_rules, [&](const InertRule& rule) { return rule.table == gone; });
  std::erase_if(catalog_->tables, [&](const auto& one) { return one.get() == gone; });
  // Text that attaches tables in a circle must not free one twice.
  for (Table* partition : partitions)
    if (std::any_of(tables_.begin(), tables_.end(), [&](const auto& known) { return known.second == partition; }))
      drop_table(partition);
}

void SchemaBuilder::note_removal(const Table* table, std::string_view column) {
  if (table == nullptr || (!column.empty() && table->column_index(column) < 0)) return;
  Removal gone{table->schema, table->name, std::string(column), {}, place(0)};
  gone.at = place_of_name(column.empty() ? table->name : gone.column, gone.at);
  if (table->kind == Table::Kind::kPartition && !table->parents.empty()) gone.of_partition = table->parents[0]->name;
  catalog_->removals.push_back(std::move(gone));
}

void SchemaBuilder::drop_schema(const std::string& name) {
  std::vector<std::string> tables;
  for (const auto& one : catalog_->tables)
    if (one->schema == name) tables.push_back(one->name);
  // A table may be gone with one before it.
  for (const std::string& one : tables)
    if (const auto found = tables_.find(name + "." + one); found != tables_.end()) {
      note_removal(found->second, {});
      drop_table(found->second);
    }
  std::vector<std::string> views;
  for (const auto& one : catalog_->views)
    if (one->schema == name) views.push_back(one->name);
  for (const std::string& one : views) drop_view(view(name, one));
  std::erase_if(catalog_->routines, [&](const auto& routine) { return routine->schema == name; });
}

void SchemaBuilder::drop(Node statement) {
  const std::string_view kind = statement.text("removeType");
  for (const Node object : statement.list("objects")) {
    if (kind == "OBJECT_SCHEMA") drop_schema(std::string(object.string()));
    else drop_object(kind, object, object.list("items"));
  }
}

void SchemaBuilder::drop_object(std::string_view kind, Node object, NodeList names) {
  const auto [schema, name] = name_of(names);
  // The last name is the object's own, those before it the table's.
  const auto table_before = [&, n = names] {
    return n.size() < 2 ? nullptr
                        : table(n.size() > 2 ? n[n.size() - 3].string() : std::string_view(), n[n.size() - 2].string());
  };
  if (kind == "OBJECT_TABLE" || kind == "OBJECT_FOREIGN_TABLE") {
    note_removal(table(schema, name), {});
    drop_table(table(schema, name));
  }
  else if (kind == "OBJECT_VIEW" || kind == "OBJECT_MATVIEW") drop_view(view(schema, name));
  else if (kind == "OBJECT_INDEX") drop_index(schema, name);
  else if (kind == "OBJECT_PUBLICATION")
    std::erase_if(catalog_->publications,
                  [&](const Publication& one) { return one.name == object.string(); });
  else if (kind == "OBJECT_FUNCTION" || kind == "OBJECT_PROCEDURE" || kind == "OBJECT_ROUTINE") {
    const std::vector<Routine*> gone = routines_named(object);
    std::erase_if(catalog_->triggers, [&](const Trigger& trigger) {
      return std::any_of(gone.begin(), gone.end(), [&](const Routine* routine) {
        return routine->name == trigger.routine && routine->schema == trigger.routine_schema;
      });
    });
    std::erase_if(catalog_->routines, [&](const auto& routine) {
      return std::find(gone.begin(), gone.end(), routine.get()) != gone.end();
    });
  } else if (Table* on = table_before(); on != nullptr && kind == "OBJECT_POLICY") {
    std::erase_if(on->row_policies, [&, n = name](const RowPolicy& policy) { return policy.name == n; });
  } else if (on != nullptr && kind == "OBJECT_RULE") {
    std::erase_if(catalog_->inert_rules, [&, n = name](const InertRule& rule) { return rule.table == on && rule.name == n; });
  } else if (on != nullptr && kind == "OBJECT_TRIGGER") {
    std::erase_if(catalog_->triggers,
                  [&, n = name](const Trigger& trigger) { return trigger.table == on && trigger.name == n; });
  }
}

}  // namespace ringfence::sql
