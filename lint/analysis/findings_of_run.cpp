#include "lint/analysis/findings_of_run.h"

#include <algorithm>
#include <bit>

#include "lint/analysis/expression_text.h"
#include "lint/analysis/gap.h"

namespace ringfence::analysis {

StatementFacts::StatementFacts(const Problem& problem, const Run& strict, bool reasons)
    : problem_(problem), query_(problem.query), strict_(strict), reasons_(reasons) {
  conditional_suppositions_.consistent_foreign_keys = true;
  conditional_suppositions_.reasons = reasons;
  Statement statement;
  statement.kind = query_.kind;
  if (query_.text != nullptr) statement.at = {query_.text->source, query_.text->host};
  facts_.statements.push_back(std::move(statement));
  facts_.bulk_commands = query_.bulk_commands;
  std::erase_if(facts_.bulk_commands, [&](const BulkCommand& one) { return problem_.copies_own_rows(one); });
  facts_.unknown_relations = query_.unknown_relations;
  facts_.dynamic_sql = query_.dynamic_sql;
  add_relation_uses();
  settle_terms();
  add_inserted_rows();
  add_upserts();
  settle_verdict();
}

const Run& StatementFacts::conditional() {
  if (!conditional_) {
    conditional_.emplace(problem_, conditional_suppositions_);
    conditional_->execute();
  }
  return *conditional_;
}

Place StatementFacts::place_of(RelationId id, Span at) const {
  const Relation& relation = query_.relation(id);
  // Inside a view, the statement is where the view is named.
  if (relation.through != nullptr) return query_.text->place(relation.through_at.begin, relation.through_at.end);
  return relation.text->place(at.begin, std::max(at.end, at.begin + 1));
}

RelationUse StatementFacts::relation_use(RelationId id) const {
  const Relation& relation = query_.relation(id);
  RelationUse use;
  use.table = relation.table;
  use.alias = relation.alias;
  use.at = place_of(id, relation.at);
  use.through = relation.through;
  for (const Write& write : query_.writes) {
    const Relation& target = query_.relation(write.target);
    const bool through_target =
        target.view != nullptr && relation.through == target.view && relation.through_at == target.at;
    if (write.target != id && !through_target) continue;
    use.access = Access::kWrite;
    use.by = write.kind;
  }
  return use;
}

void StatementFacts::add_relation_uses() {
  std::vector<std::pair<size_t, RelationId>> refuted;
  for (size_t i = 0; i < query_.relations.size(); ++i) {
    const auto id = static_cast<RelationId>(i);
    if (query_.relation(id).kind != Relation::Kind::kTable) continue;
    const bool inserted = std::any_of(query_.writes.begin(), query_.writes.end(), [&](const Write& write) {
      return write.target == id && write.kind == StatementKind::kInsert;
    });
    if (inserted || query_.root == kNothing) continue;
    RelationUse use = relation_use(id);
    settle(use, id);
    if (use.proof.verdict == Verdict::kRefuted) refuted.emplace_back(facts_.relation_uses.size(), id);
    facts_.relation_uses.push_back(std::move(use));
    relation_of_use_.push_back(id);
  }
  if (refuted.size() > 1) find_followers(refuted);
}

void StatementFacts::settle(RelationUse& use, RelationId id) {
  const Binding& binding = strict_.bindings[static_cast<size_t>(id)];
  Proof& proof = use.proof;
  if (strict_.too_complex) {
    proof.verdict = Verdict::kUnknown;
    proof.detail = "the statement is too complex to be proved";
    return;
  }
  if (binding.tie <= Tie::kBound) {
    proof.verdict = Verdict::kProven;
    proof.reasons = binding.reasons;
    return;
  }
  if (binding.tie == Tie::kOpaque) {
    proof.verdict = Verdict::kUnknown;
    proof.detail = use.table->ownership.owner_class == OwnerClass::kUnclassified
                       ? "nobody can tell who owns the rows of " + use.table->name
                       : "its rows come through a function that is not followed";
    return;
  }
  const Binding& if_consistent = conditional().bindings[static_cast<size_t>(id)];
  if (binding.tie == Tie::kNone && if_consistent.tie <= Tie::kBound && !conditional().too_complex) {
    proof.verdict = Verdict::kConditional;
    proof.gap = Gap::kCrossingJoin;
    proof.reasons = if_consistent.reasons;
    use.crossing = crossing_foreign_key(query_, id);
    suggest(use, id);
    return;
  }
  const RowClosure& closure = problem_.closures[static_cast<size_t>(id)];
  const std::string hidden = hidden_by(closure);
  if (const std::string why = hidden.empty() ? what_hides(query_, id) : hidden; !why.empty()) {
    proof.verdict = Verdict::kUnknown;
    proof.detail = why;
    return;
  }
  use.hole = closure.hole;
  use.hole_at = closure.hole_at;
  proof.verdict = Verdict::kRefuted;
  classify(use, id);
  suggest(use, id);
}

// Why nobody can tell (or need not tell) whose rows row-level security lets through; empty: it does not hide anything.
std::string StatementFacts::hidden_by(const RowClosure& closure) {
  if (closure.left_to_it) return "left to row-level security" + (closure.hole.empty() ? "" : ", which does not close it: " + closure.hole);
  return closure.verdict == Verdict::kUnknown ? closure.hole : std::string();
}

bool StatementFacts::bound_under(const Suppositions& suppositions, RelationId id) const {
  Run run(problem_, suppositions);
  run.execute();
  return !run.too_complex && run.bindings[static_cast<size_t>(id)].tie <= Tie::kBound;
}

// Which single supposition would make the proof go through tells what is missing.
void StatementFacts::classify(RelationUse& use, RelationId id) {
  const Binding& binding = strict_.bindings[static_cast<size_t>(id)];
  Proof& proof = use.proof;
  if (binding.tie == Tie::kSet || binding.tie == Tie::kLiteral) {
    proof.gap = binding.tie == Tie::kSet ? Gap::kSetScope : Gap::kLiteral;
    name_value(query_, id, proof);
    return;
  }
  if (binding.missing_levels != 0) {
    proof.gap = Gap::kPartialKey;
    const auto level = static_cast<size_t>(std::countr_zero(binding.missing_levels));
    const std::vector<int>& keys = use.table->ownership.keys;
    if (level < keys.size() && keys[level] != kNothing)
      use.missing_level = use.table->columns[static_cast<size_t>(keys[level])].name;
    return;
  }
  Suppositions what_if;
  what_if.consistent_foreign_keys = true;
  what_if.push_anywhere = binding.blocked_by != kNothing;
  if (what_if.push_anywhere && bound_under(what_if, id)) {
    proof.gap = Gap::kLeakyWindow;
    return name_barrier(query_, binding.blocked_by, proof);
  }
  what_if.push_anywhere = false;
  what_if.join_filters_bind = has_outer_join(query_);
  if (what_if.join_filters_bind && bound_under(what_if, id)) {
    proof.gap = Gap::kIneffectiveJoinFilter;
    return name_join(query_, id, proof);
  }
  what_if.join_filters_bind = false;
  what_if.optimistic_or = has_kind(query_, ExpressionKind::kOr) || has_kind(query_, ExpressionKind::kAnd);
  const bool negated = has_kind(query_, ExpressionKind::kNot) && has_kind(query_, ExpressionKind::kAnd);
  if ((has_kind(query_, ExpressionKind::kOr) || negated) && bound_under(what_if, id)) return name_branch(query_, proof);
  what_if.optimistic_case = has_kind(query_, ExpressionKind::kCoalesce) || has_kind(query_, ExpressionKind::kCase);
  if (what_if.optimistic_case && bound_under(what_if, id)) {
    proof.gap = Gap::kOptionalFilter;
    return name_choice(query_, proof);
  }
  proof.gap = binding.found_by.empty() ? Gap::kUnscoped : Gap::kIdOnly;
  use.found_by_uuid = !binding.found_by.empty();
  for (const int column : binding.found_by) {
    const auto& columns = use.table->columns;
    const bool is_ctid = static_cast<size_t>(column) >= columns.size();
    use.found_by += (use.found_by.empty() ? "" : ", ") + (is_ctid ? "ctid" : columns[static_cast<size_t>(column)].name);
    use.found_by_uuid = use.found_by_uuid && !is_ctid && columns[static_cast<size_t>(column)].type == "uuid";
  }
}

// A use that would be tied if another were needs no finding of its own.
void StatementFacts::find_followers(const std::vector<std::pair<size_t, RelationId>>& refuted) {
  std::vector<std::pair<size_t, RelationId>> order = refuted;
  std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    const auto is_via = [&](const auto& one) {
      return facts_.relation_uses[one.first].table->ownership.owner_class == OwnerClass::kVia;
    };
    const auto by_id = [&](const auto& one) { return facts_.relation_uses[one.first].proof.gap == Gap::kIdOnly; };
    return is_via(a) != is_via(b) ? is_via(a) < is_via(b) : by_id(a) > by_id(b);
  });
  const auto plain = [&](size_t use) {
    const Gap gap = facts_.relation_uses[use].proof.gap;
    return gap == Gap::kUnscoped || gap == Gap::kIdOnly;
  };
  for (const auto& [use, id] : order) {
    if (facts_.relation_uses[use].follows_another) continue;
    Suppositions tied;
    tied.consistent_foreign_keys = true;
    tied.tied.assign(query_.relations.size(), 0);
    tied.tied[static_cast<size_t>(id)] = 1;
    Run run(problem_, tied);
    run.execute();
    for (const auto& [other_use, other] : order)
      if (other_use != use &&
          (plain(other_use) || facts_.relation_uses[other_use].proof.gap == facts_.relation_uses[use].proof.gap) &&
          run.bindings[static_cast<size_t>(other)].tie <= Tie::kBound)
        facts_.relation_uses[other_use].follows_another = true;
  }
}

