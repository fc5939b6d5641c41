// How a random statement is put together: sources, predicates over them, queries around them, writes.
#pragma once

#include <string>
#include <vector>

#include "tests/oracle/random_statement.h"

namespace ringfence::tests {

/// What FROM makes visible under one alias.
struct VisibleSource {
  std::string alias;
  const TableShape* table = nullptr;  ///< Null: derived table, CTE.
  std::vector<ColumnShape> columns;
  bool nullable = false;  ///< An outer join may have made its columns NULL.

  const ColumnShape* key(int level) const;
};
using Scope = std::vector<VisibleSource>;
using Columns = std::vector<ColumnShape>;

class StatementWriter {
 public:
  StatementWriter(const RandomCatalog& catalog, Choices& choices);
  RandomStatement write();

 private:
  // Queries (random_query.cpp). `outer`: what a correlated subquery sees. Columns wanted say type, name and level; of
  // the level they get a key where there is one.
  std::string query(Columns& wanted, int depth, const Scope& outer);
  std::string select(Columns& wanted, int depth, const Scope& outer);
  std::string set_operation(Columns& wanted, int depth, const Scope& outer);
  std::string select_list(Columns& wanted, const Scope& scope, int depth, bool plain);
  std::string grouped(const Columns& wanted, const std::string& from, const std::string& where, const Scope& scope);
  std::string scalar_subquery(ValueType type, int depth, const Scope& outer);
  std::string common_table_expressions();
  std::string recursive_expression(const std::string& name);
  Columns random_columns(uint32_t most);

  // FROM (random_from.cpp).
  std::string from_clause(Scope& scope, std::vector<std::string>& where, int depth, const Scope& outer);
  std::string source(VisibleSource& made, int depth, const Scope& outer);
  std::string join(Scope& scope, std::vector<std::string>& where, int depth, const Scope& outer);
  std::string join_condition(const VisibleSource& added, const Scope& scope);
  std::string full_join_condition(const VisibleSource& added, const Scope& reach, const std::string& on);
  std::string alias();

  // Predicates (random_predicate.cpp).
  std::string tie(const VisibleSource& source, const Scope& others);
  std::string tie_to_parent(const VisibleSource& source);
  std::string equals(const std::string& column, int level);
  std::string near_miss(const VisibleSource& source);
  std::string predicate(const Scope& scope, int depth);
  std::string subquery_predicate(const Scope& scope, int depth);
  std::string comparison(const Scope& scope);
  void tie_sources(const Scope& scope, const Scope& outer, std::vector<std::string>& where, int depth);

  // Values.
  std::string value(ValueType type, int level, const Scope& scope, int depth);
  std::string column_of(ValueType type, int level, const Scope& scope);
  std::string nullable_column_of(ValueType type, const Scope& scope);
  std::string literal(ValueType type);
  std::string free_parameter(ValueType type);
  std::string term(int level);
  std::string id_list_parameter();

  // Writes (random_write.cpp).
  std::string write_statement(int depth);
  std::string update(int depth);
  std::string remove(int depth);
  std::string insert(int depth);
  std::string merge(int depth);
  std::string conflict_clause(const TableShape& table, const std::string& alias);
  std::string assignments(const VisibleSource& target, const Scope& scope, int depth);
  std::string inserted_value(const TableShape& table, const ColumnShape& column, const Scope& scope);
  std::string returning(const VisibleSource& target, const Scope& scope);
  const TableShape& writable_table();

  void note(const char* construct) { made_.constructs.insert(construct); }
  bool is_two_level() const { return catalog_.terms.size() > 1; }

  const RandomCatalog& catalog_;
  Choices& choices_;
  RandomStatement made_;
  int aliases_ = 0;
  bool in_with_ = false;
  size_t reach_ = 0;                 ///< Index of the first source that ON can name.
  std::vector<VisibleSource> ctes_;  ///< `alias` is the name.
};

std::string joined(const std::vector<std::string>& parts, const std::string& between);

}  // namespace ringfence::tests
