// One evaluation of a statement under some suppositions: walks its blocks, derives in each what holds for the rows that
// count, and notes for every relation use whether that ties it to the tenant. Method: docs/isolation.md, "How it is
// proved".
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "lint/analysis/context.h"
#include "lint/analysis/problem.h"

namespace ringfence::analysis {

/// What a run takes for granted. All false: the strict proof. The rest answers "what if", to tell what is missing.
struct Suppositions {
  bool consistent_foreign_keys = false;  ///< Foreign keys between owned tables never cross tenants.
  bool push_anywhere = false;            ///< Outer predicates reach through LIMIT, windows and aggregates.
  bool join_filters_bind = false;        ///< ON of an outer join binds both sides.
  bool optimistic_or = false;            ///< Every branch of an OR holds.
  bool optimistic_case = false;          ///< COALESCE and CASE take the value that helps.
  std::vector<uint8_t> tied;             ///< By relation: its rows are the tenant's.
  bool reasons = false;
};

/// How well a use is tied, from best to worst.
enum class Tie : uint8_t { kNotReached, kBound, kSet, kLiteral, kOpaque, kNone };

/// What is known of one relation use (or of one written row), the worst over all places where it is evaluated.
struct Binding {
  Tie tie = Tie::kNotReached;
  uint64_t terms = ~uint64_t{0};  ///< Bits of Problem::term_names that bind it everywhere.
  uint32_t missing_levels = 0;    ///< Bit l: level l is not bound while some other level is.
  std::vector<int> found_by;      ///< Columns of a key whose values the caller passes.
  BlockId blocked_by = kNothing;  ///< The block around it that no predicate can be pushed through.
  Node literal = kNothing;
  Node set = kNothing;
  std::vector<Reason> reasons;

  void worsen(const Binding& other);
};

enum class KeyState : uint8_t { kTied, kSet, kLiteral, kOpaque, kNotGiven, kNull, kOther };

/// A row that the statement writes: inserted, or updated in a column that decides its owner.
struct WrittenRow {
  enum class Kind : uint8_t { kInserted, kUpdated };
  Kind kind = Kind::kInserted;
  int write = kNothing;
  RelationId target = kNothing;
  Binding owner;                     ///< Of the row as it will be.
  std::vector<ExpressionId> values;  ///< By column of the target; kNothing: not given.
  std::vector<uint8_t> given;        ///< By column: INSERT names it.
  std::vector<Span> at;              ///< By column.
  std::vector<KeyState> key_states;  ///< By level of the tenant key.
  std::vector<int> free_parents;     ///< Foreign keys to owned rows that nothing ties.
};

/// The existing row that ON CONFLICT … DO UPDATE may hit.
struct ConflictRow {
  int write = kNothing;
  RelationId target = kNothing;
  Binding binding;
};

class Run {
 public:
  Run(const Problem& problem, const Suppositions& suppositions);

  void execute();

  std::vector<Binding> bindings;         ///< By relation.
  std::vector<WrittenRow> written_rows;  ///< One for each INSERT row shape and each ownership-changing UPDATE.
  std::vector<ConflictRow> conflict_rows;
  bool too_complex = false;  ///< Given up; nothing of this run counts.

 private:
  /// What export_block learnt of a union's or recursion's rows; see summary.cpp.
  struct Summary;

  using Judge = std::function<void(Context&)>;

  // evaluate.cpp: the blocks, and which context their relations are judged in
  void evaluate(BlockId block, Context context, Node outputs);
  void evaluate_select(BlockId block, Context context, Node outputs);
  void evaluate_arms(BlockId block, Context context, Node outputs);
  void evaluate_recursive(BlockId block, Context context, Node outputs);
  bool pushable(const Block& block, size_t output) const;
  void over_cases(Context context, const Judge& judge);
  std::vector<Context> cases(const Context& context);
  bool writes_are_tied(size_t first_row, size_t first_conflict) const;
  bool worse_than(const std::vector<Binding>& before) const;

  // judge.cpp: relations and subqueries in their context
  void judge_block(const Block& block, Context& context);
  void judge_join(const Block& block, JoinId join, Context& context);
  void judge_optional_side(const Block& block, JoinId side, ExpressionId on, const Context& context);
  void bring_into_reach(JoinId join, JoinId except, const std::vector<uint8_t>& rejected, Context& context);
  bool in_reach(JoinId join, const Context& context) const;
  void judge_relation(RelationId relation, Context& context);
  void judge_derived(RelationId relation, Context& context);
  void judge_expression(ExpressionId expression, Context& context, bool positive = false);
  void judge_subquery(ExpressionId expression, Context context, bool positive);
  bool has_subquery(ExpressionId expression) const;

