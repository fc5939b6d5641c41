// Whether a row is the tenant's, and by which term.
#include <algorithm>
#include <queue>

#include "lint/analysis/run.h"

namespace ringfence::analysis {

void Binding::worsen(const Binding& other) {
  if (other.tie > tie) {
    const uint64_t both = terms & other.terms;
    *this = other;
    terms = both;
    return;
  }
  terms &= other.terms;
}

bool Run::is_closed(const RowClosure& closure) const {
  return closure.verdict == Verdict::kProven ||
         (suppositions_.consistent_foreign_keys && closure.verdict == Verdict::kConditional);
}

// The key of a membership of whoever is signed in.
bool Run::names_member_tenant(Node owner, int level, const Context& context) const {
  const auto is_new = [&](const Row& row) {
    for (size_t i = 0; i < problem_.is_new_row.size(); ++i)
      if (problem_.is_new_row[i] != 0 && context.base_of[i] == row.base) return true;
    return row.written;
  };
  for (const Problem::Member& member : problem_.members)
    for (const Row& row : context.rows) {
      if (row.table != member.table || is_new(row) || !context.same(row.base + member.column, member.node)) continue;
      const std::vector<int>& keys = row.table->ownership.keys;
      const auto index = static_cast<size_t>(level);
      if (index < keys.size() && keys[index] != kNothing && context.not_null(member.node) &&
          context.same(owner, row.base + keys[index]))
        return true;
    }
  return false;
}

Tie Run::tie_of(Node owner, int level, const Context& context, Binding& binding) const {
  const std::vector<uint64_t>& bits = problem_.term_bits[static_cast<size_t>(level)];
  uint64_t terms = 0;
  for (Node node = 0; node < context.fixed(); ++node)
    if (bits[static_cast<size_t>(node)] != 0 && context.same(owner, node)) terms |= bits[static_cast<size_t>(node)];
  if (terms != 0) {
    binding.terms = terms;
    return Tie::kBound;
  }
  if (names_member_tenant(owner, level, context)) return Tie::kBound;
  for (const Membership& membership : context.memberships)
    if (context.same(membership.node, owner)) {
      const bool trusted = membership.source != kNothing && membership.source < context.fixed() &&
                           problem_.is_trusted_set[static_cast<size_t>(membership.source)] != 0;
      if (trusted) return Tie::kBound;
      binding.set = membership.source;
      return Tie::kSet;
    }
  for (Node node = 0; node < context.fixed(); ++node)
    if (problem_.is_literal[static_cast<size_t>(node)] != 0 && context.same(owner, node)) {
      binding.literal = node;
      return Tie::kLiteral;
    }
  for (const Node node : context.opaque)
    if (context.same(owner, node)) return Tie::kOpaque;
  return Tie::kNone;
}

Binding Run::binding_on_path(size_t index, const Context& context, int path) const {
  Binding binding;
  const Row& row = context.rows[index];
  const std::vector<Node> owners = owner_nodes(context, index, path);
  Tie best = Tie::kNone;
  bool first = true;
  for (size_t level = 0; level < owners.size(); ++level) {
    if (owners[level] == kNothing) continue;
    Binding of_level;
    Tie tie = tie_of(owners[level], static_cast<int>(level), context, of_level);
    // Rows without an owner are shared: in a mixed table, and below one.
    if (tie != Tie::kBound && context.is_null(owners[level])) tie = Tie::kBound;
    if (tie > Tie::kBound) binding.missing_levels |= 1u << level;
    if (first) {
      binding.terms = of_level.terms;
      best = tie;
    }
    if (first || tie > binding.tie) {
      binding.tie = tie;
      binding.literal = of_level.literal;
      binding.set = of_level.set;
    }
    best = std::min(best, tie);
    first = false;
    if (context.keeps_reasons() && tie == Tie::kBound)
      explain(binding, context, owners[level], static_cast<int>(level));
  }
  if (first) binding.tie = Tie::kNone;
  if (best != Tie::kBound) binding.missing_levels = 0;
  if (binding.tie == Tie::kNone) binding.found_by = passed_key(row, context);
  return binding;
}

Binding Run::binding_of(size_t index, const Context& context) const {
  const Ownership& ownership = context.rows[index].table->ownership;
  Binding settled;
  settled.tie = Tie::kBound;
  // Whose schema it is reached in is asked elsewhere.
  if (ownership.owner_class == OwnerClass::kShared || ownership.owner_class == OwnerClass::kSchema) return settled;
  if (ownership.owner_class == OwnerClass::kUnclassified) {
    settled.tie = Tie::kOpaque;
    return settled;
  }
  if (ownership.owner_class != OwnerClass::kVia) return binding_on_path(index, context, 0);
  // Several parents at the same distance: each of them owns the row, so each has to be tied, unless they are known to
  // agree.
  const int paths = suppositions_.consistent_foreign_keys ? static_cast<int>(ownership.parents.size())
                                                          : std::max(1, ownership.nearest_parents);
  Binding chosen = binding_on_path(index, context, 0);
  for (int path = 1; path < paths; ++path) {
    const Binding other = binding_on_path(index, context, path);
    const bool better = suppositions_.consistent_foreign_keys ? other.tie < chosen.tie : other.tie > chosen.tie;
    if (better) chosen = other;
  }
  return chosen;
}

bool Run::passed(Node node, const Context& context) const {
  for (Node known = 1; known < context.fixed(); ++known)
    if (context.same(node, known)) return true;
  return std::any_of(context.memberships.begin(), context.memberships.end(),
                     [&](const Membership& membership) { return context.same(membership.node, node); });
}

// Columns of a key whose values all come from the caller: the row is found by an id.
std::vector<int> Run::passed_key(const Row& row, const Context& context) const {
  const auto all_passed = [&](const std::vector<int>& columns) {
    return !columns.empty() &&
           std::all_of(columns.begin(), columns.end(), [&](int column) { return passed(row.base + column, context); });
  };
  for (const bool primary : {true, false})
    for (const UniqueKey& key : row.table->unique_keys)
      if (key.primary == primary && !key.over_expressions && all_passed(key.columns)) return key.columns;
  for (const ForeignKey& key : row.table->foreign_keys) {
    if (key.target == nullptr || !key.target->is_owned() || key.target->ownership.owner_class == OwnerClass::kRoot)
      continue;
    // The tenant key in a composite foreign key is what is missing; the rest is the parent's id.
    std::vector<int> rest = key.columns;
    const std::vector<int>& own = row.table->ownership.keys;
    std::erase_if(rest, [&](int column) { return std::find(own.begin(), own.end(), column) != own.end(); });
    if (all_passed(rest)) return rest;
  }
  return {};
}

// The shortest chain of equalities from the row's owner to a term.
void Run::explain(Binding& binding, const Context& context, Node owner, int level) const {
  const std::vector<uint64_t>& bits = problem_.term_bits[static_cast<size_t>(level)];
  std::vector<int> came_by(static_cast<size_t>(context.node_count()), -2);
  std::queue<Node> open;
  open.push(owner);
  came_by[static_cast<size_t>(owner)] = -1;
  Node goal = kNothing;
  while (!open.empty() && goal == kNothing) {
    const Node at = open.front();
    open.pop();
    if (at < context.fixed() && bits[static_cast<size_t>(at)] != 0) goal = at;
    for (size_t e = 0; e < context.edges.size(); ++e) {
      const Edge& edge = context.edges[e];
      const Node other = edge.a == at ? edge.b : edge.b == at ? edge.a : kNothing;
      if (other == kNothing || came_by[static_cast<size_t>(other)] != -2) continue;
      came_by[static_cast<size_t>(other)] = static_cast<int>(e);
      open.push(other);
    }
  }
  std::vector<Reason> chain;
  for (Node at = goal; at != kNothing && came_by[static_cast<size_t>(at)] >= 0;) {
    const Edge& edge = context.edges[static_cast<size_t>(came_by[static_cast<size_t>(at)])];
    if (!edge.text.empty() && (chain.empty() || chain.back().text != edge.text)) chain.push_back({edge.text, edge.at});
    at = edge.a == at ? edge.b : edge.a;
  }
  binding.reasons.insert(binding.reasons.end(), chain.rbegin(), chain.rend());
}

}  // namespace ringfence::analysis
