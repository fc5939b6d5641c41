// Columns that a statement reads: what its outputs are made of, its conditions, and what it copies elsewhere; through
// subqueries and views only what is asked of them.
#include <algorithm>
#include <set>

#include "lint/lifecycle/masks.h"
#include "lint/lifecycle/uses.h"

namespace ringfence::lifecycle {

namespace {

constexpr int kDeepest = 200;

class ReadObserver {
 public:
  explicit ReadObserver(const Observation& with) : with_(with), query_(with.query()) {}

  void run() {
    for (const BulkCommand& one : query_.bulk_commands) copy(one);
    if (query_.root == kNothing) return flush();
    block(query_.root, Use{});
    outputs(query_.root, Use{});
    flush();
  }

 private:
  void flush() {
    for (ColumnUse& one : uses_) with_.facts.column_uses.push_back(std::move(one));
  }

  // COPY buyers TO, COPY buyers (id, city) TO: all columns, or those that it names.
  void copy(const BulkCommand& bulk) {
    if (!bulk.command.starts_with("COPY") || !with_.promises.watches_any(*bulk.table)) return;
    const std::string_view rest = bulk.at.source->text().substr(bulk.at.span.end);
    const size_t open = rest.find_first_not_of(" \t\n");
    const std::string_view list = open != rest.npos && rest[open] == '(' ? rest.substr(open, rest.find(')') - open + 1) : std::string_view();
    for (size_t i = 0; i < bulk.table->columns.size(); ++i) {
      const int column = static_cast<int>(i);
      if (!with_.promises.watches(*bulk.table, column) || (!list.empty() && !lists(list, bulk.table->columns[i].name))) continue;
      ColumnUse made;
      made.statement = with_.statement;
      made.table = bulk.table;
      made.column = column;
      made.is_write = bulk.command.ends_with("FROM");
      made.at = bulk.at;
      uses_.push_back(std::move(made));
    }
  }

  static bool lists(std::string_view list, const std::string& name) {
    const auto is_letter = [&](size_t at) { return std::isalnum(static_cast<unsigned char>(list[at])) != 0 || list[at] == '_'; };
    for (size_t at = list.find(name); at != list.npos; at = list.find(name, at + 1))
      if (!is_letter(at - 1) && !is_letter(at + name.size())) return true;
    return false;
  }

  struct Use {
    bool is_masked = false;
    bool is_condition = false;
    int depth = 0;
    Use masked() const { return {true, is_condition, depth + 1}; }
    Use condition() const { return {is_masked, true, depth + 1}; }
    Use deeper() const { return {is_masked, is_condition, depth + 1}; }
  };

  // What a block looks at, whatever of its outputs is asked for.
  void block(BlockId id, Use use) {
    if (id == kNothing || use.depth > kDeepest || !seen_blocks_.insert({id, use.is_masked, use.is_condition}).second) return;
    const Block& one = query_.block(id);
    if (one.kind == Block::Kind::kWrite) return write(one, use);
    block(one.left, use.deeper());
    block(one.right, use.deeper());
    for (const JoinId from : one.from) join(from, use.deeper());
    conditions(one, use);
    for (const BlockId effect : one.effects) effects(effect, use);
  }

  void effects(BlockId id, Use use) {
    block(id, {false, false, use.depth + 1});
  }

  void conditions(const Block& one, Use use) {
    value(one.where, use.deeper());
    value(one.having, use.deeper());
    for (const ExpressionId id : one.group_by) value(id, use.deeper());
    for (const ExpressionId id : one.others) value(id, use.deeper());
    for (const ExpressionId id : one.distinct_on) value(id, use.deeper());
    for (const auto& partition : one.windows)
      for (const ExpressionId id : partition) value(id, use.deeper());
  }

