// Queries: select lists, grouping, windows, LIMIT, set operations, CTEs. Whatever cuts rows is given a total order, so
// that the same rows make the same result.
#include <fmt/format.h>

#include "tests/oracle/statement_writer.h"

namespace ringfence::tests {

namespace {

std::string ordinals(size_t count) {
  std::string text = "1";
  for (size_t i = 2; i <= count; ++i) text += fmt::format(", {}", i);
  return text;
}

}  // namespace

Columns StatementWriter::random_columns(uint32_t most) {
  Columns columns;
  const uint32_t count = 1 + choices_.below(most);
  for (int level = 0; level < static_cast<int>(catalog_.terms.size()); ++level)
    if (choices_.chance(70)) columns.push_back({level == 0 ? "org_id" : "client_id", ValueType::kId, level, "", false});
  for (uint32_t i = 0; i < count; ++i)
    columns.push_back({fmt::format("c{}", i + 1), static_cast<ValueType>(choices_.below(3)), -1, "", false});
  return columns;
}

std::string StatementWriter::query(Columns& wanted, int depth, const Scope& outer) {
  return choices_.chance(depth > 0 ? 12 : 0) ? set_operation(wanted, depth - 1, outer) : select(wanted, depth, outer);
}

std::string StatementWriter::set_operation(Columns& wanted, int depth, const Scope& outer) {
  static constexpr const char* kOperators[] = {"UNION ALL", "UNION", "INTERSECT", "EXCEPT"};
  const char* chosen = kOperators[choices_.weighted({40, 25, 15, 20})];
  note(chosen);
  Columns right = wanted;
  const std::string left = select(wanted, depth, outer);
  const std::string text = fmt::format("{} {} {}", left, chosen, select(right, depth, outer));
  // A column is a key outside where both arms made it one.
  for (size_t i = 0; i < wanted.size(); ++i)
    if (right[i].level < 0) wanted[i].level = -1;
  return text;
}

std::string StatementWriter::select_list(Columns& wanted, const Scope& scope, int depth, bool plain) {
  std::vector<std::string> parts;
  for (ColumnShape& column : wanted) {
    const std::string key = column.level >= 0 ? column_of(ValueType::kId, column.level, scope) : "";
    if (column.level >= 0 && key.empty()) column.level = -1;
    const std::string made = !key.empty() ? key
                             : plain      ? column_of(column.type, -1, scope)
                                          : value(column.type, -1, scope, depth);
    parts.push_back(fmt::format("{} AS {}", made.empty() ? literal(column.type) : made, column.name));
  }
  return joined(parts, ", ");
}

std::string StatementWriter::select(Columns& wanted, int depth, const Scope& outer) {
  Scope scope;
  std::vector<std::string> conditions;
  const std::string from = from_clause(scope, conditions, depth, outer);
  tie_sources(scope, outer, conditions, depth);
  const std::string where = conditions.empty() ? "" : " WHERE " + joined(conditions, " AND ");
  switch (choices_.weighted({66, 10, 6, 6, 6, 6})) {
    case 1: note("GROUP BY"); return grouped(wanted, from, where, scope);
    case 2:
      note("DISTINCT");
      return fmt::format("SELECT DISTINCT {} FROM {}{}", select_list(wanted, scope, depth, false), from, where);
    case 3: {
      note("DISTINCT ON");
      return fmt::format("(SELECT DISTINCT ON (1) {} FROM {}{} ORDER BY {})", select_list(wanted, scope, depth, true),
                         from, where, ordinals(wanted.size()));
    }
    case 4: {
      note("window");
      const std::string list = select_list(wanted, scope, depth, true);
      const std::string partition = choices_.chance(60) ? "PARTITION BY " + list.substr(0, list.find(" AS ")) : "";
      for (ColumnShape& column : wanted)
        if (column.type == ValueType::kNumber) {
          const size_t at = list.find(" AS " + column.name);
          const size_t begin = list.rfind(", ", at) == std::string::npos ? 0 : list.rfind(", ", at) + 2;
          return fmt::format("SELECT {}(count(*) OVER ({}))::int4{} FROM {}{}", list.substr(0, begin), partition,
                             list.substr(at), from, where);
        }
      return fmt::format("SELECT {} FROM {}{}", list, from, where);
    }
    case 5:
      note("LIMIT");
      return fmt::format("(SELECT {} FROM {}{} ORDER BY {} LIMIT {})", select_list(wanted, scope, depth, false), from,
                         where, ordinals(wanted.size()), 1 + choices_.below(3));
    default: return fmt::format("SELECT {} FROM {}{}", select_list(wanted, scope, depth, false), from, where);
  }
}

// Numbers become aggregates, everything else is grouped by.
std::string StatementWriter::grouped(const Columns& wanted, const std::string& from, const std::string& where,
                                     const Scope& scope) {
  std::vector<std::string> list, groups;
  for (const ColumnShape& column : wanted) {
    std::string made = column_of(column.type, column.level, scope);
    if (made.empty() && column.level >= 0) made = column_of(column.type, -1, scope);
    if (column.type == ValueType::kNumber || made.empty()) {
      const std::string number = column_of(ValueType::kNumber, -1, scope);
      const std::string aggregate = number.empty() || choices_.chance(40) ? "count(*)"
                                    : choices_.chance(50)                 ? "max(" + number + ")"
                                                                          : "sum(" + number + ")";
      made = column.type == ValueType::kNumber ? aggregate + "::int4" : literal(column.type);
    } else {
      groups.push_back(made);
    }
    list.push_back(made + " AS " + column.name);
  }
  std::string text = fmt::format("SELECT {} FROM {}{}", joined(list, ", "), from, where);
  if (!groups.empty()) text += " GROUP BY " + joined(groups, ", ");
  if (!groups.empty() && choices_.chance(25)) {
    note("HAVING");
    text += " HAVING " + (choices_.chance(50) ? groups[0] + " IS NOT NULL" : std::string("count(*) >= 1"));
  }
  return text;
}

std::string StatementWriter::scalar_subquery(ValueType type, int depth, const Scope& outer) {
  note("scalar subquery");
  Columns wanted = {{"c1", type, -1, "", false}};
  return fmt::format("(SELECT q.c1 FROM ({}) q ORDER BY 1 LIMIT 1)", query(wanted, depth, outer));
}

std::string StatementWriter::common_table_expressions() {
  if (!choices_.chance(22)) return {};
  std::vector<std::string> parts;
  bool recursive = false;
  const uint32_t count = 1 + choices_.below(2);
  for (uint32_t i = 0; i < count; ++i) {
    VisibleSource cte;
    cte.alias = fmt::format("w{}", i + 1);
    switch (choices_.weighted({65, 20, 15})) {
      case 1:
        recursive = true;
        parts.push_back(recursive_expression(cte.alias));
        continue;
      case 2: {
        note("data-modifying CTE");
        made_.writes = true;
        in_with_ = true;
        const std::string text = write_statement(0);
        in_with_ = false;
        if (text.find(" RETURNING ") == std::string::npos) {
          parts.push_back(fmt::format("{} AS ({})", cte.alias, text));
          continue;  // Nothing can be read from it.
        }
        parts.push_back(fmt::format("{} (c1) AS ({})", cte.alias, text));
        cte.columns = {{"c1", ValueType::kId, -1, "", false}};
        break;
      }
      default: {
        note("CTE");
        cte.columns = random_columns(3);
        const std::string text = query(cte.columns, 1, {});
        parts.push_back(fmt::format("{} AS {}({})", cte.alias, choices_.chance(20) ? "MATERIALIZED " : "", text));
        break;
      }
    }
    ctes_.push_back(cte);
  }
  return fmt::format("WITH {}{} ", recursive ? "RECURSIVE " : "", joined(parts, ", "));
}

std::string StatementWriter::recursive_expression(const std::string& name) {
  note("recursive CTE");
  VisibleSource self{
      name, nullptr, {{"id", ValueType::kId, -1, "", false}, {"org_id", ValueType::kId, 0, "", false}}, false};
  Columns wanted = self.columns;
  const std::string anchor = select(wanted, 0, {});
  const bool is_keyed = wanted[1].level == 0;
  VisibleSource next;
  const TableShape& table = choices_.one_of(catalog_.tables);
  next = {alias(), &table, table.columns, false};
  self.columns[1].level = is_keyed ? 0 : -1;
  std::vector<std::string> conditions = {fmt::format(
      "{} = {}", column_of(ValueType::kId, -1, {next}).empty() ? "1" : column_of(ValueType::kId, -1, {next}),
      next.columns.empty() || column_of(ValueType::kId, -1, {next}).empty() ? "1" : name + ".id")};
  const std::string made = choices_.chance(80) ? tie(next, {self}) : near_miss(next);
  if (!made.empty()) conditions.push_back(made);
  const std::string id = column_of(ValueType::kId, -1, {next});
  const std::string key =
      next.key(0) != nullptr && choices_.chance(70) ? next.alias + "." + next.key(0)->name : name + ".org_id";
  ctes_.push_back(self);
  return fmt::format("{}(id, org_id) AS ({} UNION SELECT {}, {} FROM {} {}, {} WHERE {})", name, anchor,
                     id.empty() ? name + ".id" : id, key, table.name, next.alias, name, joined(conditions, " AND "));
}

}  // namespace ringfence::tests