void StatementFacts::suggest(RelationUse& use, RelationId id) {
  const std::vector<int>& keys = use.table->ownership.keys;
  const uint32_t missing = strict_.bindings[static_cast<size_t>(id)].missing_levels;
  const size_t level =
      missing != 0
          ? static_cast<size_t>(std::countr_zero(missing))
          : static_cast<size_t>(std::find_if(keys.begin(), keys.end(), [](int key) { return key != kNothing; }) -
                                keys.begin());
  std::string term = problem_.terms.spelling(query_, static_cast<int>(level), problem_.in_routine);
  for (size_t other = 0; other < facts_.relation_uses.size() && term.empty(); ++other)
    if (facts_.relation_uses[other].proof.verdict == Verdict::kProven)
      term = term_name(problem_, strict_.bindings[static_cast<size_t>(relation_of_use_[other])].terms);
  use.missing_predicate = missing_predicate(query_, id, use.missing_level, term);
  if (use.through != nullptr || problem_.levels > 1) return;
  const auto proven = [&](RelationId other) { return strict_.bindings[static_cast<size_t>(other)].tie == Tie::kBound; };
  if (const auto fix = tying_edit(query_, id, proven)) {
    use.fix.at = fix->at;
    use.fix.text = fix->text;
    use.fix.title = fix->title;
  }
}