  void join(JoinId id, Use use) {
    if (id == kNothing || use.depth > kDeepest) return;
    const Join& one = query_.joins[static_cast<size_t>(id)];
    if (one.kind == Join::Kind::kRelation) {
      const Relation& relation = query_.relation(one.relation);
      if (relation.kind == Relation::Kind::kSubquery) block(relation.block, use.deeper());
      for (const ExpressionId of : relation.values) value(of, use.deeper());
      return;
    }
    join(one.left, use.deeper());
    join(one.right, use.deeper());
    value(one.on, use.deeper());
  }

  // All outputs of a block.
  void outputs(BlockId id, Use use) {
    if (id == kNothing || use.depth > kDeepest) return;
    const Block& one = query_.block(id);
    for (const Output& output : one.outputs) value(output.value, use.deeper());
    for (const auto& row : one.rows)
      for (const ExpressionId cell : row) value(cell, use.deeper());
    if (one.kind == Block::Kind::kUnion || one.kind == Block::Kind::kIntersect || one.kind == Block::Kind::kExcept) {
      outputs(one.left, use.deeper());
      outputs(one.right, use.deeper());
    }
  }

  void output(BlockId id, int32_t index, Use use) {
    if (id == kNothing || use.depth > kDeepest || index < 0 || !seen_outputs_.insert({id, index, use.is_masked, use.is_condition}).second) return;
    const Block& one = query_.block(id);
    const auto position = static_cast<size_t>(index);
    if (position < one.outputs.size()) value(one.outputs[position].value, use.deeper());
    for (const auto& row : one.rows)
      if (position < row.size()) value(row[position], use.deeper());
    if (one.left != kNothing) output(one.left, index, use.deeper());
    if (one.right != kNothing) output(one.right, index, use.deeper());
  }

  void write(const Block& one, Use use) {
    const Write& what = query_.writes[static_cast<size_t>(one.write)];
    // Which rows are changed shows nobody anything, as long as none is handed out.
    const Use rows = one.outputs.empty() ? use.condition() : use.deeper();
    for (const JoinId from : one.from) join(from, rows);
    if (what.merge_source != kNothing) join(what.merge_source, rows);
    value(what.merge_on, rows);
    conditions(one, rows);
    for (const Assignment& assignment : what.assignments) assigned(what.target, assignment, use);
    for (const Assignment& assignment : what.conflict.assignments) assigned(what.target, assignment, use);
    value(what.conflict.where, rows);
    for (const MergeAction& action : what.merge_actions) {
      value(action.condition, rows);
      for (const Assignment& assignment : action.assignments) assigned(what.target, assignment, use);
    }
    if (what.kind == StatementKind::kInsert) inserted(what, use);
    for (const Output& output : one.outputs) value(output.value, use.deeper());
    for (const BlockId effect : one.effects) effects(effect, use);
  }

  void inserted(const Write& what, Use use) {
    const Table* table = base_table(query_, what.target);
    for (size_t i = 0; i < what.columns.size(); ++i) {
      const int column = what.columns[i];
      const Span at = i < what.column_at.size() && what.column_at[i].end > 0 ? what.column_at[i] : query_.relation(what.target).at;
      const bool is_watched = table != nullptr && column >= 0 && with_.promises.watches(*table, column);
      if (is_watched) note_write(*table, column, false, at);
      // What goes from one protected column to another stays protected.
      if (what.source != kNothing && !is_watched) output(what.source, static_cast<int32_t>(i), use.deeper());
    }
    block(what.source, use.deeper());
  }

  void assigned(RelationId target, const Assignment& assignment, Use use) {
    const Table* table = base_table(query_, target);
    const int column = table == nullptr ? -1 : base_column(query_, target, assignment.name);
    const bool is_watched = column >= 0 && with_.promises.watches(*table, column);
    if (is_watched) note_write(*table, column, empties(query_, *table, column, assignment.value), assignment.at);
    else value(assignment.value, use.deeper());
  }

