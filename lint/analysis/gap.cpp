#include "lint/analysis/gap.h"

#include <algorithm>
#include <bit>

#include "lint/analysis/expression_text.h"

namespace ringfence::analysis {

namespace {

bool mentions(const Query& query, ExpressionId id, const std::function<bool(const Expression&)>& test) {
  if (id == kNothing) return false;
  const Expression& expression = query.expression(id);
  if (test(expression)) return true;
  for (uint32_t i = 0; i < expression.child_count; ++i)
    if (mentions(query, query.child(expression, i), test)) return true;
  return false;
}

bool is_key(const Query& query, const Expression& expression) {
  if (expression.kind != ExpressionKind::kColumn) return false;
  const Relation& relation = query.relation(expression.relation);
  if (relation.table == nullptr)
    return relation.block != kNothing;  // A derived table's column may be a key further in.
  const std::vector<int>& keys = relation.table->ownership.keys;
  return std::find(keys.begin(), keys.end(), expression.column) != keys.end();
}

void relations_of(const Query& query, JoinId id, std::vector<RelationId>& relations) {
  const Join& join = query.joins[static_cast<size_t>(id)];
  if (join.kind == Join::Kind::kRelation) {
    relations.push_back(join.relation);
    return;
  }
  relations_of(query, join.left, relations);
  relations_of(query, join.right, relations);
}

std::string quoted(std::string_view name) {
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::islower(c) || std::isdigit(c) || c == '_';
  }) && !std::isdigit(static_cast<unsigned char>(name[0]));
  return plain ? std::string(name) : "\"" + std::string(name) + "\"";
}

int first_key(const Table& table) {
  for (const int key : table.ownership.keys)
    if (key != kNothing) return key;
  return kNothing;
}

std::string key_reference(const Query& query, RelationId id) {
  const Relation& relation = query.relation(id);
  const auto column = static_cast<size_t>(first_key(*relation.table));
  const std::string_view name =
      relation.columns.empty() ? std::string_view(relation.table->columns[column].name) : relation.columns[column];
  return quoted(relation.alias) + "." + quoted(name);
}

}  // namespace

std::string what_hides(const Query& query, RelationId id) {
  const Relation& relation = query.relation(id);
  if (!query.unknown_relations.empty()) return "the schema does not define " + query.unknown_relations[0].name;
  for (const Expression& expression : query.expressions) {
    if (expression.kind != ExpressionKind::kOpaque || expression.text.empty()) continue;
    for (uint32_t i = 0; i < expression.child_count; ++i) {
      const Expression& argument = query.expression(query.child(expression, i));
      if (argument.kind == ExpressionKind::kColumn && argument.relation == id)
        return std::string(expression.text) + "() may restrict the rows of " + std::string(relation.alias);
    }
  }
  return {};
}

bool has_outer_join(const Query& query) {
  return std::any_of(query.joins.begin(), query.joins.end(), [](const Join& join) {
    return join.kind == Join::Kind::kLeft || join.kind == Join::Kind::kRight || join.kind == Join::Kind::kFull;
  });
}

bool has_kind(const Query& query, ExpressionKind kind) {
  return std::any_of(query.expressions.begin(), query.expressions.end(),
                     [&](const Expression& expression) { return expression.kind == kind; });
}

// The set or literal that the key is compared with.
void name_value(const Query& query, RelationId relation, Proof& proof) {
  for (size_t i = 0; i < query.expressions.size(); ++i) {
    const Expression& expression = query.expressions[i];
    const bool compares = expression.kind == ExpressionKind::kEqual || expression.kind == ExpressionKind::kInList ||
                          expression.kind == ExpressionKind::kEqualAny;
    if (!compares || !mentions(query, static_cast<ExpressionId>(i),
                               [&](const Expression& e) { return is_key(query, e) && e.relation == relation; }))
      continue;
    proof.detail = expression_text(query, static_cast<ExpressionId>(i));
    proof.detail_at = expression_place(query, static_cast<ExpressionId>(i));
    return;
  }
}

void name_barrier(const Query& query, BlockId barrier, Proof& proof) {
  const Block& block = query.block(barrier);
  Span at = block.aggregate_at;
  proof.detail = "an aggregate";
  if (block.grouped) proof.detail = "GROUP BY";
  if (!block.windows.empty()) {
    proof.detail = "a window function";
    at = block.window_at;
  }
  if (block.has_distinct_on) {
    proof.detail = "DISTINCT ON";
    if (!block.distinct_on.empty()) at = query.expression(block.distinct_on[0]).at;
  }
  if (block.limited) {
    proof.detail = "LIMIT";
    at = block.limit_at;
  }
  if (block.text != nullptr && at.begin < block.text->text.size() && (at.begin != 0 || at.end != 0))
    proof.detail_at = block.text->place(at.begin, std::max(at.end, at.begin + 1));
}

void name_join(const Query& query, RelationId relation, Proof& proof) {
  for (const Join& join : query.joins) {
    const bool outer =
        join.kind == Join::Kind::kLeft || join.kind == Join::Kind::kRight || join.kind == Join::Kind::kFull;
    if (!outer || !mentions(query, join.on, [&](const Expression& e) {
          return e.kind == ExpressionKind::kColumn && e.relation == relation;
        }))
      continue;
    proof.detail = expression_text(query, join.on);
    proof.detail_at = expression_place(query, join.on);
    return;
  }
}

// The AND of NOT (a AND b), which is an OR of the negations; else the expression itself.
const Expression& branches_of(const Query& query, const Expression& expression) {
  if (expression.kind != ExpressionKind::kNot || expression.child_count == 0) return expression;
  const Expression& inner = query.expression(query.child(expression, 0));
  return inner.kind == ExpressionKind::kAnd ? inner : expression;
}

