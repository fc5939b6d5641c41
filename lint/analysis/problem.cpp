#include "lint/analysis/problem.h"

#include <algorithm>
#include <charconv>

#include "ringfence/row_security.h"

namespace ringfence::analysis {

Problem::Problem(const Query& the_query, const Catalog& the_catalog, const Terms& the_terms,
                 const RowClosures* the_closures)
    : query(the_query),
      catalog(the_catalog),
      terms(the_terms),
      in_routine(has_routine_parameters(the_query)),
      levels(std::max(1, the_catalog.levels)) {
  term_names.emplace_back("the row's own tenant");
  Node next = 1;  // node 0 is `tenant`
  for (const Parameter& parameter : query.parameters) parameter_nodes_.emplace_back(parameter.number, next++);
  const Node first_named = next;
  next += static_cast<Node>(query.parameters.size());

  // Equal texts are equal values.
  std::unordered_map<std::string_view, Node> others;
  literals = {{"true", next}, {"false", next + 1}};
  next += 2;
  constant_nodes_.assign(query.expressions.size(), kNothing);
  const Node first_constant = next;
  for (size_t i = 0; i < query.expressions.size(); ++i) {
    const Expression& expression = query.expressions[i];
    const bool truth = expression.kind == ExpressionKind::kTrue || expression.kind == ExpressionKind::kFalse;
    if (truth) constant_nodes_[i] = truth_node(expression.kind == ExpressionKind::kTrue);
    const bool literal = expression.kind == ExpressionKind::kConstant;
    if (!literal && expression.kind != ExpressionKind::kStable && expression.kind != ExpressionKind::kLocal) continue;
    auto& texts = literal ? literals : others;
    const auto [seen, is_new] = texts.try_emplace(expression.text, next);
    constant_nodes_[i] = seen->second;
    if (is_new) ++next;
  }
  fixed = next;
  is_literal.assign(static_cast<size_t>(fixed), 0);
  is_parameter.assign(static_cast<size_t>(fixed), 0);
  is_trusted_set.assign(static_cast<size_t>(fixed), 0);
  for (const auto& [text, node] : literals) {
    is_literal[static_cast<size_t>(node)] = 1;
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size()) numbers.emplace_back(node, number);
  }

  term_bits.assign(static_cast<size_t>(levels), std::vector<uint64_t>(static_cast<size_t>(fixed), 0));
  for (int level = 0; level < levels; ++level) {
    std::vector<uint64_t>& bits = term_bits[static_cast<size_t>(level)];
    bits[0] = 1;
    for (size_t i = 0; i < query.parameters.size(); ++i) {
      const Parameter& parameter = query.parameters[i];
      const auto node = static_cast<size_t>(parameter_nodes_[i].second);
      is_parameter[node] = 1;
      is_trusted_set[node] = terms.trusts_set(parameter);
      if (!terms.matches_parameter(parameter, level, in_routine)) continue;
      const uint64_t bit = bit_of(parameter.spelling);
      bits[node] = bit;
      if (level > 0) continue;
      const Node named = first_named + static_cast<Node>(i);
      bits[static_cast<size_t>(named)] = bit;
      tenant_of_term.emplace_back(static_cast<Node>(node), named);
    }
    for (size_t i = 0; i < query.expressions.size(); ++i)
      if (query.expressions[i].kind == ExpressionKind::kStable && constant_nodes_[i] >= first_constant &&
          terms.matches_stable(query.expressions[i].text, level))
        bits[static_cast<size_t>(constant_nodes_[i])] = bit_of(std::string(query.expressions[i].text));
  }
  for (size_t i = 0; i < query.expressions.size(); ++i)
    if (const ExpressionId open = opened(static_cast<ExpressionId>(i)); open != static_cast<ExpressionId>(i))
      constant_nodes_[i] = constant_nodes_[static_cast<size_t>(open)];
  find_members();
  static const RowClosures kNone;
  asked_ = the_closures == nullptr ? &kNone : the_closures;
  ask(*asked_);
}

bool Problem::copies_own_rows(const BulkCommand& command) const {
  return command.command == "COPY … TO" && *asked_ &&
         (*asked_)(query, *command.table, nullptr, RowCommand::kSelect, false).verdict == Verdict::kProven;
}

ExpressionId Problem::opened(ExpressionId id) const {
  while (id != kNothing) {
    const Expression& expression = query.expression(id);
    if (expression.kind != ExpressionKind::kStable || expression.child_count == 0) return id;
    for (int level = 0; level < levels; ++level)
      if (terms.matches_stable(expression.text, level)) return id;
    if (terms.is_member_term(expression.text)) return id;
    id = query.child(expression, 0);
  }
  return id;
}

