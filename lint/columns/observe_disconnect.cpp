// UPDATEs that take a connection out of use: the credentials in its row are of no use any more, but to a thief.
#include <fmt/format.h>

#include <algorithm>

#include "lint/columns/evidence_words.h"
#include "lint/columns/lexicon.h"
#include "lint/columns/observation.h"
#include "lint/columns/value.h"

namespace ringfence::columns {

namespace {

bool is_connection(const Table& table) {
  const Words words = lexicon().words_of(table.name);
  for (size_t length = 1; length <= std::min<size_t>(2, words.size()); ++length)
    if (evidence_words().disconnect_tables.contains(joined(words, words.size() - length, words.size()))) return true;
  return false;
}

// What the assignment says of the row; empty: nothing of the kind.
std::string flag_of(const Query& query, const Table& table, const Assignment& one) {
  if (one.column < 0 || one.value == kNothing) return {};
  const Expression& value = query.expression(one.value);
  if (value.kind == ExpressionKind::kNull || value.kind == ExpressionKind::kDefault) return {};
  const std::string& name = table.columns[static_cast<size_t>(one.column)].name;
  const EvidenceWords& known = evidence_words();
  const bool any_word = is_connection(table);
  const bool is_constant = value.kind == ExpressionKind::kConstant;
  const bool is_false = value.kind == ExpressionKind::kFalse || (is_constant && (value.text == "false" || value.text == "f"));
  const Words words = lexicon().words_of(name);
  if (name == "status" || name == "state" || name == "connection_status")
    return is_constant && any_word && known.disconnect_states.contains(std::string(value.text)) ? fmt::format("{} = '{}'", name, value.text) : std::string();
  const bool turns_off = name == "is_active" || name == "active" || name == "enabled" || name == "is_connected" || name == "connected" || name == "is_enabled";
  if (turns_off) return is_false && any_word ? name + " = false" : std::string();
  if (is_false) return {};
  const bool says_it = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return known.disconnect_always.contains(word) || (any_word && known.disconnect_words.contains(word));
  });
  return says_it ? name : std::string();
}

bool is_readable_again(const DataKind& kind, const Column& column) {
  if (kind.data_class != DataClass::kCredential || kind.treatment != Treatment::kReversible) return false;
  const Words words = lexicon().words_of(column.name);
  return std::none_of(words.begin(), words.end(), [](const std::string& word) { return lexicon().hashed.contains(word); });
}

}  // namespace

void observe_disconnects(const BoundStatement& bound, const Observation& with) {
  const Query& query = *bound.query;
  for (const Write& write : query.writes) {
    if (write.kind != StatementKind::kUpdate || write.target == kNothing) continue;
    const Table* table = query.relation(write.target).table;
    if (table == nullptr) continue;
    CredentialLeftover left;
    for (const Assignment& one : write.assignments)
      if (left.flag.empty()) left.flag = flag_of(query, *table, one);
    if (left.flag.empty()) continue;
    for (size_t i = 0; i < table->columns.size(); ++i) {
      const int column = static_cast<int>(i);
      const bool is_set = std::any_of(write.assignments.begin(), write.assignments.end(), [&](const Assignment& one) { return one.column == column; });
      if (!is_set && is_readable_again(with.classes.of(*table, column), table->columns[i])) left.columns.push_back(column);
    }
    if (left.columns.empty()) continue;
    left.statement = with.statement;
    left.table = table;
    left.at = place_of(*query.text, query.relation(write.target).at);
    with.facts.credential_leftovers.push_back(std::move(left));
  }
}

void forget_cleared(Facts& facts) {
  const auto routine_of = [&](int statement) { return statement < 0 ? nullptr : facts.statements[static_cast<size_t>(statement)].routine; };
  for (CredentialLeftover& left : facts.credential_leftovers)
    std::erase_if(left.columns, [&](int column) {
      return std::any_of(facts.credential_writes.begin(), facts.credential_writes.end(), [&](const CredentialWrite& write) {
        if (write.form != CredentialWrite::Form::kCleared || write.table != left.table || write.column != column) return false;
        const Routine* clearing = routine_of(write.statement);
        return write.at.source->path() == left.at.source->path() || (clearing != nullptr && (clearing == routine_of(left.statement) || clearing->return_type == "trigger"));
      });
    });
  std::erase_if(facts.credential_leftovers, [](const CredentialLeftover& left) { return left.columns.empty(); });
}

}  // namespace ringfence::columns
