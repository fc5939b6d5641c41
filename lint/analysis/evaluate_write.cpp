// INSERT, UPDATE, DELETE, MERGE: which rows are touched, and whose the written rows are.
#include <algorithm>

#include "lint/analysis/run.h"

namespace ringfence::analysis {

void Run::evaluate_write(BlockId id, Context context) {
  const Block& of = block(id);
  const Write& write = query().writes[static_cast<size_t>(of.write)];
  if (write.kind == StatementKind::kInsert) return evaluate_insert(of, write, std::move(context));
  if (write.kind == StatementKind::kMerge) return evaluate_merge(of, write, std::move(context));
  add_from(of.from, context, rejected_relations(of, nullptr, kNothing));
  assume(of.where, context);
  close(context);
  over_cases(std::move(context), [&](Context& one) {
    judge_block(of, one);
    for (const Assignment& assignment : write.assignments) judge_expression(assignment.value, one);
    if (write.kind == StatementKind::kUpdate) judge_assignments(write, of.write, write.assignments, one);
  });
}

// Nodes for a row of `table` as it will be written.
Node Run::written_base(const Table& table, Context& context) {
  return context.add_nodes(static_cast<int>(table.columns.size()) + 1);
}

bool Run::default_is_term(const Column& column, int level) const {
  if (column.default_text.empty()) return false;
  std::string text = column.default_text;
  while (!text.empty() && text.front() == '(' && text.back() == ')') text = text.substr(1, text.size() - 2);
  return problem_.terms.matches_stable(text.substr(0, text.find("::")), level);
}

KeyState Run::key_state(WrittenRow& row, int level, const Context& context, Node key) const {
  const Table& table = *query().relation(row.target).table;
  const int column = table.ownership.keys[static_cast<size_t>(level)];
  const ExpressionId value = row.values[static_cast<size_t>(column)];
  const bool is_default = value != kNothing && query().expression(value).kind == ExpressionKind::kDefault;
  // A column that a query gives may have no expression of its own (a UNION's output); it is given all the same.
  if (row.kind == WrittenRow::Kind::kInserted && (is_default || row.given[static_cast<size_t>(column)] == 0)) {
    if (default_is_term(table.columns[static_cast<size_t>(column)], level)) return KeyState::kTied;
    return table.ownership.owner_class == OwnerClass::kMixed ? KeyState::kTied : KeyState::kNotGiven;
  }
  if (value != kNothing && query().expression(value).kind == ExpressionKind::kNull)
    return table.ownership.owner_class == OwnerClass::kMixed ? KeyState::kTied : KeyState::kNull;
  Binding binding;
  const Tie tie = tie_of(key, level, context, binding);
  if (tie == Tie::kBound) row.owner.terms &= binding.terms;
  switch (tie) {
    case Tie::kNotReached:
    case Tie::kBound: return KeyState::kTied;
    case Tie::kSet: return KeyState::kSet;
    case Tie::kLiteral: return KeyState::kLiteral;
    case Tie::kOpaque: return KeyState::kOpaque;
    case Tie::kNone: break;
  }
  return KeyState::kOther;
}

// What a scalar subquery finds, where it is known to find a row: NULL cannot be written, or would refer to nothing.
Node Run::found_value(ExpressionId id, Context& context) {
  if (id == kNothing) return kNothing;
  const Expression& value = query().expression(id);
  if (value.kind != ExpressionKind::kScalarSubquery || !can_export(block(value.block))) return kNothing;
  const std::vector<Node> found = export_block(value.block, context);
  const auto index = static_cast<size_t>(std::max(value.column, 0));
  return index < found.size() ? found[index] : kNothing;
}

// Whether `column` refers to the same column that position `part` of `key` refers to.
static bool is_such_a_reference(const Table& from, int column, const ForeignKey& key, size_t part) {
  return std::any_of(from.foreign_keys.begin(), from.foreign_keys.end(), [&](const ForeignKey& other) {
    if (other.target != key.target || part >= key.target_columns.size()) return false;
    for (size_t c = 0; c < other.columns.size() && c < other.target_columns.size(); ++c)
      if (other.columns[c] == column && other.target_columns[c] == key.target_columns[part]) return true;
    return false;
  });
}

// Whether the foreign key gets a value that is no copy of such a reference.
bool Run::sets_reference(const WrittenRow& row, const ForeignKey& key) const {
  const auto& own_keys = query().relation(row.target).table->ownership.keys;
  for (size_t part = 0; part < key.columns.size(); ++part) {
    const ExpressionId id = row.values[static_cast<size_t>(key.columns[part])];
    if (id == kNothing || std::find(own_keys.begin(), own_keys.end(), key.columns[part]) != own_keys.end()) continue;
    const Expression& value = query().expression(id);
    if (value.kind == ExpressionKind::kNull || value.kind == ExpressionKind::kDefault) continue;
    if (value.kind != ExpressionKind::kColumn || value.column == kNothing) return true;
    const Table* from = query().relation(value.relation).table;
    if (from == nullptr || !is_such_a_reference(*from, value.column, key, part)) return true;
  }
  return false;
}

// Whose row will it be, and on whose rows will it hang?
void Run::judge_written(WrittenRow& row, Context& context, Node base) {
  const Table& table = *query().relation(row.target).table;
  const Ownership& ownership = table.ownership;
  if (!table.is_owned()) return;
  // A row that is written without NULL in its NOT NULL columns, or not at all.
  context.add_row(table, base, false, 0);
  const size_t index = context.rows.size() - 1;
  context.rows[index].written = true;
  close(context);
  if (is_closed(problem_.written_closures[static_cast<size_t>(row.write)])) {
    row.owner.tie = Tie::kBound;
    row.owner.terms = 1;
  } else if (ownership.owner_class == OwnerClass::kVia) {
    row.owner = binding_of(index, context);
  } else {
    row.owner.tie = Tie::kBound;
    for (size_t level = 0; level < ownership.keys.size(); ++level) {
      if (ownership.keys[level] == kNothing) continue;
      const KeyState state = key_state(row, static_cast<int>(level), context, base + ownership.keys[level]);
      row.key_states.resize(level + 1, KeyState::kTied);
      row.key_states[level] = state;
      if (state != KeyState::kTied) row.owner.tie = std::max(row.owner.tie, Tie::kNone);
    }
  }
  for (size_t k = 0; k < table.foreign_keys.size(); ++k) {
    const ForeignKey& key = table.foreign_keys[k];
    const bool decides =
        ownership.owner_class == OwnerClass::kVia &&
        std::find(ownership.parents.begin(), ownership.parents.end(), static_cast<int>(k)) != ownership.parents.end();
    if (key.target == nullptr || !key.target->is_owned() || key.target->ownership.owner_class == OwnerClass::kRoot ||
        decides)
      continue;
    if (!sets_reference(row, key)) continue;
    Context referenced = context;
    const Node parent = written_base(*key.target, referenced);
    referenced.add_row(*key.target, parent, true, 1);
    const size_t parent_index = referenced.rows.size() - 1;
    for (const int column : key.columns)
      if (!table.columns[static_cast<size_t>(column)].not_null)
        referenced.unite(base + column, found_value(row.values[static_cast<size_t>(column)], referenced));
    for (size_t c = 0; c < key.columns.size() && c < key.target_columns.size(); ++c)
      referenced.unite(base + key.columns[c], parent + key.target_columns[c]);
    close(referenced);
    if (binding_of(parent_index, referenced).tie > Tie::kBound) row.free_parents.push_back(static_cast<int>(k));
  }
}

void Run::evaluate_insert(const Block& of, const Write& write, Context context) {
  if (write.source != kNothing) {
    evaluate(write.source, context, kNothing);
    const Block& source = block(write.source);
    if (source.kind == Block::Kind::kValues) {
      for (const auto& values : source.rows) {
        Context one = context;
        std::vector<Node> nodes;
        for (const ExpressionId value : values) nodes.push_back(node_of(value, one));
        insert_row(of, write, std::move(one), values, nodes);
      }
    } else {
      const std::vector<Node> nodes = export_block(write.source, context);
      std::vector<ExpressionId> values;
      for (const Output& output : source.outputs) values.push_back(output.value);
      insert_row(of, write, std::move(context), values, nodes);
    }
  } else {
    insert_row(of, write, std::move(context), {}, {});
  }
}

void Run::insert_row(const Block& of, const Write& write, Context context, const std::vector<ExpressionId>& values,
                     const std::vector<Node>& nodes) {
  const Relation& target = query().relation(write.target);
  if (target.table == nullptr) return;
  const Table& table = *target.table;
  const Node base = written_base(table, context);
  WrittenRow row;
  row.kind = WrittenRow::Kind::kInserted;
  row.write = of.write;
  row.target = write.target;
  row.values.assign(table.columns.size(), kNothing);
  row.at.assign(table.columns.size(), Span{});
  row.given.assign(table.columns.size(), 0);
  for (size_t i = 0; i < write.columns.size(); ++i) {
    const int column = write.columns[i];
    if (column == kNothing || static_cast<size_t>(column) >= table.columns.size()) continue;
    row.given[static_cast<size_t>(column)] = 1;
    if (i < values.size()) row.values[static_cast<size_t>(column)] = values[i];
    row.at[static_cast<size_t>(column)] = write.column_at[i];
    Node node = i < nodes.size() ? nodes[i] : kNothing;
    if (node == kNothing && i < values.size() && table.columns[static_cast<size_t>(column)].not_null)
      node = found_value(values[i], context);
    context.unite(base + column, node, [&](Node a, Node b) { return Edge{a, b, "the inserted value", {}}; });
  }
  context.base_of[static_cast<size_t>(write.target)] = base;
  Context owner = context;
  judge_written(row, owner, base);
  if (write.conflict.present && write.conflict.updates) judge_conflict(of, write, owner, base);
  for (const Output& output : of.outputs) judge_expression(output.value, owner);
  written_rows.push_back(std::move(row));
}

// DO UPDATE changes whichever row is there already under the arbiter's values.
void Run::judge_conflict(const Block& of, const Write& write, const Context& before, Node inserted) {
  const Table& table = *query().relation(write.target).table;
  const ConflictClause& conflict = write.conflict;
  Context context = before;
  // Whose row is inserted has been judged; that its references may cross is a note of its own.
  for (Row& row : context.rows) row.supposed_consistent = row.written;
  const Node existing = context.add_nodes(static_cast<int>(table.columns.size()) + 1);
  context.add_row(table, existing, false, 0);
  const size_t index = context.rows.size() - 1;
  std::vector<int> arbiter = conflict.arbiter_columns;
  for (const UniqueKey& key : table.unique_keys)
    if (!conflict.constraint.empty() && key.name == conflict.constraint && !key.over_expressions) arbiter = key.columns;
  for (const int column : arbiter) {
    context.set_not_null(existing + column);
    context.unite(existing + column, inserted + column, [&](Node a, Node b) {
      return Edge{a, b, "the conflicting row agrees on " + table.columns[static_cast<size_t>(column)].name, {}};
    });
  }
  context.base_of[static_cast<size_t>(write.target)] = existing;
  context.base_of[static_cast<size_t>(conflict.excluded)] = inserted;
  assume(conflict.where, context);
  close(context);
  over_cases(context, [&](Context& one) {
    ConflictRow found;
    found.write = of.write;
    found.target = write.target;
    found.binding = binding_of(index, one);
    if (is_closed(problem_.conflict_closures[static_cast<size_t>(of.write)])) found.binding.tie = Tie::kBound;
    conflict_rows.push_back(found);
    judge_expression(conflict.where, one, true);
    for (const Assignment& assignment : conflict.assignments) judge_expression(assignment.value, one);
    judge_assignments(write, of.write, conflict.assignments, one);
  });
}

// UPDATE … SET: the row as it will be must still be the tenant's.
void Run::judge_assignments(const Write& write, int write_index, const std::vector<Assignment>& assignments,
                            const Context& before) {
  const Table* table = query().relation(write.target).table;
  const Node old_row = before.base_of[static_cast<size_t>(write.target)];
  if (table == nullptr || !table->is_owned() || old_row == kNothing || assignments.empty()) return;
  Context context = before;
  WrittenRow row;
  row.kind = WrittenRow::Kind::kUpdated;
  row.write = write_index;
  row.target = write.target;
  row.values.assign(table->columns.size(), kNothing);
  row.at.assign(table->columns.size(), Span{});
  const Node base = written_base(*table, context);
  for (const Assignment& assignment : assignments) {
    if (assignment.column == kNothing) continue;
    const auto column = static_cast<size_t>(assignment.column);
    row.values[column] = assignment.value;
    row.at[column] = assignment.at;
    Node node = node_of(assignment.value, context);
    if (node == kNothing && table->columns[column].not_null) node = found_value(assignment.value, context);
    context.unite(base + assignment.column, node, [&](Node a, Node b) { return Edge{a, b, "SET", {}}; });
  }
  for (size_t column = 0; column < table->columns.size(); ++column)
    if (row.values[column] == kNothing)
      context.unite(base + static_cast<Node>(column), old_row + static_cast<Node>(column), [&](Node a, Node b) {
        return Edge{a, b, "unchanged", {}};
      });
  judge_written(row, context, base);
  written_rows.push_back(std::move(row));
}

void Run::evaluate_merge(const Block& of, const Write& write, Context context) {
  add_join(write.merge_source, context, std::vector<uint8_t>(query().relations.size(), 0));
  close(context);
  Context source = context;
  bool inserts = false;
  bool changes = false;
  for (const MergeAction& action : write.merge_actions) {
    inserts = inserts || !action.matched;
    changes = changes || (action.matched && action.kind != MergeAction::Kind::kNothing);
  }
  Context matched = context;
  add_relation(write.target, matched);
  assume(write.merge_on, matched);
  close(matched);
  // Where unmatched rows insert, the source counts whether or not it matches.
  if (inserts) over_cases(source, [&](Context& one) { judge_join(of, write.merge_source, one); });
  over_cases(matched, [&](Context& one) {
    if (!inserts) judge_join(of, write.merge_source, one);
    judge_expression(write.merge_on, one, true);
    if (inserts || !changes) judge_relation(write.target, one);
  });
  for (const MergeAction& action : write.merge_actions) {
    Context of_action = action.matched ? matched : source;
    assume(action.condition, of_action);
    close(of_action);
    over_cases(std::move(of_action), [&](Context& one) {
      judge_expression(action.condition, one, true);
      for (const Assignment& assignment : action.assignments) judge_expression(assignment.value, one);
      if (action.matched && action.kind != MergeAction::Kind::kNothing) judge_relation(write.target, one);
      if (action.kind == MergeAction::Kind::kUpdate) judge_assignments(write, of.write, action.assignments, one);
      if (action.kind != MergeAction::Kind::kInsert) return;
      Write insert;
      insert.kind = StatementKind::kInsert;
      insert.target = write.target;
      std::vector<ExpressionId> values;
      std::vector<Node> nodes;
      for (const Assignment& assignment : action.assignments) {
        insert.columns.push_back(assignment.column);
        insert.column_at.push_back(assignment.at);
        values.push_back(assignment.value);
        nodes.push_back(node_of(assignment.value, one));
      }
      Block nothing_returned;
      nothing_returned.write = of.write;
      insert_row(nothing_returned, insert, one, values, nodes);
    });
  }
}

}  // namespace ringfence::analysis
