// Personal data that SQL itself writes where logs are kept: RAISE, rows copied into log tables, people in literals.
#include <algorithm>

#include "lint/columns/lexicon.h"
#include "lint/columns/observation.h"
#include "lint/columns/owner.h"
#include "lint/columns/value.h"

namespace ringfence::columns {

namespace {

constexpr int kDeepest = 30;

bool is_log(const Table& table) {
  static const std::set<std::string> kWords = {"log", "audit", "history", "trail", "journal", "changelog", "event", "archive"};
  const Words words = lexicon().words_of(table.name);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) { return kWords.contains(word); });
}

class LogObserver {
 public:
  LogObserver(const Query& query, const Observation& with) : query_(query), with_(with) {}

  // Every column and variable in what RAISE says.
  void said(ExpressionId id, int depth = 0) {
    if (id == kNothing || depth > kDeepest) return;
    const Expression& expression = query_.expression(id);
    // Of a function's value nothing is known but for those that hand their argument on.
    if (!expression.function.empty() && !lexicon().does(expression.function, "transparent") && !lexicon().does(expression.function, "row_to_text")) return;
    if (const BaseColumn base = base_column(query_, id)) return add_column(PersonalSqlLog::How::kRaise, base, place_of(*query_.text, expression.at), {});
    if (expression.kind == ExpressionKind::kLocal || expression.kind == ExpressionKind::kParameter) return said_by_name(expression);
    if (expression.kind == ExpressionKind::kOpaque && expression.relation != kNothing) return said_row(expression);
    for (uint32_t i = 0; i < expression.child_count; ++i) said(query_.child(expression, i), depth + 1);
  }

  // INSERT INTO audit_log … to_jsonb(NEW).
  void row_into_log() {
    for (const Write& write : query_.writes) {
      const Table* target = write.target == kNothing ? nullptr : query_.relation(write.target).table;
      if (target == nullptr || write.source == kNothing || !is_log(*target)) continue;
      const Block& block = query_.block(write.source);
      for (const auto& row : block.rows)
        for (const ExpressionId value : row) find_row(value, *target, 0);
      for (const Output& output : block.outputs) find_row(output.value, *target, 0);
    }
  }

  // WHERE email = 'jane@example.org' in a statement of the application.
  void literals() {
    for (const Expression& expression : query_.expressions) {
      if (expression.kind != ExpressionKind::kEqual || expression.child_count != 2) continue;
      for (uint32_t side = 0; side < 2; ++side) {
        const ExpressionId value = query_.child(expression, 1 - side);
        const BaseColumn base = base_column(query_, query_.child(expression, side));
        if (base && query_.expression(value).kind == ExpressionKind::kConstant) literal(base, query_.expression(value));
      }
    }
  }

 private:
  void add(PersonalSqlLog::How how, const DataKind& kind, std::string what, Place at, Place declared_at, std::string where) {
    if (with_.policy.personal.allows(kind.category, kSqlLog)) return;
    PersonalSqlLog log;
    log.how = how;
    log.what = std::move(what);
    log.category = kind.category;
    log.where = std::move(where);
    log.is_credential = kind.data_class == DataClass::kCredential;
    log.at = at;
    log.declared_at = declared_at;
    with_.facts.personal_sql_logs.push_back(std::move(log));
  }

  void add_column(PersonalSqlLog::How how, const BaseColumn& base, Place at, std::string where) {
    const DataKind& kind = with_.classes.of(*base.table, base.column);
    const Column& column = base.table->columns[static_cast<size_t>(base.column)];
    if (kind.data_class != DataClass::kNone) add(how, kind, base.table->display_name() + "." + column.name, at, column.declared_at, std::move(where));
  }

  // `v_email`, `p_phone`: prefixes of variables say nothing.
  void said_by_name(const Expression& expression) {
    std::string name(expression.text);
    if (expression.kind == ExpressionKind::kParameter)
      for (const Parameter& parameter : query_.parameters)
        if (parameter.number == expression.number) name = parameter.name;
    const DataKind kind = classify_name(name, {}, {});
    if (kind.data_class != DataClass::kNone && !kind.is_weak) add(PersonalSqlLog::How::kRaise, kind, name, place_of(*query_.text, expression.at), {}, {});
  }

  void said_row(const Expression& expression) {
    const Table* table = query_.relation(expression.relation).table;
    if (table != nullptr) whole_row(PersonalSqlLog::How::kRaise, *table, {}, place_of(*query_.text, expression.at), {});
  }

  // One fact for a row: its first column that is somebody's and is not taken out.
  void whole_row(PersonalSqlLog::How how, const Table& table, const std::vector<std::string>& without, Place at, std::string where) {
    int first = -1;
    for (size_t i = 0; i < table.columns.size(); ++i) {
      const DataKind& kind = with_.classes.of(table, static_cast<int>(i));
      if (kind.data_class == DataClass::kNone || std::find(without.begin(), without.end(), table.columns[i].name) != without.end()) continue;
      if (first < 0 || kind.data_class == DataClass::kCredential) first = static_cast<int>(i);
      if (kind.data_class == DataClass::kCredential) break;
    }
    if (first >= 0) add_column(how, {&table, first, kNothing}, at, std::move(where));
  }

  // `to_jsonb(NEW) - 'email'`: what is taken out stands beside the row.
  void find_row(ExpressionId id, const Table& target, int depth, std::vector<std::string> without = {}) {
    if (id == kNothing || depth > kDeepest) return;
    const Expression& expression = query_.expression(id);
    if (expression.kind == ExpressionKind::kOpaque && expression.relation != kNothing && expression.function.empty()) {
      const Relation& relation = query_.relation(expression.relation);
      if (relation.table != nullptr && relation.table != &target)
        whole_row(PersonalSqlLog::How::kRowIntoLog, *relation.table, without, place_of(*query_.text, expression.at), target.display_name());
      return;
    }
    for (uint32_t i = 0; i < expression.child_count; ++i) {
      const Expression& child = query_.expression(query_.child(expression, i));
      if (child.kind == ExpressionKind::kConstant) without.emplace_back(child.text);
      if (child.kind == ExpressionKind::kArray)
        for (uint32_t k = 0; k < child.child_count; ++k) without.emplace_back(query_.expression(query_.child(child, k)).text);
    }
    for (uint32_t i = 0; i < expression.child_count; ++i) find_row(query_.child(expression, i), target, depth + 1, without);
  }

  void literal(const BaseColumn& base, const Expression& value) {
    const DataKind& kind = with_.classes.of(*base.table, base.column);
    if (kind.data_class != DataClass::kPersonal) return;
    const std::string_view text = value.text;
    const bool is_mail = kind.category == "contact.email" && text.find('@') != std::string_view::npos && text.find('@') > 0;
    const bool is_number = kind.category == "contact.phone" || kind.category == "id.government" || kind.category.starts_with("financial.");
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (is_mail || (is_number && digits >= 7)) add_column(PersonalSqlLog::How::kLiteral, base, place_of(*query_.text, value.at), {});
  }

  const Query& query_;
  const Observation& with_;
};

}  // namespace

void observe_raise(const BoundStatement& bound, const Observation& with) {
  const Query& query = *bound.query;
  if (query.root == kNothing) return;
  LogObserver observer(query, with);
  for (const Output& output : query.block(query.root).outputs) observer.said(output.value);
}

void observe_logs(const BoundStatement& bound, const Observation& with) {
  LogObserver observer(*bound.query, with);
  observer.row_into_log();
  observer.literals();
}

}  // namespace ringfence::columns
