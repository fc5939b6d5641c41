// Predicates: what ties a source to the tenant, what only looks as if it did, and what has nothing to do with it.
#include <fmt/format.h>

#include "tests/oracle/statement_writer.h"

namespace ringfence::tests {

std::string StatementWriter::term(int level) {
  const std::string& text = catalog_.terms[static_cast<size_t>(level)];
  return catalog_.terms_are_parameters && choices_.chance(30) ? text + "::" + catalog_.id_type : text;
}

std::string StatementWriter::equals(const std::string& column, int level) {
  const std::string t = term(level);
  const uint32_t by_root = level == 0 ? 4 : 0;  // The root's id is the first level.
  switch (choices_.weighted({50, 8, 6, 5, 4, 3, 4, by_root, by_root, by_root, 3, 3})) {
    case 1: return t + " = " + column;
    case 2: note("IN list"); return fmt::format("{} IN ({})", column, t);
    case 3: note("= ANY"); return fmt::format("{} = ANY (ARRAY[{}])", column, t);
    case 4: note("BETWEEN"); return fmt::format("{0} BETWEEN {1} AND {1}", column, t);
    case 5: note("NOT <>"); return fmt::format("NOT ({} <> {})", column, t);
    case 6: note("NOT DISTINCT"); return fmt::format("{} IS NOT DISTINCT FROM {}", column, t);
    case 7:
      note("tie by IN subquery");
      return fmt::format("{} IN (SELECT o.id FROM orgs o WHERE o.id = {})", column, t);
    case 8:
      note("tie by scalar subquery");
      return fmt::format("{} = (SELECT o.id FROM orgs o WHERE o.id = {})", column, t);
    case 9:
      note("tie by EXISTS");
      return fmt::format("EXISTS (SELECT 1 FROM orgs o WHERE o.id = {} AND o.id = {})", column, t);
    case 10: note("OR"); return fmt::format("({0} = {1} AND 1 = 1 OR {1} = {0})", column, t);
    case 11: note("row comparison"); return fmt::format("({}, 1) = ({}, 1)", column, t);
    default: return column + " = " + t;
  }
}

std::string StatementWriter::tie(const VisibleSource& source, const Scope& others) {
  std::vector<std::string> parts;
  for (int level = 0; level < static_cast<int>(catalog_.terms.size()); ++level) {
    const ColumnShape* key = source.key(level);
    if (key == nullptr) continue;
    std::vector<const VisibleSource*> keyed;
    for (const VisibleSource& other : others)
      if (other.alias != source.alias && other.key(level) != nullptr) keyed.push_back(&other);
    const std::string column = source.alias + "." + key->name;
    if (!keyed.empty() && choices_.chance(35)) {
      const VisibleSource& other = *choices_.one_of(keyed);
      parts.push_back(fmt::format("{} = {}.{}", column, other.alias, other.key(level)->name));
    } else {
      parts.push_back(equals(column, level));
    }
  }
  if (source.table != nullptr && source.table->ownership == TableShape::Ownership::kMixed && !parts.empty() &&
      choices_.chance(40)) {
    note("mixed");
    return fmt::format(
        "({} OR {}.org_id IS NULL{})", joined(parts, " AND "), source.alias,
        source.key(1) == nullptr ? std::string() : fmt::format(" AND {}.client_id IS NULL", source.alias));
  }
  if (parts.empty()) return tie_to_parent(source);
  return joined(parts, " AND ");
}

// A row that hangs on another is the tenant's where that one is.
std::string StatementWriter::tie_to_parent(const VisibleSource& source) {
  if (source.table == nullptr || source.table->via.empty() || source.table->column(source.table->via) == nullptr)
    return {};
  const ColumnShape& reference = *source.table->column(source.table->via);
  const TableShape* parent = nullptr;
  for (const TableShape& table : catalog_.tables)
    if (table.name == reference.refers_to) parent = &table;
  VisibleSource above{alias(), parent, parent->columns, false};
  const std::string inner = tie(above, {});
  const std::string column = source.alias + "." + reference.name;
  note("parent by subquery");
  if (choices_.chance(50))
    return fmt::format("EXISTS (SELECT 1 FROM {} {} WHERE {}.id = {} AND {})", parent->name, above.alias, above.alias,
                       column, inner);
  return fmt::format("{} IN (SELECT {}.id FROM {} {} WHERE {})", column, above.alias, parent->name, above.alias, inner);
}

std::string StatementWriter::near_miss(const VisibleSource& source) {
  const ColumnShape* key = source.key(0);
  if (key == nullptr) return comparison({source});
  const std::string k = source.alias + "." + key->name;
  const std::string t = term(0);
  note("near miss");
  switch (choices_.weighted({10, 10, 10, 8, 10, 10, 8, 8, 8, 8, 8, 6, 6, 6, 6})) {
    case 0: return k + " >= " + t;
    case 1: return k + " = " + free_parameter(ValueType::kId);
    case 2: return fmt::format("coalesce({}, {}) = {}", t, k, k);
    case 3: return fmt::format("({} = {} OR {})", k, t, comparison({source}));
    case 4: return fmt::format("({} IS NULL OR {} = {})", free_parameter(ValueType::kId), k, t);
    case 5: return fmt::format("NOT ({} = {})", k, t);
    case 6: return fmt::format("{} IN ({}, {})", k, t, free_parameter(ValueType::kId));
    case 7: return fmt::format("{} = ANY ({})", k, id_list_parameter());
    case 8: return fmt::format("coalesce({}, {}) = {}", k, t, t);
    case 9: return fmt::format("{} = {}", column_of(ValueType::kId, -1, {source}), t);
    case 10: return fmt::format("CASE WHEN {} THEN {} = {} ELSE true END", comparison({source}), k, t);
    case 11: return fmt::format("({} = {}) IS NOT FALSE", k, t);
    case 12: return fmt::format("({} IS NULL OR {} = {})", k, k, t);
    case 13: return fmt::format("{} NOT IN (SELECT o.id FROM orgs o WHERE o.id <> {})", k, t);
    default: note("literal key"); return k + " = " + literal(ValueType::kId);
  }
}

std::string StatementWriter::comparison(const Scope& scope) {
  const ValueType type = static_cast<ValueType>(choices_.below(3));
  const std::string left = column_of(type, -1, scope);
  if (left.empty()) return "true";
  switch (choices_.weighted({30, 25, 10, 10, 10, 15})) {
    case 0: return fmt::format("{} = {}", left, literal(type));
    case 1: return fmt::format("{} = {}", left, free_parameter(type));
    case 2: return fmt::format("{} <= {}", literal(type), left);
    case 3: {
      const std::string nullable = nullable_column_of(type, scope);
      return nullable.empty() ? left + " IS NOT NULL" : nullable + " IS NULL";
    }
    case 4: return left + " IS NOT NULL";
    default: return fmt::format("{} <> {}", left, literal(type));
  }
}

std::string StatementWriter::predicate(const Scope& scope, int depth) {
  switch (choices_.weighted({50, 10, 8, 6, depth > 0 ? 26U : 0U})) {
    case 1: note("OR"); return fmt::format("({} OR {})", comparison(scope), comparison(scope));
    case 2: {
      const std::string text = column_of(ValueType::kText, -1, scope);
      return text.empty() ? "true" : fmt::format("NOT ({} = {})", text, literal(ValueType::kText));
    }
    case 3: {
      const std::string left = column_of(ValueType::kId, -1, scope), right = column_of(ValueType::kId, -1, scope);
      return left.empty() ? "true" : left + " = " + right;
    }
    case 4: return subquery_predicate(scope, depth - 1);
    default: return comparison(scope);
  }
}

std::string StatementWriter::subquery_predicate(const Scope& scope, int depth) {
  Columns wanted = {{"c1", static_cast<ValueType>(choices_.below(3)), -1, "", false}};
  const std::string left = column_of(wanted[0].type, -1, scope);
  switch (left.empty() ? 0 : choices_.weighted({35, 15, 30, 8, 12})) {
    case 0: note("EXISTS"); return fmt::format("EXISTS ({})", query(wanted, depth, scope));
    case 1: note("NOT EXISTS"); return fmt::format("NOT EXISTS ({})", query(wanted, depth, scope));
    case 2: note("IN subquery"); return fmt::format("{} IN ({})", left, query(wanted, depth, scope));
    case 3: note("NOT IN subquery"); return fmt::format("{} NOT IN ({})", left, query(wanted, depth, scope));
    default: return fmt::format("{} = {}", left, scalar_subquery(wanted[0].type, depth, scope));
  }
}

// One source in five is tied badly or not at all.
void StatementWriter::tie_sources(const Scope& scope, const Scope& outer, std::vector<std::string>& where, int depth) {
  Scope all = scope;
  all.insert(all.end(), outer.begin(), outer.end());
  for (const VisibleSource& source : scope) {
    std::string made;
    switch (choices_.weighted({80, 12, 8})) {
      case 0: made = source.table != nullptr && !source.table->is_owned() ? "" : tie(source, all); break;
      case 1: made = near_miss(source); break;
      default: break;
    }
    if (!made.empty()) where.push_back(made);
  }
  if (choices_.chance(35)) where.push_back(predicate(all, depth));
}

}  // namespace ringfence::tests
