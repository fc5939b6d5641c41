#include "lint/analysis/context.h"

#include <algorithm>

#include "lint/analysis/undeclared_references.h"

namespace ringfence::analysis {

namespace {

constexpr size_t kMostRows = 96;
constexpr int kDeepestImplied = 8;

}  // namespace

Context::Context(Node fixed, size_t relations, bool keep_reasons)
    : base_of(relations, kNothing), fixed_(fixed), keep_reasons_(keep_reasons) {
  add_nodes(fixed);
}

Node Context::add_nodes(int count) {
  const Node first = node_count();
  values_.resize(values_.size() + static_cast<size_t>(count));
  for (Node node = first; node < first + count; ++node) values_[static_cast<size_t>(node)].parent = node;
  return first;
}

Node Context::find(Node node) const {
  Node at = node;
  while (value(at).parent != at) {
    values_[static_cast<size_t>(at)].parent = value(value(at).parent).parent;
    at = value(at).parent;
  }
  return at;
}

void Context::unite(Node a, Node b) {
  if (a == kNothing || b == kNothing) return;
  Node low = find(a);
  Node high = find(b);
  if (low == high) return;
  if (high < low) std::swap(low, high);
  Value& kept = values_[static_cast<size_t>(low)];
  Value& merged = values_[static_cast<size_t>(high)];
  merged.parent = low;
  kept.not_null = kept.not_null || merged.not_null;
  kept.null = kept.null || merged.null;
  impossible = impossible || (kept.null && kept.not_null) || (kept.number && merged.number && kept.number != merged.number);
  if (!kept.number) kept.number = merged.number;
}

void Context::set_number(Node node, int64_t number) { values_[static_cast<size_t>(find(node))].number = number; }

void Context::set_not_null(Node node) {
  if (node == kNothing) return;
  Value& of = values_[static_cast<size_t>(find(node))];
  of.not_null = true;
  impossible = impossible || of.null;
}

void Context::set_null(Node node) {
  if (node == kNothing) return;
  Value& of = values_[static_cast<size_t>(find(node))];
  of.null = true;
  impossible = impossible || of.not_null;
}

Node Context::add_row(const Table& table, Node base, bool implied, int depth) {
  for (size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].not_null) set_not_null(base + static_cast<Node>(i));
  set_not_null(base + static_cast<Node>(table.columns.size()));
  Row row;
  row.table = &table;
  row.base = base;
  row.implied = implied;
  row.depth = depth;
  rows.push_back(std::move(row));
  return base;
}

