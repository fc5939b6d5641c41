#include "lint/analysis/undeclared_references.h"

#include <algorithm>

namespace ringfence::analysis {

namespace {

bool is_declared_elsewhere(const Table& table, size_t column, const Table& target) {
  return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& key) {
    return key.target != nullptr && key.target != &target &&
           std::find(key.columns.begin(), key.columns.end(), static_cast<int>(column)) != key.columns.end();
  });
}

// `parent_task_external_id` refers to an `external_id`.
bool names_the_other(const Column& reference, const Column& id) {
  return id.type == "uuid" && id.not_null && id.name.ends_with("id") && reference.name.size() > id.name.size() + 1 &&
         reference.name.ends_with("_" + id.name);
}

bool is_tenant_key(const Table& table, int column) {
  const std::vector<int>& keys = table.ownership.keys;
  return std::find(keys.begin(), keys.end(), column) != keys.end();
}

// Not an id that a key holds unique within a tenant only: another tenant may have the same.
bool names_one_row(const Table& table, int column) {
  if (table.columns[static_cast<size_t>(column)].has_default) return true;
  bool within_tenant = false;
  for (const UniqueKey& key : table.unique_keys) {
    if (key.over_expressions || std::find(key.columns.begin(), key.columns.end(), column) == key.columns.end()) continue;
    if (key.columns.size() == 1) return true;
    within_tenant = within_tenant || std::any_of(key.columns.begin(), key.columns.end(),
                                                 [&](int other) { return is_tenant_key(table, other); });
  }
  return !within_tenant;
}

// A value that equals a generated id, or two values that are named as references to one owned table, refer to one row.
bool refers_undeclared(const Context& context, const Row& a, const Row& b) {
  for (const int i : a.table->reference_columns) {
    const Column& one = a.table->columns[static_cast<size_t>(i)];
    if (!one.surrogate && one.implied_target == nullptr && one.type != "uuid") continue;
    for (const int j : b.table->reference_columns) {
      const Column& other = b.table->columns[static_cast<size_t>(j)];
      // GROUP BY and DISTINCT ON take NULLs together, whoever's they are.
      if (!context.same(a.base + i, b.base + j) || !context.not_null(a.base + i)) continue;
      if (one.implied_target != nullptr && one.implied_target == other.implied_target) return true;
      if (is_declared_elsewhere(*b.table, static_cast<size_t>(j), *a.table)) continue;
      // Two tables count their ids each for itself: equal numbers are a coincidence.
      if (other.name == "id" || (other.surrogate && other.type != "uuid" && one.has_default == other.has_default))
        continue;
      if (is_tenant_key(*b.table, j)) continue;
      if (!names_one_row(*a.table, i)) continue;
      if (one.surrogate && (other.name.ends_with("id") || other.name.ends_with("Id"))) return true;
      if (names_the_other(other, one)) return true;
    }
  }
  return false;
}

// Nothing more can be learnt about two owners that are known to be one, or of which nothing is known.
bool agree(const Context& context, const std::vector<Node>& a, const std::vector<Node>& b) {
  for (size_t level = 0; level < std::min(a.size(), b.size()); ++level)
    if (a[level] != kNothing && b[level] != kNothing && !context.same(a[level], b[level])) return false;
  return true;
}

}  // namespace

bool tie_undeclared_references(Context& context) {
  bool changed = false;
  std::vector<std::vector<Node>> owners;
  for (size_t i = 0; i < context.rows.size(); ++i) {
    const bool counts = !context.rows[i].written && context.rows[i].table->is_owned();
    owners.push_back(counts ? owner_nodes(context, i) : std::vector<Node>());
  }
  for (size_t i = 0; i < context.rows.size(); ++i)
    for (size_t j = 0; j < context.rows.size(); ++j) {
      const Row& a = context.rows[i];
      const Row& b = context.rows[j];
      const std::vector<Node>& own = owners[i];
      const std::vector<Node>& theirs = owners[j];
      if (i == j || own.empty() || theirs.empty()) continue;
      if (agree(context, own, theirs) || !refers_undeclared(context, a, b)) continue;
      for (size_t level = 0; level < std::min(own.size(), theirs.size()); ++level) {
        if (own[level] == kNothing || theirs[level] == kNothing || context.same(own[level], theirs[level])) continue;
        context.unite(own[level], theirs[level], [&](Node x, Node y) {
          return Edge{x,
                      y,
                      "supposing that references between " + context.rows[i].table->name + " and " +
                          context.rows[j].table->name + " never cross tenants",
                      {}};
        });
        changed = true;
      }
    }
  return changed;
}

}  // namespace ringfence::analysis