  // binding.cpp: whether a row is the tenant's
  Binding binding_of(size_t row, const Context& context) const;
  bool is_closed(const RowClosure& closure) const;
  bool names_member_tenant(Node owner, int level, const Context& context) const;
  Binding binding_on_path(size_t row, const Context& context, int path) const;
  Tie tie_of(Node owner, int level, const Context& context, Binding& binding) const;
  std::vector<int> passed_key(const Row& row, const Context& context) const;
  bool passed(Node node, const Context& context) const;
  void explain(Binding& binding, const Context& context, Node owner, int level) const;

  // evaluate_write.cpp
  void evaluate_write(BlockId block, Context context);
  void evaluate_insert(const Block& block, const Write& write, Context context);
  void insert_row(const Block& block, const Write& write, Context context, const std::vector<ExpressionId>& values,
                  const std::vector<Node>& nodes);
  void judge_conflict(const Block& block, const Write& write, const Context& context, Node inserted);
  void judge_assignments(const Write& write, int write_index, const std::vector<Assignment>& assignments,
                         const Context& context);
  void evaluate_merge(const Block& block, const Write& write, Context context);
  Node found_value(ExpressionId expression, Context& context);
  bool sets_reference(const WrittenRow& row, const ForeignKey& key) const;
  void judge_written(WrittenRow& row, Context& context, Node base);
  Node written_base(const Table& table, Context& context);
  KeyState key_state(WrittenRow& row, int level, const Context& context, Node key) const;
  bool default_is_term(const Column& column, int level) const;

  // export.cpp: what a block's rows are known to satisfy, from outside
  std::vector<Node> export_block(BlockId block, Context& context, Node wanted = kNothing);
  std::vector<Node> export_select(const Block& block, Context& context, Node wanted);
  std::vector<Node> export_write(const Block& block, Context& context);
  std::vector<Node> export_union(BlockId block, Context& context);
  std::vector<Node> export_recursive(BlockId block, Context& context);
  void add_from(const std::vector<JoinId>& joins, Context& context, const std::vector<uint8_t>& rejected);
  void add_join(JoinId join, Context& context, const std::vector<uint8_t>& rejected);
  void add_relation(RelationId relation, Context& context);
  bool can_export(const Block& block) const;

  // assume.cpp: what a predicate says
  void assume(ExpressionId expression, Context& context);
  void assume_not(ExpressionId expression, Context& context);
  void assume_equal(ExpressionId predicate, ExpressionId a, ExpressionId b, Context& context, bool not_null);
  void assume_truth(ExpressionId column, bool value, Context& context);
  void assume_different(ExpressionId a, ExpressionId b, Context& context);
  void assume_member(const Expression& predicate, ExpressionId id, Context& context);
  void assume_subquery(ExpressionId predicate, Context& context);
  Node node_of(ExpressionId expression, Context& context);
  Edge edge(Node a, Node b, ExpressionId predicate) const;

  // null_rejection.cpp: which relations' rows cannot be all NULL
  void reject_nulls(ExpressionId expression, bool positive, std::vector<uint8_t>& rejected) const;
  void reject_strict(ExpressionId expression, std::vector<uint8_t>& rejected) const;
  std::vector<uint8_t> rejected_relations(const Block& block, const Context* context, Node outputs) const;
  bool side_rejected(JoinId side, const std::vector<uint8_t>& rejected) const;
  bool grow_rejection(JoinId join, std::vector<uint8_t>& rejected) const;

  // summary.cpp
  Summary summarise(Context& context, const std::vector<Node>& outputs, Node known) const;
  void intersect(Summary& summary, Context& context, const std::vector<Node>& outputs) const;
  void apply(const Summary& summary, Context& context, const std::vector<Node>& outputs) const;
  Summary recursive_summary(BlockId block, const Context& context, Node pushed, const std::vector<uint8_t>& invariant);
  std::vector<uint8_t> invariant_outputs(BlockId block, const Context& context, Node pushed);

  void close(Context& context) const;
  bool spend();

  const Query& query() const { return problem_.query; }
  /// Where outer joins are supposed to be inner ones, or all branches of an OR or a CASE to hold, what contradicts itself
  /// is no contradiction.
  bool contradictions_count() const {
    return !suppositions_.join_filters_bind && !suppositions_.optimistic_or && !suppositions_.optimistic_case;
  }
  const Block& block(BlockId id) const { return problem_.query.block(id); }

  const Problem& problem_;
  const Suppositions& suppositions_;
  ChaseOptions chase_;
  std::vector<BlockId> blocking_;  ///< Blocks around the present place that stop predicates.
  Context start_;                  ///< What holds before any relation is looked at.
  enum class Settled : uint8_t { kNotTried, kProven, kDepends };
  std::vector<Settled> settled_;         ///< By block: whether a WITH query is proven whatever surrounds it.
  std::vector<Node> recursive_outputs_;  ///< By block: output nodes that the inner reference stands for, while in it.
  std::vector<const Summary*> recursive_facts_;
  int budget_ = 4000;
};

}  // namespace ringfence::analysis