namespace {

// Whether the row is certain to be under the key's index: a partial one has only the rows of its predicate.
bool covers(const Context& context, const UniqueKey& key, const Row& row, const Literals& literals) {
  if (key.over_expressions || key.columns.empty()) return false;
  if (!key.predicate.empty() && key.conditions.empty()) return false;
  return std::all_of(key.conditions.begin(), key.conditions.end(), [&](const ColumnCondition& condition) {
    const Node node = row.base + condition.column;
    if (condition.kind == ColumnCondition::Kind::kIsNull) return context.is_null(node);
    if (condition.kind == ColumnCondition::Kind::kIsNotNull) return context.not_null(node);
    const auto literal = literals.find(condition.value);
    return literal != literals.end() && context.same(node, literal->second);
  });
}

bool identifies(const Context& context, const UniqueKey& key, const Row& a, const Row& b, const Literals& literals) {
  if (!covers(context, key, a, literals) || !covers(context, key, b, literals)) return false;
  for (const int column : key.columns)
    if (!context.same(a.base + column, b.base + column) || !context.not_null(a.base + column)) return false;
  return true;
}

// A generated id that no constraint declares unique is taken for unique where references are taken for consistent.
bool same_surrogate(const Context& context, const Row& a, const Row& b) {
  return std::any_of(a.table->reference_columns.begin(), a.table->reference_columns.end(), [&](int column) {
    return a.table->columns[static_cast<size_t>(column)].surrogate && context.same(a.base + column, b.base + column);
  });
}

bool same_row(const Context& context, const Row& a, const Row& b, const Literals& literals, const UniqueKey** by) {
  for (const UniqueKey& key : a.table->unique_keys)
    if (identifies(context, key, a, b, literals)) {
      *by = &key;
      return true;
    }
  const auto ctid = static_cast<Node>(a.table->columns.size());
  *by = nullptr;
  return context.same(a.base + ctid, b.base + ctid);
}

// Two rows of one table that agree on a unique key are one row: they agree on every column.
bool merge_same_rows(Context& context, const Literals& literals, bool trust_surrogates) {
  bool changed = false;
  for (size_t i = 0; i < context.rows.size(); ++i)
    for (size_t j = i + 1; j < context.rows.size(); ++j) {
      const Row& a = context.rows[i];
      const Row& b = context.rows[j];
      const UniqueKey* by = nullptr;
      if (a.table != b.table || a.written || b.written || a.base == b.base) continue;
      // Merged already: they agree on ctid, which nothing else makes equal.
      if (context.same(a.base + static_cast<Node>(a.table->columns.size()),
                       b.base + static_cast<Node>(b.table->columns.size())) &&
          context.same(a.base, b.base))
        continue;
      if (!same_row(context, a, b, literals, &by) && !(trust_surrogates && same_surrogate(context, a, b))) continue;
      const auto columns = static_cast<Node>(a.table->columns.size());
      for (Node column = 0; column <= columns; ++column) {
        if (context.same(a.base + column, b.base + column)) continue;
        context.unite(a.base + column, b.base + column, [&](Node x, Node y) {
          const Table& table = *context.rows[i].table;
          const std::string key = by == nullptr ? "ctid" : table.columns[static_cast<size_t>(by->columns[0])].name;
          return Edge{x, y, "the same row of " + table.name + ": " + key + " is unique",
                      by ? by->declared_at : Place()};
        });
        changed = true;
      }
    }
  return changed;
}

bool all_not_null(const Context& context, Node base, const std::vector<int>& columns) {
  return std::all_of(columns.begin(), columns.end(), [&](int column) { return context.not_null(base + column); });
}

bool is_owner_path(const Table& table, int foreign_key) {
  const std::vector<int>& parents = table.ownership.parents;
  const auto nearest = parents.begin() + std::min<std::ptrdiff_t>(table.ownership.nearest_parents,
                                                                  static_cast<std::ptrdiff_t>(parents.size()));
  return table.ownership.owner_class == OwnerClass::kVia && std::find(parents.begin(), nearest, foreign_key) != nearest;
}

// Whether knowing the row behind this foreign key can help: it decides the owner, or it may turn out to be a row that
// is there already.
bool is_useful(const Context& context, const Row& row, int index, const ForeignKey& key) {
  if (is_owner_path(*row.table, index)) return true;
  if (row.depth > 0 || !key.target->is_owned()) return false;
  for (const Row& other : context.rows)
    if (&other != &row) {
      if (other.table == key.target) return true;
      for (const ForeignKey& sibling : other.table->foreign_keys)
        if (!other.implied && sibling.target == key.target) return true;
    }
  return false;
}

// A foreign key without NULLs refers to a row that exists.
bool add_referenced_rows(Context& context) {
  bool changed = false;
  for (size_t i = 0; i < context.rows.size() && context.rows.size() < kMostRows; ++i) {
    if (context.rows[i].depth >= kDeepestImplied) continue;
    const Table& table = *context.rows[i].table;
    for (size_t k = 0; k < table.foreign_keys.size(); ++k) {
      const ForeignKey& key = table.foreign_keys[k];
      if (key.target == nullptr || key.not_valid || key.columns.size() != key.target_columns.size()) continue;
      const Row& row = context.rows[i];
      const bool known = std::any_of(row.parents.begin(), row.parents.end(),
                                     [&](const auto& parent) { return parent.first == static_cast<int>(k); });
      if (known || !is_useful(context, row, static_cast<int>(k), key) || !all_not_null(context, row.base, key.columns))
        continue;
      const Node child = row.base;
      const int depth = row.depth + 1;
      const Node base = context.add_nodes(static_cast<int>(key.target->columns.size()) + 1);
      context.add_row(*key.target, base, true, depth);
      context.rows[i].parents.emplace_back(static_cast<int>(k), static_cast<int>(context.rows.size()) - 1);
      for (size_t c = 0; c < key.columns.size(); ++c)
        context.unite(child + key.columns[c], base + key.target_columns[c], [&](Node x, Node y) {
          return Edge{x, y,
                      table.name + "." + table.columns[static_cast<size_t>(key.columns[c])].name + " refers to " +
                          key.target->name,
                      key.declared_at};
        });
      changed = true;
    }
  }
  return changed;
}

bool tie_given_rows(Context& context, Node tenant) {
  bool changed = false;
  for (size_t i = 0; i < context.rows.size(); ++i) {
    if (!context.rows[i].tenants_own) continue;
    for (const Node owner : owner_nodes(context, i))
      if (owner != kNothing && !context.same(owner, tenant)) {
        context.unite(owner, tenant, [&](Node x, Node y) { return Edge{x, y, "the row is the tenant's own", {}}; });
        changed = true;
      }
  }
  return changed;
}

// The tenant's own row, found by any unique key: `organizations.slug = $1`.
bool tie_named_roots(Context& context, const Literals& literals,
                     const std::vector<std::pair<Node, Node>>& tenant_of_term) {
  bool changed = false;
  for (size_t i = 0; i < context.rows.size(); ++i) {
    const Row& row = context.rows[i];
    const Ownership& ownership = row.table->ownership;
    if (ownership.owner_class != OwnerClass::kRoot || ownership.keys.empty() || ownership.keys[0] == kNothing) continue;
    const Node owner = row.base + ownership.keys[0];
    for (const UniqueKey& key : row.table->unique_keys) {
      if (key.columns.size() != 1 || !covers(context, key, row, literals)) continue;
      for (const auto& [term, tenant] : tenant_of_term) {
        if (!context.same(row.base + key.columns[0], term) || context.same(owner, tenant)) continue;
        context.unite(owner, tenant, [&](Node x, Node y) {
          return Edge{x, y, "the tenant's own row, found by its unique key", key.declared_at};
        });
        changed = true;
      }
    }
  }
  return changed;
}

bool tie_consistent_parents(Context& context) {
  bool changed = false;
  for (size_t i = 0; i < context.rows.size(); ++i) {
    // What is there may be supposed to be consistent; what is about to be written is the question.
    const Row& row = context.rows[i];
    if (row.written && !row.supposed_consistent && row.table->ownership.owner_class != OwnerClass::kVia) continue;
    for (size_t p = 0; p < context.rows[i].parents.size(); ++p) {
      const auto [key, parent] = context.rows[i].parents[p];
      const std::vector<Node> own = owner_nodes(context, i);
      const std::vector<Node> theirs = owner_nodes(context, static_cast<size_t>(parent));
      for (size_t level = 0; level < std::min(own.size(), theirs.size()); ++level) {
        if (own[level] == kNothing || theirs[level] == kNothing || context.same(own[level], theirs[level])) continue;
        const Table* table = context.rows[i].table;
        context.unite(own[level], theirs[level], [&, k = key](Node x, Node y) {
          const ForeignKey& crossing = table->foreign_keys[static_cast<size_t>(k)];
          return Edge{x, y,
                      "supposing that " + table->name + "." +
                          table->columns[static_cast<size_t>(crossing.columns[0])].name + " never crosses tenants",
                      crossing.declared_at};
        });
        changed = true;
      }
    }
  }
  return changed;
}

}  // namespace

