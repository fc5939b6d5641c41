// One statement as the prover sees it: its values numbered, its tenant terms found.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lint/analysis/context.h"
#include "lint/analysis/terms.h"
#include "ringfence/query.h"

namespace ringfence::analysis {

/// Immutable for all runs over one statement. Keeps references to what it is made of.
class Problem {
 public:
  /// `closures` may be null.
  Problem(const Query& query, const Catalog& catalog, const Terms& terms, const RowClosures* closures = nullptr);

  const Query& query;
  const Catalog& catalog;
  const Terms& terms;
  bool in_routine = false;  ///< The parameters are a routine's own.
  int levels = 1;
  Node fixed = 0;   ///< How many nodes every context starts with.
  Node tenant = 0;  ///< Stands for the tenant of rows given to be its own.
  std::vector<std::pair<Node, Node>> tenant_of_term;
  Literals literals;
  std::vector<std::pair<Node, int64_t>> numbers;  ///< Integers among them.
  /// By node below `fixed`: which term it is, as a bit; 0: none. Index: level, node.
  std::vector<std::vector<uint64_t>> term_bits;
  std::vector<std::string> term_names;  ///< By bit.
  std::vector<uint8_t> is_literal;      ///< By node below `fixed`.
  std::vector<uint8_t> is_parameter;
  std::vector<uint8_t> is_trusted_set;  ///< By node below `fixed`.

  /// A row of `table` whose `column` is `node` names one of the caller's tenants.
  struct Member {
    const Table* table = nullptr;
    int column = kNothing;
    Node node = kNothing;
  };
  std::vector<Member> members;
  std::vector<RowClosure> closures;          ///< By relation: what row-level security does for the rows that are there.
  std::vector<RowClosure> written_closures;  ///< By write: … for those it writes.
  std::vector<RowClosure> conflict_closures; ///< By write: … for those that ON CONFLICT … DO UPDATE may hit.
  /// Row-level security ties the rows of the relation to one tenant, the same for all relations of which that is said.
  bool is_tenants_own(RelationId id, bool consistent) const;

  /// By relation: its rows are only about to be written.
  std::vector<uint8_t> is_new_row;

  /// COPY … TO of a table that row-level security closes.
  bool copies_own_rows(const BulkCommand& command) const;

  /// What the call of a function stands for: its body's value, unless the call itself is a term.
  ExpressionId opened(ExpressionId id) const;
  Node parameter_node(int number) const;
  Node truth_node(bool value) const { return literals.at(value ? "true" : "false"); }
  /// Node of a constant, stable expression or local variable; kNothing for other kinds.
  Node constant_node(ExpressionId id) const { return constant_nodes_[static_cast<size_t>(id)]; }

 private:
  uint64_t bit_of(const std::string& name);
  void find_members();
  void ask(const RowClosures& closures);

  const RowClosures* asked_ = nullptr;
  std::string closing_term_;  ///< What the relations that are closed by one term are tied to, of the first of them.
  std::vector<Node> constant_nodes_;
  std::vector<std::pair<int, Node>> parameter_nodes_;
};

}  // namespace ringfence::analysis
