// Which names mean what at one place of a statement.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "lint/sql/node.h"
#include "ringfence/query.h"

namespace ringfence::sql {

/// One WITH entry. Bound once, where it is defined; every reference is a relation of its own over the same block.
struct CommonTable {
  std::string_view name;
  BlockId block = kNothing;
  std::vector<std::string_view> columns;  ///< Output names, after the column list.
  bool data_modifying = false;
  /// While the recursive arm is being bound, the name means the CTE's own previous rows.
  bool being_bound = false;
  RelationId recursive_reference = kNothing;
};

/// WITH names in reach, innermost first. A later entry of one WITH hides an earlier one of an outer WITH.
struct CteScope {
  const CteScope* outer = nullptr;
  std::deque<CommonTable> tables;

  const CommonTable* find(std::string_view name) const;
};

/// A column that USING or NATURAL merged: the unqualified name means `value`.
struct MergedColumn {
  std::string_view name;
  ExpressionId value = kNothing;
};

/// Relations in reach of an expression, with the scopes of the enclosing queries behind.
struct Scope {
  const Scope* outer = nullptr;
  std::vector<RelationId> relations;
  std::vector<MergedColumn> merged;
  std::vector<std::pair<std::string_view, Node>> windows;  ///< WINDOW clause: name and definition.
  BlockId block = kNothing;  ///< Whose aggregates and windows are being called; kNothing in FROM functions.
};

}  // namespace ringfence::sql