std::vector<Node> owner_nodes(const Context& context, size_t index, int path) {
  const Row* row = &context.rows[index];
  for (int hop = 0; hop <= kDeepestImplied; ++hop) {
    const Ownership& ownership = row->table->ownership;
    if (ownership.owner_class != OwnerClass::kVia) {
      std::vector<Node> nodes;
      for (const int key : ownership.keys) nodes.push_back(key == kNothing ? kNothing : row->base + key);
      return nodes;
    }
    const size_t wanted = hop == 0 ? static_cast<size_t>(path) : 0;
    if (wanted >= ownership.parents.size()) return {};
    const int key = ownership.parents[wanted];
    const auto parent =
        std::find_if(row->parents.begin(), row->parents.end(), [&](const auto& p) { return p.first == key; });
    if (parent == row->parents.end()) return {};
    row = &context.rows[static_cast<size_t>(parent->second)];
  }
  return {};
}

static void notice_contradictions(Context& context) {
  for (const auto& [a, b] : context.different) context.impossible = context.impossible || context.same(a, b);
}

void chase(Context& context, const ChaseOptions& options) {
  static const Literals kNone;
  const Literals& literals = options.literals == nullptr ? kNone : *options.literals;
  // Every round adds an equality or a row, and both are bounded.
  bool changed = true;
  while (changed) {
    changed = merge_same_rows(context, literals, options.consistent_foreign_keys);
    changed = add_referenced_rows(context) || changed;
    if (options.tenant != kNothing) changed = tie_given_rows(context, options.tenant) || changed;
    if (options.tenant_of_term != nullptr)
      changed = tie_named_roots(context, literals, *options.tenant_of_term) || changed;
    if (options.consistent_foreign_keys)
      changed = tie_consistent_parents(context) || tie_undeclared_references(context) || changed;
  }
  notice_contradictions(context);
}

}  // namespace ringfence::analysis