// One statement, one tenant: uses that are tied to another term than most of the statement are not tied to the tenant.
void StatementFacts::settle_terms() {
  // With several levels the bits speak of the first one; tables that begin further down have no say in it.
  const auto counts = [&](const Table& table) {
    return table.is_owned() &&
           (problem_.levels == 1 || (!table.ownership.keys.empty() && table.ownership.keys[0] != kNothing));
  };
  std::vector<int> votes(64, 0);
  const auto vote = [&](uint64_t terms) {
    for (int bit = 1; bit < 64; ++bit)
      if (terms != ~uint64_t{0} && (terms >> bit & 1) != 0) ++votes[static_cast<size_t>(bit)];
  };
  for (const RelationId id : relation_of_use_)
    if (strict_.bindings[static_cast<size_t>(id)].tie == Tie::kBound && counts(*query_.relation(id).table))
      vote(strict_.bindings[static_cast<size_t>(id)].terms);
  for (const WrittenRow& row : strict_.written_rows)
    if (row.owner.tie == Tie::kBound && problem_.levels == 1) vote(row.owner.terms);
  const auto main = static_cast<int>(std::max_element(votes.begin(), votes.end()) - votes.begin());
  if (votes[static_cast<size_t>(main)] == 0) return;
  const uint64_t main_bit = uint64_t{1} << main;
  for (size_t i = 0; i < facts_.relation_uses.size(); ++i) {
    const Binding& binding = strict_.bindings[static_cast<size_t>(relation_of_use_[i])];
    Proof& proof = facts_.relation_uses[i].proof;
    if (binding.tie != Tie::kBound || proof.verdict != Verdict::kProven || !counts(*facts_.relation_uses[i].table))
      continue;
    proof.term = term_name(problem_, (binding.terms & main_bit) != 0 ? main_bit : binding.terms);
    if (binding.terms == ~uint64_t{0} || (binding.terms & (main_bit | 1)) != 0) continue;
    proof.verdict = Verdict::kRefuted;
    proof.gap = Gap::kOtherTerm;
    proof.detail =
        proof.term + ", while the rest of the statement is tied to " + problem_.term_names[static_cast<size_t>(main)];
  }
  main_terms_ = main_bit | 1;
}