void Problem::find_members() {
  std::vector<const Table*> seen;
  for (const Relation& relation : query.relations) {
    const Table* table = relation.table;
    if (table == nullptr || !table->is_owned() || std::find(seen.begin(), seen.end(), table) != seen.end()) continue;
    seen.push_back(table);
    for (int column = 0; column < static_cast<int>(table->columns.size()); ++column) {
      for (size_t i = 0; i < query.expressions.size(); ++i)
        if (query.expressions[i].kind == ExpressionKind::kStable &&
            terms.identifies_member(*table, column, query.expressions[i].text))
          members.push_back({table, column, constant_nodes_[i]});
      for (size_t i = 0; i < query.parameters.size(); ++i)
        if (terms.identifies_member(*table, column, query.parameters[i]))
          members.push_back({table, column, parameter_nodes_[i].second});
    }
  }
  std::erase_if(members, [](const Member& member) { return member.node == kNothing; });
}

namespace {

// Without anybody to ask, policies are what nobody has looked at.
RowClosure unasked(const Table& table) {
  RowClosure closure;
  if (!table.rls_enabled || table.row_policies.empty()) return closure;
  closure.verdict = Verdict::kUnknown;
  closure.hole = "row-level security of " + table.name + " is not evaluated";
  return closure;
}

RowCommand command_on(const Query& query, RelationId id) {
  const Relation& relation = query.relation(id);
  for (const Write& write : query.writes) {
    const Relation& target = query.relation(write.target);
    const bool is_target =
        write.target == id || (target.view != nullptr && relation.through == target.view && relation.through_at == target.at);
    if (is_target && write.kind == StatementKind::kUpdate) return RowCommand::kUpdate;
    if (is_target && write.kind == StatementKind::kDelete) return RowCommand::kDelete;
  }
  return RowCommand::kSelect;
}

// UPDATE and DELETE that look at a column of their target see what SELECT lets them see, and no more.
bool reads_a_column(const Query& query, RelationId id) {
  // What a view names of its table, the statement need not.
  if (query.relation(id).through != nullptr) return false;
  return std::any_of(query.expressions.begin(), query.expressions.end(), [&](const Expression& expression) {
    return expression.kind == ExpressionKind::kColumn && expression.relation == id;
  });
}

}  // namespace

void Problem::ask(const RowClosures& asked) {
  const auto ask_one = [&](const Table& table, const Relation* relation, RowCommand command, bool written) {
    return asked ? asked(query, table, relation, command, written) : unasked(table);
  };
  closures.resize(query.relations.size());
  is_new_row.assign(query.relations.size(), 0);
  for (size_t i = 0; i < query.relations.size(); ++i) {
    const Relation& relation = query.relations[i];
    const auto id = static_cast<RelationId>(i);
    if (relation.kind != Relation::Kind::kTable || relation.table == nullptr || !relation.table->is_owned()) continue;
    const RowCommand command = command_on(query, id);
    closures[i] = ask_one(*relation.table, &relation, command, false);
    if (command != RowCommand::kSelect && closures[i].verdict > Verdict::kConditional && reads_a_column(query, id))
      if (RowClosure seen = ask_one(*relation.table, &relation, RowCommand::kSelect, false);
          seen.verdict < closures[i].verdict)
        closures[i] = std::move(seen);
    is_new_row[i] = closures[i].verdict == Verdict::kRefuted && closures[i].term == kNewRow ? 1 : 0;
    if (closing_term_.empty() && closures[i].verdict <= Verdict::kConditional) closing_term_ = closures[i].term;
  }
  for (const Write& write : query.writes) {
    const Relation& target = query.relation(write.target);
    const bool asks = target.kind == Relation::Kind::kTable && target.table != nullptr && target.table->is_owned();
    const RowCommand command = write.kind == StatementKind::kUpdate ? RowCommand::kUpdate : RowCommand::kInsert;
    // Of MERGE and ON CONFLICT either may write: both have to hold.
    const bool either = write.kind == StatementKind::kMerge || write.conflict.updates;
    RowClosure closure = asks ? ask_one(*target.table, &target, command, true) : RowClosure();
    RowClosure update = asks && either ? ask_one(*target.table, &target, RowCommand::kUpdate, true) : closure;
    written_closures.push_back(update.verdict > closure.verdict ? std::move(update) : std::move(closure));
    conflict_closures.push_back(asks && write.conflict.updates
                                    ? ask_one(*target.table, &target, RowCommand::kUpdate, false)
                                    : RowClosure());
  }
}

bool Problem::is_tenants_own(RelationId id, bool consistent) const {
  const RowClosure& closure = closures[static_cast<size_t>(id)];
  const bool closed = closure.verdict == Verdict::kProven || (consistent && closure.verdict == Verdict::kConditional);
  return closed && levels == 1 && !closure.term.empty() && closure.term == closing_term_ &&
         query.relation(id).table->ownership.owner_class != OwnerClass::kMixed;
}

uint64_t Problem::bit_of(const std::string& name) {
  const auto index = static_cast<size_t>(std::find(term_names.begin(), term_names.end(), name) - term_names.begin());
  if (index == term_names.size()) term_names.push_back(name);
  return uint64_t{1} << std::min<size_t>(index, 63);
}

Node Problem::parameter_node(int number) const {
  for (const auto& [known, node] : parameter_nodes_)
    if (known == number) return node;
  return kNothing;
}

}  // namespace ringfence::analysis
