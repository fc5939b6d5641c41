// FROM: tables, views, CTEs and derived tables under all kinds of joins.
#include <fmt/format.h>

#include <utility>

#include "tests/oracle/statement_writer.h"

namespace ringfence::tests {

std::string StatementWriter::alias() { return fmt::format("t{}", ++aliases_); }

std::string StatementWriter::source(VisibleSource& made, int depth, const Scope& outer) {
  made.alias = alias();
  switch (choices_.weighted({75, ctes_.empty() ? 0U : 30U, depth > 0 ? 15U : 0U, 2})) {
    case 1: {
      const VisibleSource& cte = choices_.one_of(ctes_);
      made.columns = cte.columns;
      return cte.alias + " " + made.alias;
    }
    case 2: {
      note("derived table");
      made.columns = random_columns(3);
      const std::string text = query(made.columns, depth - 1, outer);
      return fmt::format("({}) {}", text, made.alias);
    }
    case 3:
      note("VALUES");
      made.columns = {{"column1", ValueType::kId, -1, "", false}, {"column2", ValueType::kNumber, -1, "", false}};
      return fmt::format("(VALUES ({}, {}), ({}, {})) {}", literal(ValueType::kId), literal(ValueType::kNumber),
                         literal(ValueType::kId), literal(ValueType::kNumber), made.alias);
    default: {
      const TableShape& table = choices_.one_of(catalog_.tables);
      if (table.is_view) note("view");
      made.table = &table;
      made.columns = table.columns;
      return table.name + " " + made.alias;
    }
  }
}

// Along a foreign key, by the tenant's keys, or by anything of the same type.
std::string StatementWriter::join_condition(const VisibleSource& added, const Scope& scope) {
  std::vector<std::string> parts;
  for (const VisibleSource& other : scope) {
    for (const auto& [from, to] : {std::pair(&added, &other), std::pair(&other, &added)})
      for (const ColumnShape& column : from->columns)
        if (!column.refers_to.empty() && column.level < 0 && to->table != nullptr &&
            to->table->name == column.refers_to && parts.empty() && choices_.chance(80))
          parts.push_back(fmt::format("{}.{} = {}.id", from->alias, column.name, to->alias));
    for (int level = 0; level < static_cast<int>(catalog_.terms.size()); ++level)
      if (added.key(level) != nullptr && other.key(level) != nullptr && choices_.chance(60))
        parts.push_back(
            fmt::format("{}.{} = {}.{}", other.alias, other.key(level)->name, added.alias, added.key(level)->name));
  }
  if (choices_.chance(15) || parts.empty()) {
    const ValueType type = static_cast<ValueType>(choices_.below(3));
    const std::string left = column_of(type, -1, {added}), right = column_of(type, -1, scope);
    parts.push_back(left.empty() || right.empty() ? "true" : left + " = " + right);
  }
  if (choices_.chance(25)) {
    const std::string made = choices_.chance(70) ? tie(added, scope) : predicate({added}, 0);
    if (!made.empty()) parts.push_back(made);
  }
  return joined(parts, " AND ");
}

// PostgreSQL runs a FULL JOIN only where ON compares one side with the other.
std::string StatementWriter::full_join_condition(const VisibleSource& added, const Scope& reach,
                                                 const std::string& on) {
  if (on.find(" AND ") == std::string::npos) return on;
  for (const ValueType type : {ValueType::kNumber, ValueType::kId, ValueType::kText}) {
    const std::string left = column_of(type, -1, {added}), right = column_of(type, -1, reach);
    if (!left.empty() && !right.empty()) return left + " = " + right;
  }
  return "1 = 1";
}

std::string StatementWriter::join(Scope& scope, std::vector<std::string>& where, int depth, const Scope& outer) {
  VisibleSource added;
  const size_t kind = choices_.weighted({40, 25, 15, 6, 5, depth > 0 ? 9U : 0U});
  Scope beside = outer;
  if (kind == 5) beside.insert(beside.end(), scope.begin(), scope.end());
  if (kind == 5) {
    // LATERAL wants a query.
    note("LATERAL");
    added.alias = alias();
    added.columns = random_columns(2);
    const std::string text = query(added.columns, depth - 1, beside);
    const std::string made = choices_.chance(50) ? fmt::format(" CROSS JOIN LATERAL ({}) {}", text, added.alias)
                                                 : fmt::format(" LEFT JOIN LATERAL ({}) {} ON true", text, added.alias);
    added.nullable = made.find("LEFT") != std::string::npos;
    scope.push_back(added);
    return made;
  }
  const std::string text = source(added, depth, outer);
  // A comma ends what ON can name.
  const Scope reach(kind == 2 ? scope.begin() : scope.begin() + static_cast<std::ptrdiff_t>(reach_), scope.end());
  const std::string on = join_condition(added, reach);
  std::string made;
  switch (kind) {
    case 0:
      note("inner join");
      made = fmt::format(" JOIN {} ON {}", text, on);
      break;
    case 1:
      note("left join");
      added.nullable = true;
      made = fmt::format(" LEFT JOIN {} ON {}", text, on);
      break;
    case 2:
      note("comma join");
      made = ", " + text;
      reach_ = scope.size();
      where.push_back(on);
      break;
    case 3:
      note("right join");
      for (VisibleSource& other : scope) other.nullable = true;
      made = fmt::format(" RIGHT JOIN {} ON {}", text, on);
      break;
    default:
      note("full join");
      for (VisibleSource& other : scope) other.nullable = true;
      added.nullable = true;
      if (reach.size() == 1 && reach[0].key(0) != nullptr && added.key(0) != nullptr &&
          reach[0].key(0)->name == added.key(0)->name && choices_.chance(40)) {
        note("USING");
        made = fmt::format(" FULL JOIN {} USING ({})", text, added.key(0)->name);
        if (choices_.chance(70)) where.push_back(added.key(0)->name + " = " + term(0));
        break;
      }
      made = fmt::format(" FULL JOIN {} ON {}", text, full_join_condition(added, reach, on));
      break;
  }
  scope.push_back(added);
  return made;
}

std::string StatementWriter::from_clause(Scope& scope, std::vector<std::string>& where, int depth, const Scope& outer) {
  const size_t reach_outside = std::exchange(reach_, 0);
  VisibleSource first;
  std::string text = source(first, depth, outer);
  scope.push_back(first);
  const size_t more = choices_.weighted({50, 35, 15});
  for (size_t i = 0; i < more; ++i) text += join(scope, where, depth, outer);
  reach_ = reach_outside;
  return text;
}

}  // namespace ringfence::tests
