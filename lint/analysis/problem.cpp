#include "lint/analysis/problem.h"

#include <algorithm>
#include <charconv>

namespace ringfence::analysis {

Problem::Problem(const Query& the_query, const Catalog& the_catalog, const Terms& the_terms)
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
