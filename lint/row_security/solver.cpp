#include "lint/row_security/solver.h"

#if RINGFENCE_HAS_Z3

#include <z3++.h>

#include <charconv>
#include <map>
#include <optional>

#include "ringfence/operators.h"
#include "ringfence/row_security.h"

namespace ringfence::row_security {

namespace {

constexpr unsigned kMilliseconds = 200;

/// A predicate in SQL's logic: true, false or (neither) NULL.
struct Truth {
  z3::expr yes;
  z3::expr no;
};

struct Value {
  z3::expr value;
  z3::expr null;
};

bool is_integer(const std::string& type) { return type == "int2" || type == "int4" || type == "int8"; }

/// What is not understood becomes a variable of its own: that makes more rows possible, never fewer.
class Encoder {
 public:
  Encoder(z3::context& context, const Query& query, const Table& table, const Policy& policy)
      : z3_(context), query_(query), table_(table), policy_(policy), text_sort_(context.uninterpreted_sort("text")) {}

  Truth truth(ExpressionId id);
  Value key(int column) { return column_value(column, is_integer(type_of(column))); }
  /// "key = term" of every term that the policy names.
  z3::expr is_tenants(int column);
  bool guessed() const { return guessed_; }
  const std::string& term() const { return term_; }

 private:
  const std::string& type_of(int column) const { return table_.columns[static_cast<size_t>(column)].type; }
  bool is_own_column(const Expression& expression) const {
    return expression.kind == ExpressionKind::kColumn && expression.relation == 0 &&
           static_cast<size_t>(expression.column) < table_.columns.size();
  }
  Truth guess();
  Truth known(const z3::expr& yes) { return {yes, !yes}; }
  Truth joined(const Expression& expression, bool all);
  Truth compared(ExpressionId left, ExpressionId right, Operator how);
  Truth opaque(const Expression& expression);
  bool is_number(ExpressionId id) const;
  Value value(ExpressionId id, bool number);
  Value computed(const Expression& expression);
  Value column_value(int column, bool number);
  Value named(const std::string& name, bool number);
  Value fresh(bool number);
  z3::expr variable(const std::string& name, bool number) {
    return number ? z3_.int_const(name.c_str()) : z3_.constant(name.c_str(), text_sort_);
  }

  z3::context& z3_;
  const Query& query_;
  const Table& table_;
  const Policy& policy_;
  z3::sort text_sort_;
  std::string term_;
  int made_ = 0;
  bool guessed_ = false;
};

Value Encoder::named(const std::string& name, bool number) {
  return {variable(name + (number ? " as number" : " as text"), number), z3_.bool_const((name + " is null").c_str())};
}

Value Encoder::fresh(bool number) {
  guessed_ = true;
  return named("unknown " + std::to_string(++made_), number);
}

Truth Encoder::guess() {
  guessed_ = true;
  const z3::expr yes = z3_.bool_const(("guess " + std::to_string(++made_)).c_str());
  const z3::expr no = z3_.bool_const(("guess " + std::to_string(++made_)).c_str());
  return {yes, no && !yes};
}

Value Encoder::column_value(int column, bool number) {
  const Column& of = table_.columns[static_cast<size_t>(column)];
  Value made = named("column " + of.name, number);
  if (of.not_null) made.null = z3_.bool_val(false);
  return made;
}

bool Encoder::is_number(ExpressionId id) const {
  const Expression& expression = query_.expression(id);
  if (is_own_column(expression)) return is_integer(type_of(expression.column));
  const auto how = static_cast<Operator>(expression.number);
  const bool arithmetic = how == Operator::kPlus || how == Operator::kMinus || how == Operator::kTimes;
  if (expression.kind != ExpressionKind::kCoalesce && !(expression.kind == ExpressionKind::kOpaque && arithmetic)) return false;
  for (uint32_t i = 0; i < expression.child_count; ++i)
    if (is_number(query_.child(expression, i))) return true;
  return false;
}

Value Encoder::computed(const Expression& expression) {
  const auto how = static_cast<Operator>(expression.number);
  const bool arithmetic = how == Operator::kPlus || how == Operator::kMinus || how == Operator::kTimes;
  if (!arithmetic || expression.child_count != 2) return fresh(true);
  const Value a = value(query_.child(expression, 0), true);
  const Value b = value(query_.child(expression, 1), true);
  const z3::expr result = how == Operator::kPlus ? a.value + b.value : how == Operator::kMinus ? a.value - b.value : a.value * b.value;
  return {result, a.null || b.null};
}

Value Encoder::value(ExpressionId id, bool number) {
  const Expression& expression = query_.expression(id);
  switch (expression.kind) {
    case ExpressionKind::kColumn:
      return is_own_column(expression) && is_integer(type_of(expression.column)) == number ? column_value(expression.column, number)
                                                                                            : fresh(number);
    case ExpressionKind::kStable:
      if (expression.child_count == 1 && !is_tenant_term(policy_, expression.text)) return value(query_.child(expression, 0), number);
      return named(std::string(expression.text), number);
    case ExpressionKind::kConstant: {
      int64_t constant = 0;
      const std::string_view text = expression.text;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), constant);
      if (number && (error != std::errc() || end != text.data() + text.size())) return fresh(number);
      return {number ? z3_.int_val(constant) : variable("'" + std::string(text) + "'", false), z3_.bool_val(false)};
    }
    case ExpressionKind::kNull: return {fresh(number).value, z3_.bool_val(true)};
    case ExpressionKind::kCoalesce: {
      if (expression.child_count == 0) return fresh(number);
      Value made = value(query_.child(expression, expression.child_count - 1), number);
      for (uint32_t i = expression.child_count - 1; i-- > 0;) {
        const Value first = value(query_.child(expression, i), number);
        made = {z3::ite(first.null, made.value, first.value), first.null && made.null};
      }
      return made;
    }
    case ExpressionKind::kOpaque: return number ? computed(expression) : fresh(number);
    default: return fresh(number);
  }
}

