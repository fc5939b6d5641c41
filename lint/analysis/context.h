// What holds for one combination of rows: which values are equal, which rows are in it, and what keys and foreign keys
// make of that (the chase of dependency theory: Abiteboul, Hull, Vianu, Foundations of Databases, ch. 8).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/proof.h"
#include "ringfence/query.h"

namespace ringfence::analysis {

/// A value: a parameter, a constant, a column of a row. Nodes below `fixed` are the statement's own and the same in
/// every context.
using Node = int32_t;

/// A row of a table that is certain to exist in the combination.
struct Row {
  const Table* table = nullptr;
  Node base = 0;             ///< Node of column 0; the columns follow, then ctid.
  bool implied = false;      ///< Follows from a foreign key; no relation of the statement is it.
  bool tenants_own = false;  ///< Given to be the tenant's (NEW and OLD of a trigger, or a supposition).
  bool written = false;      ///< As the statement will write it: another row than any that is there now.
  bool supposed_consistent = false;  ///< Of a written row: its references count among those that may be supposed not to cross.
  int depth = 0;             ///< Foreign keys away from a relation of the statement.
  std::vector<std::pair<int, int>> parents;  ///< (foreign key, row it refers to)
};

/// A predicate of which one branch holds, not yet known which.
struct Disjunction {
  ExpressionId expression = kNothing;
  bool negated = false;       ///< NOT (a AND b)
  std::vector<Node> base_of;  ///< What the relations in it meant where it stands.
};

/// `node` is one of the values of the set `source` (a parameter's node, or kNothing for a list of mixed values).
struct Membership {
  Node node = kNothing;
  Node source = kNothing;
  ExpressionId written = kNothing;
};

struct Edge {
  Node a = kNothing;
  Node b = kNothing;
  std::string text;
  Place at;
};

class Context {
 public:
  Context(Node fixed, size_t relations, bool keep_reasons);

  Node add_nodes(int count);
  Node find(Node node) const;
  bool same(Node a, Node b) const { return a != kNothing && b != kNothing && find(a) == find(b); }
  /// a and b are the same value, or both NULL. `why` is called only where reasons are kept.
  template <class Why>
  void unite(Node a, Node b, Why&& why) {
    if (a == kNothing || b == kNothing) return;
    if (keep_reasons_) edges.push_back(why(a, b));
    unite(a, b);
  }
  void unite(Node a, Node b);
  void set_not_null(Node node);
  bool not_null(Node node) const { return value(find(node)).not_null; }
  void set_null(Node node);
  bool is_null(Node node) const { return value(find(node)).null; }
  /// `node` is this integer: what is equal to another one is contradictory.
  void set_number(Node node, int64_t number);

  /// Adds the row of a relation over `table`; its NOT NULL columns are not NULL.
  Node add_row(const Table& table, Node base, bool implied, int depth);
  Node node_count() const { return static_cast<Node>(values_.size()); }
  Node fixed() const { return fixed_; }
  bool keeps_reasons() const { return keep_reasons_; }

  std::vector<Row> rows;
  std::vector<Node> base_of;  ///< By relation: node of its column 0, kNothing where it is not in reach.
  std::vector<Disjunction> disjunctions;
  std::vector<Membership> memberships;
  std::vector<std::pair<Node, Node>> different;  ///< Neither is NULL, and they are not equal.
  std::vector<Node> opaque;  ///< Columns whose rows come from where we cannot look.
  std::vector<Edge> edges;
  bool impossible = false;  ///< No row gets here.

 private:
  /// Of an equivalence class the flags of its representative count.
  struct Value {
    Node parent = kNothing;
    bool not_null = false;
    bool null = false;
    std::optional<int64_t> number;
  };
  const Value& value(Node node) const { return values_[static_cast<size_t>(node)]; }

  Node fixed_;
  bool keep_reasons_;
  mutable std::vector<Value> values_;  ///< Finding a representative shortens the way to it.
};

/// Nodes of the constants of a statement, by their text; "true" and "false" are always there.
using Literals = std::unordered_map<std::string_view, Node>;

struct ChaseOptions {
  /// Suppose that no foreign key between owned tables crosses tenants.
  bool consistent_foreign_keys = false;
  Node tenant = kNothing;  ///< The node that stands for the tenant where a row is given to be its own.
  /// Pairs (term, tenant of that term): a root row that a unique key and the term name is that tenant's row.
  const std::vector<std::pair<Node, Node>>* tenant_of_term = nullptr;
  const Literals* literals = nullptr;  ///< The predicates of partial indexes speak of constants.
};

/// Applies unique keys and foreign keys until nothing new follows.
void chase(Context& context, const ChaseOptions& options);

/// Owner nodes of a row, one a level (kNothing where the table lacks the level or nothing is known). For a `via` table,
/// those of the parent row that its `path`-th nearest foreign key leads to.
std::vector<Node> owner_nodes(const Context& context, size_t row, int path = 0);

}  // namespace ringfence::analysis