// Which branch of which OR lets other rows through.
void name_branch(const Query& query, Proof& proof) {
  proof.gap = Gap::kEscapingOr;
  for (const Expression& candidate : query.expressions) {
    const Expression& expression = branches_of(query, candidate);
    const bool negated = candidate.kind == ExpressionKind::kNot && expression.kind == ExpressionKind::kAnd;
    if (candidate.kind != ExpressionKind::kOr && !negated) continue;
    const auto has_key = [&](ExpressionId id) {
      return mentions(query, id, [&](const Expression& e) { return is_key(query, e); });
    };
    bool scoped = false;
    ExpressionId open = kNothing;
    for (uint32_t i = 0; i < expression.child_count; ++i) {
      const ExpressionId branch = query.child(expression, i);
      if (has_key(branch)) scoped = true;
      else if (open == kNothing) open = branch;
    }
    if (!scoped || open == kNothing) continue;
    const bool about_rows = mentions(
        query, open, [](const Expression& e) { return e.kind == ExpressionKind::kColumn || e.block != kNothing; });
    proof.gap = about_rows ? Gap::kEscapingOr : Gap::kOptionalFilter;
    proof.detail = (negated ? "NOT " : "") + expression_text(query, open);
    proof.detail_at = expression_place(query, open);
    return;
  }
}

void name_choice(const Query& query, Proof& proof) {
  for (size_t i = 0; i < query.expressions.size(); ++i) {
    const ExpressionKind kind = query.expressions[i].kind;
    if (kind != ExpressionKind::kCoalesce && kind != ExpressionKind::kCase) continue;
    proof.detail = kind == ExpressionKind::kCoalesce ? "COALESCE" : "CASE";
    proof.detail_at = expression_place(query, static_cast<ExpressionId>(i));
    return;
  }
}

const ForeignKey* crossing_foreign_key(const Query& query, RelationId id) {
  const Table* table = query.relation(id).table;
  for (const Relation& other : query.relations) {
    if (other.table == nullptr || &other == &query.relations[static_cast<size_t>(id)]) continue;
    for (const ForeignKey& key : other.table->foreign_keys)
      if (key.target == table && other.table->is_owned()) return &key;
    for (const ForeignKey& key : table->foreign_keys)
      if (key.target == other.table && other.table->is_owned()) return &key;
  }
  for (const ForeignKey& key : table->foreign_keys)
    if (key.target != nullptr && key.target->is_owned()) return &key;
  return nullptr;
}

std::string term_name(const Problem& problem, uint64_t terms) {
  if (terms == ~uint64_t{0}) return {};
  const auto bit = static_cast<size_t>(std::countr_zero(terms));
  return terms == 0 || bit >= problem.term_names.size() ? std::string() : problem.term_names[bit];
}

std::string missing_predicate(const Query& query, RelationId id, const std::string& level_column,
                              const std::string& term) {
  const Relation& relation = query.relation(id);
  const Table& table = *relation.table;
  const std::string tenant = term.empty() ? "<the current tenant>" : term;
  if (!level_column.empty()) return quoted(relation.alias) + "." + quoted(level_column) + " = " + tenant;
  if (first_key(table) != kNothing && table.ownership.owner_class != OwnerClass::kVia)
    return key_reference(query, id) + " = " + tenant;
  if (table.ownership.parents.empty()) return {};
  const ForeignKey& key = table.foreign_keys[static_cast<size_t>(table.ownership.parents[0])];
  if (key.columns.size() != 1 || key.target_columns.size() != 1 || first_key(*key.target) == kNothing) return {};
  const auto name = [](const Table& of, int column) { return quoted(of.columns[static_cast<size_t>(column)].name); };
  return "EXISTS (SELECT 1 FROM " + quoted(key.target->name) + " p WHERE p." +
         name(*key.target, key.target_columns[0]) + " = " + quoted(relation.alias) + "." + name(table, key.columns[0]) +
         " AND p." + name(*key.target, first_key(*key.target)) + " = " + tenant + ")";
}

std::optional<TyingEdit> tying_edit(const Query& query, RelationId id, const std::function<bool(RelationId)>& proven) {
  const Relation& relation = query.relation(id);
  const auto direct = [&](const Relation& one) {
    return one.kind == Relation::Kind::kTable && one.table->ownership.owner_class == OwnerClass::kDirect &&
           one.through == nullptr;
  };
  if (!direct(relation)) return std::nullopt;
  for (const Join& join : query.joins) {
    if (join.kind == Join::Kind::kRelation || join.kind == Join::Kind::kFull || join.on == kNothing) continue;
    const JoinId own_side = join.kind == Join::Kind::kRight ? join.left : join.right;
    if (query.joins[static_cast<size_t>(own_side)].relation != id) continue;
    std::vector<RelationId> others;
    relations_of(query, own_side == join.right ? join.left : join.right, others);
    for (const RelationId other : others) {
      if (!direct(query.relation(other)) || !proven(other)) continue;
      const ExpressionKind kind = query.expression(join.on).kind;
      const Place on = expression_place(query, join.on);
      // USING and NATURAL have no ON to add to: their equalities stand where the relation is named.
      const Span named = relation.at;
      const Place name = relation.text->place(named.begin, named.end);
      if (kind == ExpressionKind::kOr || !on || on.span.begin <= name.span.begin) return std::nullopt;
      const std::string predicate = key_reference(query, id) + " = " + key_reference(query, other);
      return TyingEdit{{on.source, {on.span.end, on.span.end}},
                       " AND " + predicate,
                       "tie " + std::string(relation.alias) + " to the tenant: add " + predicate};
    }
  }
  return std::nullopt;
}

}  // namespace ringfence::analysis