Truth Encoder::compared(ExpressionId left, ExpressionId right, Operator how) {
  const bool number = is_number(left) || is_number(right);
  if (!number && how != Operator::kNone) return guess();
  const Value a = value(left, number);
  const Value b = value(right, number);
  const z3::expr holds = how == Operator::kLess           ? a.value < b.value
                         : how == Operator::kLessEqual    ? a.value <= b.value
                         : how == Operator::kGreater      ? a.value > b.value
                         : how == Operator::kGreaterEqual ? a.value >= b.value
                                                          : a.value == b.value;
  const z3::expr both = !a.null && !b.null;
  return {both && holds, both && !holds};
}

Truth Encoder::joined(const Expression& expression, bool all) {
  z3::expr every = z3_.bool_val(true);
  z3::expr any = z3_.bool_val(false);
  for (uint32_t i = 0; i < expression.child_count; ++i) {
    const Truth one = truth(query_.child(expression, i));
    every = every && (all ? one.yes : one.no);
    any = any || (all ? one.no : one.yes);
  }
  return all ? Truth{every, any} : Truth{any, every};
}

Truth Encoder::opaque(const Expression& expression) {
  const auto how = static_cast<Operator>(expression.number);
  const auto child = [&](uint32_t index) { return query_.child(expression, index); };
  if (how == Operator::kBetween && expression.child_count == 3) {
    const Truth low = compared(child(0), child(1), Operator::kGreaterEqual);
    const Truth high = compared(child(0), child(2), Operator::kLessEqual);
    return {low.yes && high.yes, low.no || high.no};
  }
  const bool order = how >= Operator::kLess && how <= Operator::kGreaterEqual;
  return order && expression.child_count == 2 ? compared(child(0), child(1), how) : guess();
}

Truth Encoder::truth(ExpressionId id) {
  const Expression& expression = query_.expression(id);
  const auto child = [&](uint32_t index) { return query_.child(expression, index); };
  switch (expression.kind) {
    case ExpressionKind::kAnd: return joined(expression, true);
    case ExpressionKind::kOr: return joined(expression, false);
    case ExpressionKind::kNot: {
      const Truth inner = truth(child(0));
      return {inner.no, inner.yes};
    }
    case ExpressionKind::kEqual: return compared(child(0), child(1), Operator::kNone);
    case ExpressionKind::kNotEqual: {
      const Truth equal = compared(child(0), child(1), Operator::kNone);
      return {equal.no, equal.yes};
    }
    case ExpressionKind::kIsNull: {
      const Value tested = value(child(0), is_number(child(0)));
      return known(tested.null);
    }
    case ExpressionKind::kIsNotNull: {
      const Value tested = value(child(0), is_number(child(0)));
      return known(!tested.null);
    }
    case ExpressionKind::kTrue: return known(z3_.bool_val(true));
    case ExpressionKind::kFalse: return known(z3_.bool_val(false));
    case ExpressionKind::kNull: return {z3_.bool_val(false), z3_.bool_val(false)};
    case ExpressionKind::kColumn: {
      if (!is_own_column(expression) || type_of(expression.column) != "bool") return guess();
      const std::string& name = table_.columns[static_cast<size_t>(expression.column)].name;
      const z3::expr yes = z3_.bool_const(("column " + name + " is true").c_str());
      const z3::expr null = z3_.bool_const(("column " + name + " is null").c_str());
      return {yes && !null, !yes && !null};
    }
    case ExpressionKind::kOpaque: return opaque(expression);
    default: return guess();
  }
}

z3::expr Encoder::is_tenants(int column) {
  z3::expr any = z3_.bool_val(false);
  const bool number = is_integer(type_of(column));
  const Value key = column_value(column, number);
  for (const Expression& expression : query_.expressions) {
    if (expression.kind != ExpressionKind::kStable || !is_tenant_term(policy_, expression.text)) continue;
    const Value term = named(std::string(expression.text), number);
    any = any || (!term.null && key.value == term.value);
    // Of two terms nobody could say which one a row is tied to.
    if (!term_.empty() && term_ != expression.text) return z3_.bool_val(false);
    term_ = expression.text;
  }
  return any;
}

}  // namespace

Solution solve(const Query& query, const Table& table, const Policy& policy) {
  const Ownership& ownership = table.ownership;
  const bool has_key = ownership.owner_class != OwnerClass::kVia && ownership.keys.size() == 1 && ownership.keys[0] >= 0;
  if (!has_key || query.root == kNothing || query.block(query.root).where == kNothing) return {};
  try {
    z3::context context;
    z3::solver solver(context);
    z3::params parameters(context);
    parameters.set("timeout", kMilliseconds);
    solver.set(parameters);
    Encoder encoder(context, query, table, policy);
    const z3::expr tenants = encoder.is_tenants(ownership.keys[0]);
    if (encoder.term().empty()) return {};
    solver.add(encoder.truth(query.block(query.root).where).yes);
    solver.add(!encoder.key(ownership.keys[0]).null && !tenants);
    const z3::check_result result = solver.check();
    if (result == z3::unsat) return {Solution::Answer::kClosed, encoder.term()};
    const bool is_open = result == z3::sat && !encoder.guessed();
    return {is_open ? Solution::Answer::kOpen : Solution::Answer::kUnknown, {}};
  } catch (const z3::exception&) {
    return {};
  }
}

}  // namespace ringfence::row_security

#else

namespace ringfence::row_security {

Solution solve(const Query&, const Table&, const Policy&) { return {}; }

}  // namespace ringfence::row_security

#endif
