// Operators: what they say about equality and NULL.
#include "lint/sql/bind.h"
#include "ringfence/operators.h"

namespace ringfence::sql {

namespace {

// Operators of PostgreSQL itself that answer NULL whenever an operand is NULL. `||` is left out: array || NULL is not
// NULL.
bool is_strict_operator(std::string_view name) {
  return is_one_of(
      name, {"<",    ">",  "<=", ">=", "+",  "-",   "*",  "/",   "%",  "^", "~",  "~*", "!~", "!~*", "~~", "~~*", "!~~",
             "!~~*", "@>", "<@", "&&", "->", "->>", "#>", "#>>", "@@", "?", "?|", "?&", "&",  "|",   "<<", ">>"});
}

Operator operator_of(std::string_view name) {
  if (name == "<") return Operator::kLess;
  if (name == "<=") return Operator::kLessEqual;
  if (name == ">") return Operator::kGreater;
  if (name == ">=") return Operator::kGreaterEqual;
  if (name == "+") return Operator::kPlus;
  if (name == "-") return Operator::kMinus;
  if (name == "*") return Operator::kTimes;
  if (name == "/") return Operator::kDivide;
  return name == "||" ? Operator::kConcatenate : Operator::kNone;
}

std::string_view operator_name(Node expression) {
  const NodeList name = expression.list("name");
  if (name.size() == 2 && name[0].string() != "pg_catalog") return {};
  return name.back().string();
}

// What `(SELECT auth.jwt())` is: policies spell a call so that is to be made once.
const Expression& without_select(const Query& query, const Expression& expression) {
  if (expression.kind != ExpressionKind::kScalarSubquery) return expression;
  const Block& block = query.block(expression.block);
  const bool one_row = block.kind == Block::Kind::kSelect && block.from.empty() && block.where == kNothing &&
                       block.having == kNothing && !block.limited && !block.grouped && !block.set_returning;
  return one_row && block.outputs.size() == 1 ? query.expression(block.outputs[0].value) : expression;
}

}  // namespace

// A field of something that has one value for the whole statement: a claim of a token.
ExpressionId StatementBinding::stable_field(ExpressionId of, std::string_view sign, ExpressionId name, Span at) {
  const Expression whole = without_select(query_, query_.expression(of));
  const Expression& key = query_.expression(name);
  if (whole.kind != ExpressionKind::kStable || key.kind != ExpressionKind::kConstant) return kNothing;
  std::string text = std::string(whole.text) + " " + std::string(sign) + " '" + std::string(key.text) + "'";
  const ExpressionId field = add(ExpressionKind::kStable, at);
  expression(field).text = keep(std::move(text));
  if (whole.child_count == 1)
    if (const ExpressionId opened = stable_field(query_.child(whole, 0), sign, name, at); opened != kNothing)
      add_child(field, opened);
  return field;
}

ExpressionId StatementBinding::pairwise(ExpressionKind kind, ExpressionId left, ExpressionId right, Span at) {
  const Expression a = query_.expression(left);
  const Expression b = query_.expression(right);
  const bool rows = a.kind == ExpressionKind::kRow && b.kind == ExpressionKind::kRow && a.child_count == b.child_count;
  // (a, b) <> (c, d) is no conjunction of a <> c and b <> d.
  if (!rows || kind == ExpressionKind::kNotEqual) return add(kind, at, {left, right});
  std::vector<ExpressionId> parts;
  for (uint32_t i = 0; i < a.child_count; ++i) parts.push_back(add(kind, at, {query_.child(a, i), query_.child(b, i)}));
  return conjunction(parts, at);
}

ExpressionId StatementBinding::bind_operator(Node node, Scope& scope, const CteScope* ctes) {
  const std::string_view kind = node.text("kind");
  const std::string_view name = operator_name(node);
  const auto location = static_cast<uint32_t>(std::max<int64_t>(node.location(), 0));
  const Span at{location, location};
  if (kind == "AEXPR_OP_ANY" && name == "=") return bind_any(node, scope, ctes);
  if (kind == "AEXPR_OP_ALL" && name == "<>") return add(ExpressionKind::kNot, at, {bind_any(node, scope, ctes)});
  if (kind == "AEXPR_OP_ALL" && name == "=" && node["rexpr"].is("A_ArrayExpr")) {
    const ExpressionId value = bind_expression(node["lexpr"], scope, ctes);
    std::vector<ExpressionId> parts;
    for (const ExpressionId element : bind_all(node["rexpr"].list("elements"), scope, ctes))
      parts.push_back(pairwise(ExpressionKind::kEqual, value, element, at));
    return conjunction(parts, at);
  }
  if (kind == "AEXPR_IN") return bind_in_list(node, scope, ctes);
  if (kind == "AEXPR_BETWEEN") return bind_between(node, scope, ctes);

  const ExpressionId left = node.has("lexpr") ? bind_expression(node["lexpr"], scope, ctes) : kNothing;
  if (kind == "AEXPR_OP" && left != kNothing && is_one_of(name, {"=", "<>"}) && node["rexpr"].is("SubLink") &&
      query_.expression(left).kind == ExpressionKind::kRow) {
    // (a, b) = (SELECT …) is an EXPR sublink with several columns.
    const ExpressionId right = bind_expression(node["rexpr"], scope, ctes);
    const ExpressionId equal = add(ExpressionKind::kInSubquery, at, {left});
    expression(equal).block = query_.expression(right).block;
    return name == "=" ? equal : add(ExpressionKind::kNot, at, {equal});
  }
  const ExpressionId right = node.has("rexpr") ? bind_expression(node["rexpr"], scope, ctes) : kNothing;
  // (a = b) = true
  if (kind == "AEXPR_OP" && name == "=")
    for (const auto& [truth, other] : {std::pair{left, right}, std::pair{right, left}})
      if (truth != kNothing && query_.expression(truth).kind == ExpressionKind::kTrue) return other;
  if (left != kNothing && right != kNothing) {
    if (kind == "AEXPR_OP" && name == "=") return pairwise(ExpressionKind::kEqual, left, right, at);
    if (kind == "AEXPR_OP" && name == "<>") return add(ExpressionKind::kNotEqual, at, {left, right});
    if (kind == "AEXPR_NOT_DISTINCT") return pairwise(ExpressionKind::kNotDistinct, left, right, at);
    if (kind == "AEXPR_DISTINCT")
      return add(ExpressionKind::kNot, at, {pairwise(ExpressionKind::kNotDistinct, left, right, at)});
    // NULLIF(setting, '') is the setting or NULL; where it equals something, it is the setting.
    if (kind == "AEXPR_NULLIF" && (query_.expression(left).kind == ExpressionKind::kStable ||
                                   query_.expression(left).kind == ExpressionKind::kParameter))
      return left;
  }
  if (is_one_of(name, {"->", "->>", "#>", "#>>"}) && left != kNothing && right != kNothing)
    if (const ExpressionId field = stable_field(left, name, right, at); field != kNothing) return field;
  std::vector<ExpressionId> operands;
  if (left != kNothing) operands.push_back(left);
  if (right != kNothing) operands.push_back(right);
  const ExpressionId made = add(ExpressionKind::kOpaque, at, operands);
  if (kind == "AEXPR_OP" && operands.size() == 2) expression(made).number = static_cast<int32_t>(operator_of(name));
  expression(made).strict = (kind == "AEXPR_OP" && is_strict_operator(name)) ||
                            is_one_of(kind, {"AEXPR_LIKE", "AEXPR_ILIKE", "AEXPR_SIMILAR", "AEXPR_NOT_BETWEEN"});
  return made;
}

ExpressionId StatementBinding::bind_any(Node node, Scope& scope, const CteScope* ctes) {
  const auto location = static_cast<uint32_t>(std::max<int64_t>(node.location(), 0));
  const Span at{location, location};
  const ExpressionId left = bind_expression(node["lexpr"], scope, ctes);
  Node array = node["rexpr"];
  if (array.is("TypeCast") && array["arg"].is("A_ArrayExpr")) array = array["arg"];
  if (array.is("SubLink") && array.text("subLinkType") == "ARRAY_SUBLINK") {
    const ExpressionId made = add(ExpressionKind::kInSubquery, at, {left});
    const BlockId block = bind_query(array["subselect"], &scope, ctes);
    expression(made).block = block;
    return made;
  }
  if (array.is("A_ArrayExpr")) {
    std::vector<ExpressionId> operands{left};
    for (const Node element : array.list("elements")) operands.push_back(bind_expression(element, scope, ctes));
    if (operands.size() == 2) return pairwise(ExpressionKind::kEqual, left, operands[1], at);
    return add(ExpressionKind::kInList, at, operands);
  }
  const ExpressionId right = bind_expression(array, scope, ctes);
  // A function that is ARRAY(SELECT …): its elements are the rows.
  Expression rows = query_.expression(right);
  if (rows.kind == ExpressionKind::kStable && rows.child_count == 1) rows = query_.expression(query_.child(rows, 0));
  if (rows.kind == ExpressionKind::kOpaque && rows.block != kNothing && rows.child_count == 0) {
    const ExpressionId made = add(ExpressionKind::kInSubquery, at, {left});
    expression(made).block = rows.block;
    return made;
  }
  return add(ExpressionKind::kEqualAny, at, {left, right});
}

// `sqlc.slice(ids)`, or what a driver expands.
bool StatementBinding::is_list(ExpressionId id) const {
  const Expression& value = query_.expression(id);
  if (value.kind != ExpressionKind::kParameter || routine_ != nullptr || query_.text == nullptr) return false;
  const Placeholder* written = query_.text->placeholder(value.number);
  return written != nullptr && written->list;
}

ExpressionId StatementBinding::bind_in_list(Node node, Scope& scope, const CteScope* ctes) {
  const auto location = static_cast<uint32_t>(std::max<int64_t>(node.location(), 0));
  const Span at{location, location};
  std::vector<ExpressionId> operands{bind_expression(node["lexpr"], scope, ctes)};
  for (const Node item : node["rexpr"].list("items")) operands.push_back(bind_expression(item, scope, ctes));
  const ExpressionId in = operands.size() > 2        ? add(ExpressionKind::kInList, at, operands)
                          : is_list(operands.back()) ? add(ExpressionKind::kEqualAny, at, operands)
                                                     : pairwise(ExpressionKind::kEqual, operands[0], operands[1], at);
  return operator_name(node) == "<>" ? add(ExpressionKind::kNot, at, {in}) : in;
}

ExpressionId StatementBinding::bind_between(Node node, Scope& scope, const CteScope* ctes) {
  const auto location = static_cast<uint32_t>(std::max<int64_t>(node.location(), 0));
  const Span at{location, location};
  const ExpressionId value = bind_expression(node["lexpr"], scope, ctes);
  const std::vector<ExpressionId> bounds = bind_all(node["rexpr"].list("items"), scope, ctes);
  if (bounds.size() == 2) {
    const Expression& low = query_.expression(bounds[0]);
    const Expression& high = query_.expression(bounds[1]);
    const bool same = low.kind == high.kind && low.number == high.number && low.text == high.text &&
                      (low.kind == ExpressionKind::kParameter || low.kind == ExpressionKind::kConstant ||
                       low.kind == ExpressionKind::kStable);
    if (same) return add(ExpressionKind::kEqual, at, {value, bounds[0]});
  }
  std::vector<ExpressionId> operands{value};
  operands.insert(operands.end(), bounds.begin(), bounds.end());
  const ExpressionId made = add(ExpressionKind::kOpaque, at, operands);
  expression(made).strict = true;
  expression(made).number = static_cast<int32_t>(node.text("kind") == "AEXPR_BETWEEN" ? Operator::kBetween : Operator::kNone);
  return made;
}

ExpressionId StatementBinding::bind_boolean_test(Node node, Scope& scope, const CteScope* ctes) {
  const ExpressionId tested = bind_expression(node["arg"], scope, ctes);
  const std::string_view test = node.text("booltesttype");
  if (test == "IS_TRUE") return tested;
  const auto location = static_cast<uint32_t>(std::max<int64_t>(node.location(), 0));
  return add(ExpressionKind::kOpaque, {location, location}, {tested});
}

}  // namespace ringfence::sql
