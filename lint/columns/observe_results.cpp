// Credential columns that leave by SELECT *, by RETURNING * and through views.
#include "lint/columns/evidence.h"
#include "lint/columns/lexicon.h"
#include "lint/columns/observation.h"
#include "lint/columns/value.h"

namespace ringfence::columns {

namespace {

// Whether the column stands there by name, or by the star that is at its place.
bool is_star(const Query& query, Span at) {
  const std::string& text = query.text->text;
  if (at.begin >= text.size()) return false;
  const uint32_t end = std::max(at.end, at.begin + 1);
  const std::string_view written = std::string_view(text).substr(at.begin, end - at.begin);
  if (written.front() == '*' || written.back() == '*') return true;
  // `u.*`: the place is that of `u`.
  size_t next = end;
  while (next < text.size() && (text[next] == ' ' || text[next] == '"')) ++next;
  return next + 1 < text.size() && text[next] == '.' && text.find_first_not_of(" \n\t", next + 1) != std::string::npos &&
         text[text.find_first_not_of(" \n\t", next + 1)] == '*';
}

// The column that is decrypted somewhere in an expression.
BaseColumn decrypted(const Query& query, ExpressionId id, int depth = 0) {
  constexpr int kDeepest = 20;
  if (id == kNothing || depth > kDeepest) return {};
  const Expression& expression = query.expression(id);
  if (lexicon().does(expression.function, "decrypt") && expression.child_count > 0) return base_column(query, query.child(expression, 0));
  for (uint32_t i = 0; i < expression.child_count; ++i)
    if (const BaseColumn found = decrypted(query, query.child(expression, i), depth + 1)) return found;
  return {};
}

}  // namespace

void observe_results(const BoundStatement& bound, const View* view, const Observation& with) {
  using How = CredentialResult::How;
  const Query& query = *bound.query;
  if (query.root == kNothing || query.text == nullptr || (bound.in_routine && view == nullptr)) return;
  const Block& block = query.block(query.root);
  const auto add = [&](How how, const BaseColumn& base, Place at) {
    const DataKind& kind = with.classes.of(*base.table, base.column);
    if (kind.data_class != DataClass::kCredential) return;
    // Ciphertext is of no use without its key. A password's hash can be guessed at.
    const bool is_ciphertext = kind.treatment != Treatment::kHashOnly && is_protected_by_ddl(*base.table, base.column, kind);
    if (how == How::kDecryptingView || !is_ciphertext)
      with.facts.credential_results.push_back({how, base.table, base.column, view, at});
  };
  for (const Output& output : block.outputs) {
    if (output.value == kNothing) continue;
    const Expression& expression = query.expression(output.value);
    const Place at = place_of(*query.text, expression.at);
    const BaseColumn base = base_column(query, output.value);
    if (view != nullptr) {
      if (base) add(How::kView, base, at);
      else if (const BaseColumn source = decrypted(query, output.value)) add(How::kDecryptingView, source, at);
    } else if (base && is_star(query, expression.at)) {
      add(block.kind == Block::Kind::kWrite ? How::kReturningStar : How::kStar, base, at);
    }
  }
}

}  // namespace ringfence::columns