void StatementFacts::settle_verdict() {
  Statement& statement = facts_.statements[0];
  const auto worsen = [&](Verdict verdict) { statement.verdict = std::max(statement.verdict, verdict); };
  for (const RelationUse& use : facts_.relation_uses)
    if (use.table->ownership.owner_class != OwnerClass::kShared) {
      worsen(use.proof.verdict);
      if (use.proof.verdict == Verdict::kUnknown && statement.unknown_because.empty())
        statement.unknown_because = use.proof.detail;
    }
  if (!unknown_write_.empty()) {
    worsen(Verdict::kUnknown);
    statement.unknown_because = unknown_write_;
  }
  for (const InsertedRow& row : facts_.inserted_rows) worsen(row.verdict);
  for (const OwnerChange& change : facts_.owner_changes) worsen(change.verdict);
  for (const Upsert& upsert : facts_.upserts)
    if (upsert.flaw != Upsert::Flaw::kNone && upsert.updates) worsen(Verdict::kRefuted);
  if (!facts_.foreign_parents.empty()) worsen(Verdict::kConditional);
  for (const BulkCommand& command : facts_.bulk_commands)
    if (command.table->is_owned()) worsen(Verdict::kRefuted);
  const auto hinders = [&](const Obstacle& obstacle) { return !problem_.terms.calls(obstacle.function); };
  if (const auto first = std::find_if(query_.obstacles.begin(), query_.obstacles.end(), hinders);
      first != query_.obstacles.end()) {
    worsen(Verdict::kUnknown);
    statement.unknown_because = first->because;
  }
  if (!query_.unknown_relations.empty()) {
    worsen(Verdict::kUnknown);
    statement.unknown_because = "the schema does not define " + query_.unknown_relations[0].name;
  }
  if (strict_.too_complex) {
    worsen(Verdict::kUnknown);
    statement.unknown_because = "the statement is too complex to be proved";
  }
  if (statement.verdict != Verdict::kUnknown) statement.unknown_because.clear();
}

}  // namespace ringfence::analysis
