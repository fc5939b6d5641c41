#include "lint/row_security/holes.h"

#include <algorithm>

namespace ringfence::row_security {

namespace {

template <class Predicate>
bool mentions(const Query& query, ExpressionId id, const Predicate& predicate) {
  if (id == kNothing) return false;
  const Expression& expression = query.expression(id);
  if (predicate(expression)) return true;
  for (uint32_t i = 0; i < expression.child_count; ++i)
    if (mentions(query, query.child(expression, i), predicate)) return true;
  return false;
}

bool is_key(const Expression& expression, const Table& table) {
  const std::vector<int>& keys = table.ownership.keys;
  return expression.kind == ExpressionKind::kColumn && expression.relation == 0 &&
         std::find(keys.begin(), keys.end(), expression.column) != keys.end();
}

bool reads_setting(const Expression& expression) { return expression.text.find("current_setting(") != std::string_view::npos; }

}  // namespace

bool is_editable(std::string_view text) {
  for (const std::string_view name : {"user_metadata", "raw_user_meta_data", "request.header", "request.cookie"})
    if (text.find(name) != text.npos) return true;
  return false;
}

bool is_parameter(std::string_view term) {
  return term.empty() || std::string_view("$@:#%?").find(term[0]) != term.npos || term.substr(0, 4) == "ANY(";
}

void name_editable_claim(const Query& query, RowProof& proof) {
  for (const Expression& expression : query.expressions) {
    // `auth.jwt() -> 'user_metadata'` is a part of what is compared.
    const bool longer = expression.text.size() > proof.detail.size();
    if (expression.kind != ExpressionKind::kStable || !is_editable(expression.text) || !longer) continue;
    proof.detail = expression.text;
    if (query.text != nullptr) proof.detail_at = query.text->place(expression.at.begin, expression.at.end);
  }
}

// An equality of the key that holds a function, or a computation with the session's values, which the prover does not do.
std::string what_is_not_followed(const Query& query, const RelationUse& use) {
  const Table& table = *use.table;
  for (const Expression& expression : query.expressions) {
    const bool compares = expression.kind == ExpressionKind::kEqual || expression.kind == ExpressionKind::kNotDistinct ||
                          expression.kind == ExpressionKind::kInList || expression.kind == ExpressionKind::kEqualAny;
    if (!compares || expression.child_count < 2) continue;
    for (uint32_t side = 0; side < 2; ++side) {
      const ExpressionId here = query.child(expression, side);
      const Expression& other = query.expression(query.child(expression, 1 - side));
      const auto key = [&](const Expression& one) { return is_key(one, table); };
      if (!mentions(query, here, key)) continue;
      const bool named = other.kind == ExpressionKind::kStable && !reads_setting(other) && !is_editable(other.text);
      if (named && other.child_count == 0)
        return "what " + std::string(other.text) + " gives is not known; where it is the tenant, name it in [tenant] terms";
      const auto session = [](const Expression& one) { return one.kind == ExpressionKind::kStable; };
      const auto computed = [](const Expression& one) {
        return one.kind == ExpressionKind::kOpaque || one.kind == ExpressionKind::kCase;
      };
      const bool of_session = mentions(query, query.child(expression, 1 - side), session) || mentions(query, here, session);
      if (of_session && (mentions(query, here, computed) || mentions(query, query.child(expression, 1 - side), computed)))
        return "a computation with the tenant's key is not followed";
    }
  }
  return {};
}

// A branch without columns that is true while a value of the session is missing or empty.
bool fails_open(const Query& query, const RelationUse& use) {
  if (use.proof.gap != Gap::kOptionalFilter) return false;
  const auto of_session = [](const Expression& one) { return one.kind == ExpressionKind::kStable; };
  const auto is_empty = [](const Expression& one) { return one.kind == ExpressionKind::kConstant && one.text.empty(); };
  for (const Expression& expression : query.expressions) {
    const auto child = [&](uint32_t index) { return query.child(expression, index); };
    if (expression.kind == ExpressionKind::kCoalesce || expression.kind == ExpressionKind::kCase) return true;
    if (expression.kind == ExpressionKind::kIsNull && mentions(query, child(0), of_session)) return true;
    const bool equal = expression.kind == ExpressionKind::kEqual || expression.kind == ExpressionKind::kNotDistinct;
    for (uint32_t side = 0; equal && side < 2; ++side)
      if (is_empty(query.expression(child(side))) && mentions(query, child(1 - side), of_session)) return true;
  }
  return false;
}

std::string describe_hole(const RelationUse& use) {
  switch (use.proof.gap) {
    case Gap::kOptionalFilter:
      return use.proof.detail == "COALESCE" || use.proof.detail == "CASE"
                 ? use.proof.detail + " takes another value where no tenant is set"
                 : "the branch " + use.proof.detail + " is not tied to the tenant";
    case Gap::kEscapingOr:
      if (use.proof.detail.empty()) return "one of its branches is not tied to the tenant";
      return "the branch " + use.proof.detail + " is not tied to the tenant";
    case Gap::kLiteral: return "it compares with a literal: " + use.proof.detail;
    case Gap::kSetScope: return "it compares with a set that is not declared as trusted: " + use.proof.detail;
    case Gap::kPartialKey: return "'" + use.missing_level + "' is not compared with the tenant";
    default: return "nothing in it ties a row to the tenant";
  }
}

}  // namespace ringfence::row_security
