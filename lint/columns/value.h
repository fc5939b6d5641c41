// What becomes of a value on its way into a column, as far as SQL shows it.
#pragma once

#include <string>

#include "ringfence/catalog.h"
#include "ringfence/column_facts.h"
#include "ringfence/policy.h"
#include "ringfence/query.h"

namespace ringfence::columns {

struct Value {
  CredentialWrite::Form form = CredentialWrite::Form::kUnknown;
  std::string given;
  int parameter = 0;
  Span at;
};

/// A base table's column that an expression is, through subqueries and casts.
struct BaseColumn {
  const Table* table = nullptr;
  int column = -1;
  RelationId relation = kNothing;
  explicit operator bool() const { return table != nullptr && column >= 0; }
};
BaseColumn base_column(const Query& query, ExpressionId id);

class ValueJudge {
 public:
  ValueJudge(const Query& query, const Catalog& catalog, const ColumnClasses& classes, const Policy& policy)
      : query_(query), catalog_(catalog), classes_(classes), policy_(policy) {}

  /// Of what is written to `column` of `table`, whose kind is `kind`.
  Value judge(ExpressionId id, const Table& table, int column, const DataKind& kind) const;

 private:
  struct Target {
    const Table& table;
    int column;
    const DataKind& kind;
  };
  Value judged(ExpressionId id, const Target& target, int depth) const;
  Value of_constant(const Expression& expression) const;
  Value of_column(ExpressionId id, const Target& target) const;
  Value of_call(ExpressionId id, const Target& target, int depth) const;
  Value of_digest(const Expression& call, const Target& target) const;
  Value of_children(const Expression& expression, const Target& target, int depth) const;
  Value of_subquery(const Expression& expression, const Target& target, int depth) const;
  bool is_declared(std::string_view function) const;
  bool produces_inside(std::string_view function) const;
  bool calls_random(const Expression& expression, int depth) const;

  const Query& query_;
  const Catalog& catalog_;
  const ColumnClasses& classes_;
  const Policy& policy_;
};

/// Where an expression stands, at least one token long.
Place place_of(const SqlText& text, Span at);

}  // namespace ringfence::columns
