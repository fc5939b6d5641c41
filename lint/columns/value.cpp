#include "lint/columns/value.h"

#include <algorithm>
#include <cctype>

#include "lint/columns/evidence.h"
#include "lint/columns/lexicon.h"
#include "ringfence/credential_words.h"
#include "ringfence/lower_case.h"

namespace ringfence::columns {

namespace {

using Form = CredentialWrite::Form;

constexpr int kDeepest = 40;

// The worse of two, where a value may be either or is put together of both.
int badness(Form form) {
  switch (form) {
    case Form::kCleared: return 0;
    case Form::kReadBack:
    case Form::kProduced: return 1;
    case Form::kReference: return 2;
    case Form::kUnknown: return 3;
    case Form::kBound: return 4;
    case Form::kPlain:
    case Form::kCopied: return 5;
    case Form::kGenerated: return 6;
    case Form::kLiteral: return 7;
    case Form::kEncoded: return 8;
    case Form::kWeakHash: return 9;
  }
  return 3;
}

bool is_predicate(ExpressionKind kind) { return kind >= ExpressionKind::kAnd; }

bool is_word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

}  // namespace

Place place_of(const SqlText& text, Span at) {
  uint32_t end = at.end;
  if (end <= at.begin && at.begin < text.text.size()) {
    end = at.begin + 1;
    if (text.text[at.begin] == '\'') {
      while (end < text.text.size() && text.text[end] != '\'') ++end;
      if (end < text.text.size()) ++end;
    } else {
      while (end < text.text.size() && is_word_byte(text.text[end])) ++end;
    }
  }
  return text.place(at.begin, std::max(end, at.begin + 1));
}

BaseColumn base_column(const Query& query, ExpressionId id) {
  for (int hops = 0; id != kNothing && hops < kDeepest; ++hops) {
    const Expression& expression = query.expression(id);
    if (expression.kind == ExpressionKind::kOpaque && expression.function.empty() && expression.child_count == 1) {
      id = query.child(expression, 0);
      continue;
    }
    if (expression.kind != ExpressionKind::kColumn || expression.relation == kNothing) return {};
    const Relation& relation = query.relation(expression.relation);
    if (relation.table != nullptr) return {relation.table, expression.column, expression.relation};
    if (relation.kind != Relation::Kind::kSubquery || relation.block == kNothing) return {};
    const Block& block = query.block(relation.block);
    if (expression.column < 0 || static_cast<size_t>(expression.column) >= block.outputs.size()) return {};
    id = block.outputs[static_cast<size_t>(expression.column)].value;
  }
  return {};
}

Value ValueJudge::judge(ExpressionId id, const Table& table, int column, const DataKind& kind) const {
  return judged(id, Target{table, column, kind}, 0);
}

Value ValueJudge::judged(ExpressionId id, const Target& target, int depth) const {
  Value value;
  if (id == kNothing || depth > kDeepest) return value;
  const Expression& expression = query_.expression(id);
  value.at = expression.at;
  switch (expression.kind) {
    case ExpressionKind::kNull:
    case ExpressionKind::kDefault:
      value.form = Form::kCleared;
      return value;
    case ExpressionKind::kConstant: return of_constant(expression);
    case ExpressionKind::kParameter:
      value.form = Form::kBound;
      value.parameter = expression.number;
      for (const Parameter& parameter : query_.parameters)
        if (parameter.number == expression.number) value.given = parameter.spelling;
      return value;
    case ExpressionKind::kColumn: return of_column(id, target);
    case ExpressionKind::kScalarSubquery: return of_subquery(expression, target, depth);
    case ExpressionKind::kStable:
    case ExpressionKind::kOpaque: return expression.function.empty() ? of_children(expression, target, depth) : of_call(id, target, depth);
    case ExpressionKind::kCoalesce:
    case ExpressionKind::kCase:
    case ExpressionKind::kArray: return of_children(expression, target, depth);
    default: return value;
  }
}

Value ValueJudge::of_constant(const Expression& expression) const {
  Value value;
  value.at = expression.at;
  value.given = "a literal";
  // "!", "*" and "x" are how accounts are locked.
  if (expression.text.size() <= 1) value.form = Form::kCleared;
  else value.form = looks_protected(expression.text) ? Form::kProduced : Form::kLiteral;
  return value;
}

Value ValueJudge::of_column(ExpressionId id, const Target& target) const {
  Value value;
  value.at = query_.expression(id).at;
  const BaseColumn source = base_column(query_, id);
  if (!source) return value;
  if (source.table == &target.table && source.column == target.column) {
    value.form = Form::kCleared;
    return value;
  }
  const DataKind& kind = classes_.of(*source.table, source.column);
  value.given = source.table->display_name() + "." + source.table->columns[static_cast<size_t>(source.column)].name;
  if (kind.data_class == DataClass::kCredential && !is_protected_by_ddl(*source.table, source.column, kind)) value.form = Form::kCopied;
  return value;
}

// Of several values the worst counts; beside others a literal is a prefix or a separator, and no value.
Value ValueJudge::of_children(const Expression& expression, const Target& target, int depth) const {
  Value worst;
  worst.at = expression.at;
  bool any = false;
  const bool is_choice = expression.kind != ExpressionKind::kOpaque;
  for (uint32_t i = 0; i < expression.child_count; ++i) {
    const ExpressionId child = query_.child(expression, i);
    if (is_predicate(query_.expression(child).kind)) continue;
    Value value = judged(child, target, depth + 1);
    if (!is_choice && expression.child_count > 1 && value.form == Form::kLiteral) value.form = Form::kCleared;
    if (!any || badness(value.form) > badness(worst.form)) worst = std::move(value);
    any = true;
  }
  return worst;
}

Value ValueJudge::of_subquery(const Expression& expression, const Target& target, int depth) const {
  const Block& block = query_.block(expression.block);
  const auto position = static_cast<size_t>(std::max(expression.column, 0));
  if (block.kind != Block::Kind::kSelect || position >= block.outputs.size()) return {};
  return judged(block.outputs[position].value, target, depth + 1);
}

Value ValueJudge::of_call(ExpressionId id, const Target& target, int depth) const {
  const Expression& call = query_.expression(id);
  const Lexicon& words = lexicon();
  const std::string_view name = call.function;
  Value value;
  value.at = call.at;
  value.given = std::string(name) + "(…)";
  const auto is = [&](Form form) {
    value.form = form;
    return value;
  };
  if (is_declared(name)) return is(Form::kProduced);
  if (words.does(name, "vault")) return is(Form::kReference);
  if (words.does(name, "encrypt") || words.does(name, "keyed_hash")) return is(Form::kProduced);
  if (words.does(name, "random")) return is(Form::kGenerated);
  if (calls_random(call, depth) && !words.does(name, "password_hash")) return is(Form::kGenerated);
  if (words.does(name, "password_hash") || words.does(name, "digest") || words.does(name, "weak_digest")) return of_digest(call, target);
  if (words.does(name, "encode")) {
    Value inner = call.child_count == 0 ? Value() : judged(query_.child(call, 0), target, depth + 1);
    const bool stays = inner.form == Form::kProduced || inner.form == Form::kReference || inner.form == Form::kWeakHash ||
                       inner.form == Form::kGenerated || inner.form == Form::kCleared;
    // Where SQL does not see what is encoded, it may have been ciphertext before.
    if (stays || inner.form == Form::kUnknown) return inner;
    return is(Form::kEncoded);
  }
  if (words.does(name, "transparent")) return of_children(call, target, depth);
  if (produces_inside(name)) return is(Form::kProduced);
  return value;
}

Value ValueJudge::of_digest(const Expression& call, const Target& target) const {
  const Lexicon& words = lexicon();
  Value value;
  value.at = call.at;
  value.given = std::string(call.function) + "(…)";
  value.form = Form::kProduced;
  std::string algorithm;
  for (uint32_t i = 0; i < call.child_count; ++i) {
    const Expression& argument = query_.expression(query_.child(call, i));
    // gen_salt('bf') says it by what it is given.
    const bool is_salt = argument.kind == ExpressionKind::kOpaque && argument.child_count > 0;
    const Expression& child = is_salt ? query_.expression(query_.child(argument, 0)) : argument;
    if (i > 0 && (child.kind == ExpressionKind::kConstant || child.kind == ExpressionKind::kStable)) algorithm = lower_case(child.text);
  }
  if (call.kind == ExpressionKind::kStable) algorithm = lower_case(call.text);
  const bool is_password_hash = words.does(call.function, "password_hash");
  const auto& weak = is_password_hash ? words.weak_salts : words.weak_algorithms;
  const auto names_weak = [&](const std::string& one) { return algorithm == one || algorithm.find("'" + one + "'") != std::string::npos; };
  const bool is_weak = words.does(call.function, "weak_digest") || std::any_of(weak.begin(), weak.end(), names_weak);
  if (is_weak || (!is_password_hash && is_guessable(target.kind))) value.form = Form::kWeakHash;
  return value;
}

// "crm::seal" declares app.seal() of SQL as well.
bool ValueJudge::is_declared(std::string_view function) const {
  return std::any_of(policy_.credential.producers.begin(), policy_.credential.producers.end(), [&](const Setting& one) {
    const size_t last = one.value.find_last_of(":.");
    return std::string_view(one.value).substr(last == std::string::npos ? 0 : last + 1) == function;
  });
}

// A function of the project's own whose body calls something that protects.
bool ValueJudge::produces_inside(std::string_view function) const {
  for (const auto& routine : catalog_.routines) {
    if (routine->name != function) continue;
    const std::string body = lower_case(routine->body_text);
    for (const auto& [name, what] : lexicon().functions) {
      if (!what.contains("encrypt") && !what.contains("password_hash") && !what.contains("vault")) continue;
      const size_t at = body.find(name + "(");
      if (at != std::string::npos && (at == 0 || !is_word_byte(body[at - 1]))) return true;
    }
  }
  return false;
}

bool ValueJudge::calls_random(const Expression& expression, int depth) const {
  if (depth > kDeepest) return false;
  for (uint32_t i = 0; i < expression.child_count; ++i) {
    const Expression& child = query_.expression(query_.child(expression, i));
    if (lexicon().does(child.function, "random") || calls_random(child, depth + 1)) return true;
  }
  return false;
}

}  // namespace ringfence::columns
