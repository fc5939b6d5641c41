// INSERT, UPDATE, DELETE, MERGE.
#include <fmt/format.h>

#include "tests/oracle/statement_writer.h"

namespace ringfence::tests {

const TableShape& StatementWriter::writable_table() {
  std::vector<const TableShape*> tables;
  for (const TableShape& table : catalog_.tables)
    if (!table.is_view && table.ownership != TableShape::Ownership::kRoot && table.is_owned()) tables.push_back(&table);
  return *choices_.one_of(tables);
}

std::string StatementWriter::write_statement(int depth) {
  made_.writes = true;
  switch (choices_.weighted({35, 20, 30, in_with_ ? 0U : 15U})) {  // PostgreSQL 15 has no MERGE in WITH.
    case 0: note("UPDATE"); return update(depth);
    case 1: note("DELETE"); return remove(depth);
    case 2: note("INSERT"); return insert(depth);
    default: note("MERGE"); return merge(depth);
  }
}

std::string StatementWriter::assignments(const VisibleSource& target, const Scope& scope, int depth) {
  // What is written differs from what was there.
  std::vector<std::string> parts = {
      choices_.chance(50) ? fmt::format("x = coalesce({}, 0) + 10", value(ValueType::kNumber, -1, scope, depth))
                          : fmt::format("s = coalesce({}, '') || '!'", value(ValueType::kText, -1, scope, depth))};
  for (const ColumnShape& column : target.columns) {
    if (column.level >= 0 && choices_.chance(8)) {
      note("SET key");
      parts.push_back(
          fmt::format("{} = {}", column.name,
                      choices_.chance(60) ? term(column.level) : value(ValueType::kId, column.level, scope, 0)));
    } else if (!column.refers_to.empty() && column.level < 0 && choices_.chance(8)) {
      note("SET reference");
      parts.push_back(
          fmt::format("{} = {}", column.name,
                      choices_.chance(60) ? free_parameter(ValueType::kId) : value(ValueType::kId, -1, scope, 0)));
    }
  }
  return joined(parts, ", ");
}

std::string StatementWriter::returning(const VisibleSource& target, const Scope& scope) {
  if (!choices_.chance(40)) return {};
  note("RETURNING");
  (void)scope;
  return fmt::format(" RETURNING {}.id", target.alias);
}

std::string StatementWriter::update(int depth) {
  const TableShape& table = writable_table();
  const VisibleSource target{alias(), &table, table.columns, false};
  Scope scope = {target}, from_scope;
  std::vector<std::string> where;
  std::string from;
  if (choices_.chance(30)) {
    note("UPDATE FROM");
    VisibleSource other;
    // Which of several matching rows wins is not said: a table found by its key gives one.
    const TableShape& read = choices_.one_of(catalog_.tables);
    other = {alias(), &read, read.columns, false};
    from = fmt::format(" FROM {} {}", read.name, other.alias);
    where.push_back(join_condition(other, scope));
    from_scope.push_back(other);
    scope.push_back(other);
  }
  tie_sources(scope, {}, where, depth);
  // Only the target's own columns are assigned where FROM may match several rows.
  return fmt::format("UPDATE {} {} SET {}{}{}{}", table.name, target.alias, assignments(target, {target}, depth), from,
                     where.empty() ? "" : " WHERE " + joined(where, " AND "), returning(target, scope));
}

std::string StatementWriter::remove(int depth) {
  const TableShape& table = writable_table();
  const VisibleSource target{alias(), &table, table.columns, false};
  Scope scope = {target};
  std::vector<std::string> where;
  std::string from;
  if (choices_.chance(30)) {
    note("DELETE USING");
    VisibleSource other;
    from = " USING " + source(other, depth, {});
    where.push_back(join_condition(other, scope));
    scope.push_back(other);
  }
  tie_sources(scope, {}, where, depth);
  return fmt::format("DELETE FROM {} {}{}{}{}", table.name, target.alias, from,
                     where.empty() ? "" : " WHERE " + joined(where, " AND "), returning(target, scope));
}

std::string StatementWriter::inserted_value(const TableShape& table, const ColumnShape& column, const Scope& scope) {
  if (column.level >= 0) {
    switch (choices_.weighted({75, 10, 8, 7})) {
      case 0: return term(column.level);
      case 1: return free_parameter(ValueType::kId);
      case 2: return value(ValueType::kId, column.level, scope, 0);
      default: return literal(ValueType::kId);
    }
  }
  if (column.name == "id")
    return choices_.chance(50) ? free_parameter(ValueType::kId) : value(ValueType::kId, -1, scope, 0);
  if (column.name == table.via && choices_.chance(80)) {
    // The parent's own id, found for the tenant.
    for (const TableShape& parent : catalog_.tables)
      if (parent.name == column.refers_to) {
        const VisibleSource above{alias(), &parent, parent.columns, false};
        const std::string made = tie(above, {});
        note("parent by subquery");
        return fmt::format("(SELECT {0}.id FROM {1} {0} WHERE {2} ORDER BY 1 LIMIT 1)", above.alias, parent.name,
                           made.empty() ? "true" : made);
      }
  }
  if (!column.refers_to.empty()) return choices_.chance(30) ? "NULL" : free_parameter(ValueType::kId);
  return value(column.type, -1, scope, 0);
}

std::string StatementWriter::insert(int depth) {
  const TableShape& table = writable_table();
  const VisibleSource target{alias(), &table, table.columns, false};
  std::vector<std::string> columns, values;
  for (const ColumnShape& column : table.columns) columns.push_back(column.name);
  std::string body;
  if (choices_.chance(35)) {
    note("INSERT SELECT");
    Scope scope;
    std::vector<std::string> where;
    const std::string from = from_clause(scope, where, depth, {});
    tie_sources(scope, {}, where, depth);
    for (const ColumnShape& column : table.columns) values.push_back(inserted_value(table, column, scope));
    body = fmt::format("SELECT {} FROM {}{}", joined(values, ", "), from,
                       where.empty() ? "" : " WHERE " + joined(where, " AND "));
  } else {
    for (const ColumnShape& column : table.columns) values.push_back(inserted_value(table, column, {}));
    body = "VALUES (" + joined(values, ", ") + ")";
  }
  std::string text = fmt::format("INSERT INTO {} AS {} ({}) {}", table.name, target.alias, joined(columns, ", "), body);
  if (choices_.chance(35)) text += conflict_clause(table, target.alias);
  return text + returning(target, {target});
}

std::string StatementWriter::conflict_clause(const TableShape& table, const std::string& alias) {
  note("ON CONFLICT");
  std::vector<std::string> arbiters;
  if (table.composite_key) arbiters.push_back(" (org_id, id)");
  if (table.single_key) arbiters.push_back(" (id)");
  if (table.text_key) arbiters.push_back(" (org_id, s)");
  const std::string arbiter = choices_.one_of(arbiters);
  if (choices_.chance(35)) return " ON CONFLICT" + (choices_.chance(50) ? arbiter : std::string()) + " DO NOTHING";
  std::string text = " ON CONFLICT" + arbiter +
                     " DO UPDATE SET x = " + (choices_.chance(50) ? "excluded.x" : literal(ValueType::kNumber));
  const VisibleSource target{alias, &table, table.columns, false};
  if (table.column("org_id") != nullptr && choices_.chance(10)) text += ", org_id = excluded.org_id";
  if (choices_.chance(40)) {
    const VisibleSource excluded{"excluded", nullptr, table.columns, false};
    const std::string made = choices_.chance(75) ? tie(target, {excluded}) : near_miss(target);
    if (!made.empty()) text += " WHERE " + made;
  }
  return text;
}

std::string StatementWriter::merge(int depth) {
  const TableShape& table = writable_table();
  const VisibleSource target{alias(), &table, table.columns, false};
  VisibleSource from{alias(), nullptr, {}, false};
  from.columns = {{"id", ValueType::kId, -1, "", false},
                  {"org_id", ValueType::kId, 0, "", false},
                  {"x", ValueType::kNumber, -1, "", false}};
  const std::string source_text = select(from.columns, depth, {});
  std::vector<std::string> on = {fmt::format("{}.id = {}.id", target.alias, from.alias)};
  const std::string made = choices_.chance(80) ? tie(target, {from}) : near_miss(target);
  if (!made.empty()) on.push_back(made);
  std::string text = fmt::format(
      "MERGE INTO {} {} USING (SELECT DISTINCT ON (m.id) m.* FROM ({}) m ORDER BY m.id, m.org_id, m.x) {} ON {}",
      table.name, target.alias, source_text, from.alias, joined(on, " AND "));
  const Scope both = {target, from};
  const bool matched = choices_.chance(80);
  if (matched) {
    const std::string condition = choices_.chance(30) ? " AND " + comparison(both) : "";
    text += fmt::format(" WHEN MATCHED{} THEN {}", condition,
                        choices_.chance(25) ? std::string("DELETE") : "UPDATE SET " + assignments(target, both, 0));
  }
  if (!matched || choices_.chance(50)) {
    std::vector<std::string> columns, values;
    for (const ColumnShape& column : table.columns) {
      columns.push_back(column.name);
      values.push_back(column.name == table.via ? from.alias + ".id" : inserted_value(table, column, {from}));
    }
    text += fmt::format(" WHEN NOT MATCHED THEN INSERT ({}) VALUES ({})", joined(columns, ", "), joined(values, ", "));
  }
  return text;
}

}  // namespace ringfence::tests