  void note_write(const Table& table, int column, bool is_emptied, Span at) {
    ColumnUse made;
    made.statement = with_.statement;
    made.table = &table;
    made.column = column;
    made.is_write = true;
    made.is_emptied = is_emptied;
    made.in_view = with_.in_view;
    made.at = with_.place(at);
    uses_.push_back(std::move(made));
  }

  void value(ExpressionId id, Use use) {
    if (id == kNothing || use.depth > kDeepest) return;
    const Expression& one = query_.expression(id);
    if (one.kind == ExpressionKind::kColumn) return column(one, use);
    // Whether there is something is not what it is.
    if (one.kind == ExpressionKind::kIsNull || one.kind == ExpressionKind::kIsNotNull || one.function == "count") return;
    if (is_emptiness(one)) return;
    if (one.kind == ExpressionKind::kExists) return block(one.block, use.deeper());
    if (one.kind == ExpressionKind::kOpaque && one.relation != kNothing) return whole_row(one, use);
    if (one.block != kNothing) {
      block(one.block, use.deeper());
      outputs(one.block, use.deeper());
    }
    for (uint32_t i = 0; i < one.child_count; ++i)
      value(query_.child(one, i), masks(query_, one, with_.promises.policy) ? use.masked() : use.deeper());
  }

  // phone <> '', COALESCE(phone, '') = ''
  bool is_emptiness(const Expression& one) const {
    if ((one.kind != ExpressionKind::kEqual && one.kind != ExpressionKind::kNotEqual) || one.child_count != 2) return false;
    for (uint32_t i = 0; i < 2; ++i) {
      const Expression& side = query_.expression(query_.child(one, i));
      if (side.kind == ExpressionKind::kConstant && side.text.empty()) return true;
    }
    return false;
  }

  void column(const Expression& one, Use use) {
    const Relation& relation = query_.relation(one.relation);
    if (relation.kind == Relation::Kind::kSubquery || relation.kind == Relation::Kind::kRecursive) return output(relation.block, one.column, use.deeper());
    if (relation.kind == Relation::Kind::kFunction && one.column >= 0 && static_cast<size_t>(one.column) < relation.values.size())
      return value(relation.values[static_cast<size_t>(one.column)], use.deeper());
    if (relation.table != nullptr && one.column >= 0) read(relation, one.column, one.at, use);
  }

  // to_jsonb(b), SELECT b
  void whole_row(const Expression& one, Use use) {
    const Relation& relation = query_.relation(one.relation);
    if (relation.kind == Relation::Kind::kSubquery) return outputs(relation.block, use.deeper());
    if (relation.table == nullptr) return;
    for (size_t i = 0; i < relation.table->columns.size(); ++i) read(relation, static_cast<int>(i), one.at, use);
  }

  void read(const Relation& relation, int column, Span at, Use use) {
    if (!with_.promises.watches(*relation.table, column) || relation.alias == "excluded") return;
    ColumnUse made;
    made.statement = with_.statement;
    made.table = relation.table;
    made.column = column;
    made.is_masked = use.is_masked;
    made.is_condition = use.is_condition;
    made.is_new_row = relation.kind == Relation::Kind::kRowOf;
    made.through = relation.through;
    made.in_view = with_.in_view;
    made.at = with_.place(relation.through != nullptr ? relation.through_at : at);
    for (ColumnUse& known : uses_)
      if (!known.is_write && known.table == made.table && known.column == made.column && known.is_masked == made.is_masked && known.is_condition == made.is_condition) return;
    uses_.push_back(std::move(made));
  }

  const Observation& with_;
  const Query& query_;
  std::set<std::tuple<BlockId, bool, bool>> seen_blocks_;
  std::set<std::tuple<BlockId, int32_t, bool, bool>> seen_outputs_;
  std::vector<ColumnUse> uses_;
};

}  // namespace

void observe_reads(const Observation& with) { ReadObserver(with).run(); }

}  // namespace ringfence::lifecycle
