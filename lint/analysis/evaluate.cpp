// Walks the blocks of a statement: derives the context of each, and hands down what may be pushed into derived tables.
#include <algorithm>

#include "lint/analysis/run.h"
#include "lint/analysis/summary.h"

namespace ringfence::analysis {

namespace {

constexpr size_t kMostCases = 16;

}  // namespace

Run::Run(const Problem& problem, const Suppositions& suppositions)
    : problem_(problem),
      suppositions_(suppositions),
      start_(problem.fixed, problem.query.relations.size(), suppositions.reasons) {
  bindings.resize(problem.query.relations.size());
  chase_.consistent_foreign_keys = suppositions.consistent_foreign_keys;
  chase_.tenant = problem.tenant;
  chase_.tenant_of_term = &problem.tenant_of_term;
  chase_.literals = &problem.literals;
  settled_.assign(problem.query.blocks.size(), Settled::kNotTried);
  recursive_outputs_.assign(problem.query.blocks.size(), kNothing);
  recursive_facts_.assign(problem.query.blocks.size(), nullptr);
  start_.set_not_null(problem.tenant);
  if (contradictions_count())
    for (const auto& [node, number] : problem.numbers) start_.set_number(node, number);
}

void Run::execute() {
  if (query().root == kNothing) return;
  // NEW and OLD of a trigger stand in no FROM; they are there from the start.
  for (size_t i = 0; i < query().relations.size(); ++i)
    if (query().relations[i].kind == Relation::Kind::kRowOf && query().relations[i].alias != "excluded")
      add_relation(static_cast<RelationId>(i), start_);
  evaluate(query().root, start_, kNothing);
}

bool Run::spend() {
  too_complex = too_complex || --budget_ < 0;
  return !too_complex;
}

void Run::close(Context& context) const { chase(context, chase_); }

// `outputs`: nodes that stand for this block's outputs outside, kNothing where nothing outside restricts them.
void Run::evaluate(BlockId id, Context context, Node outputs) {
  if (!spend()) return;
  const Block& of = block(id);
  for (const BlockId effect : of.effects) evaluate(effect, start_, kNothing);
  context.disjunctions.clear();
  if (of.open_outputs) outputs = kNothing;
  switch (of.kind) {
    case Block::Kind::kSelect: return evaluate_select(id, std::move(context), outputs);
    case Block::Kind::kWrite: return evaluate_write(id, std::move(context));
    case Block::Kind::kValues:
      for (const auto& row : of.rows)
        for (const ExpressionId value : row) judge_expression(value, context);
      return;
    default:
      if (of.recursive) return evaluate_recursive(id, std::move(context), outputs);
      return evaluate_arms(id, std::move(context), outputs);
  }
}

bool Run::pushable(const Block& of, size_t index) const {
  if (suppositions_.push_anywhere) return true;
  if (of.limited || of.grouping_sets || (of.aggregated && !of.grouped)) return false;
  const ExpressionId value = of.outputs[index].value;
  if (value == kNothing) return false;
  const Expression& output = query().expression(value);
  const auto contains = [&](const std::vector<ExpressionId>& list) {
    return std::any_of(list.begin(), list.end(), [&](ExpressionId id) {
      const Expression& item = query().expression(id);
      return item.kind == ExpressionKind::kColumn && output.kind == ExpressionKind::kColumn &&
             item.relation == output.relation && item.column == output.column;
    });
  };
  if (of.grouped && !contains(of.group_by)) return false;
  if (of.has_distinct_on && !contains(of.distinct_on)) return false;
  return std::all_of(of.windows.begin(), of.windows.end(), contains);
}

void Run::evaluate_select(BlockId id, Context context, Node outputs) {
  const Block& of = block(id);
  const bool has_outside = outputs != kNothing;
  add_from(of.from, context, rejected_relations(of, has_outside ? &context : nullptr, outputs));
  assume(of.where, context);
  if (!of.grouping_sets) assume(of.having, context);
  bool blocks = false;
  for (size_t i = 0; has_outside && i < of.outputs.size(); ++i) {
    if (!pushable(of, i)) blocks = true;
    else if (of.outputs[i].value != kNothing)
      context.unite(outputs + static_cast<Node>(i), node_of(of.outputs[i].value, context), [&](Node a, Node b) {
        return Edge{a, b, "output " + std::string(of.outputs[i].name), {}};
      });
  }
  const bool barrier =
      blocks && (of.limited || of.grouped || of.aggregated || of.has_distinct_on || !of.windows.empty());
  if (barrier) blocking_.push_back(id);
  close(context);
  over_cases(std::move(context), [&](Context& one) { judge_block(of, one); });
  if (barrier) blocking_.pop_back();
}

void Run::evaluate_arms(BlockId id, Context context, Node outputs) {
  const Block& of = block(id);
  const bool barrier = of.limited && outputs != kNothing && !suppositions_.push_anywhere;
  if (barrier) blocking_.push_back(id);
  const Node pushed = barrier ? kNothing : outputs;
  evaluate(of.left, context, pushed);
  evaluate(of.right, context, pushed);
  for (const ExpressionId other : of.others) judge_expression(other, context);
  if (barrier) blocking_.pop_back();
}

void Run::evaluate_recursive(BlockId id, Context context, Node outputs) {
  const Block& of = block(id);
  const bool use_outside = outputs != kNothing && (!of.limited || suppositions_.push_anywhere);
  // Both arms see only what reaches through the recursion; the other outputs get nodes of their own.
  const std::vector<uint8_t> invariant =
      use_outside ? invariant_outputs(id, context, outputs) : std::vector<uint8_t>(of.outputs.size(), 0);
  const Node pushed = context.add_nodes(static_cast<int>(of.outputs.size()));
  for (size_t i = 0; i < invariant.size(); ++i)
    if (use_outside && (invariant[i] != 0 || suppositions_.push_anywhere))
      context.unite(pushed + static_cast<Node>(i), outputs + static_cast<Node>(i));
  const Summary facts = recursive_summary(id, context, pushed, invariant);
  evaluate(of.left, context, pushed);
  const Summary* outer = std::exchange(recursive_facts_[static_cast<size_t>(id)], &facts);
  evaluate(of.right, context, pushed);
  recursive_facts_[static_cast<size_t>(id)] = outer;
}

bool Run::worse_than(const std::vector<Binding>& before) const {
  for (size_t i = 0; i < bindings.size(); ++i)
    if (bindings[i].tie > before[i].tie && bindings[i].tie > Tie::kBound) return true;
  return false;
}

bool Run::writes_are_tied(size_t first_row, size_t first_conflict) const {
  for (size_t i = first_row; i < written_rows.size(); ++i)
    if (written_rows[i].owner.tie > Tie::kBound) return false;
  for (size_t i = first_conflict; i < conflict_rows.size(); ++i)
    if (conflict_rows[i].binding.tie > Tie::kBound) return false;
  return true;
}

// Judges under the context as it is; where that does not tie everything and an OR is open, under each of its branches.
void Run::over_cases(Context context, const Judge& judge) {
  const auto nothing_gets_here = [&] {
    // Whatever is read, nothing of it shows.
    for (size_t i = 0; i < bindings.size(); ++i)
      if (context.base_of[i] != kNothing && bindings[i].tie == Tie::kNotReached) bindings[i].tie = Tie::kBound;
  };
  if (context.impossible) return nothing_gets_here();
  if (context.disjunctions.empty()) return judge(context);
  Context plain = context;
  plain.disjunctions.clear();
  const std::vector<Binding> before = bindings;
  const size_t rows_before = written_rows.size();
  const size_t conflicts_before = conflict_rows.size();
  judge(plain);
  if (!worse_than(before) && writes_are_tied(rows_before, conflicts_before)) return;
  const std::vector<Context> branches = cases(context);
  bindings = before;
  written_rows.resize(rows_before);
  conflict_rows.resize(conflicts_before);
  if (branches.empty()) return nothing_gets_here();
  for (const Context& branch : branches) {
    Context one = branch;
    judge(one);
  }
}

// One context for each combination of branches, those of an OR within a branch too; disjunctions beyond kMostCases
// combinations say nothing.
std::vector<Context> Run::cases(const Context& context) {
  std::vector<Context> made;
  std::vector<Context> open{context};
  while (!open.empty()) {
    Context so_far = std::move(open.back());
    open.pop_back();
    if (so_far.disjunctions.empty()) {
      made.push_back(std::move(so_far));
      continue;
    }
    const Disjunction disjunction = so_far.disjunctions.front();
    so_far.disjunctions.erase(so_far.disjunctions.begin());
    const Expression& expression = query().expression(disjunction.expression);
    if (made.size() + open.size() + expression.child_count > kMostCases) {
      open.push_back(std::move(so_far));
      continue;
    }
    for (uint32_t i = expression.child_count; i-- > 0;) {
      Context branch = so_far;
      const std::vector<Node> reach = std::exchange(branch.base_of, disjunction.base_of);
      if (disjunction.negated) assume_not(query().child(expression, i), branch);
      else assume(query().child(expression, i), branch);
      branch.base_of = reach;
      if (!branch.impossible) open.push_back(std::move(branch));
    }
  }
  for (Context& branch : made) close(branch);
  std::erase_if(made, [](const Context& branch) { return branch.impossible; });
  return made;
}

}  // namespace ringfence::analysis
