#include "lint/analysis/expression_text.h"

#include <algorithm>
#include <cctype>

namespace ringfence::analysis {

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || (c & 0x80) != 0; }

// Positions of an expression's parts; operators stand between them.
void widen(const Query& query, ExpressionId id, Span& span) {
  if (id == kNothing) return;
  const Expression& expression = query.expression(id);
  span.begin = std::min(span.begin, expression.at.begin);
  span.end = std::max(span.end, std::max(expression.at.end, expression.at.begin));
  for (uint32_t i = 0; i < expression.child_count; ++i) widen(query, query.child(expression, i), span);
}

const SqlText* text_of(const Query& query, ExpressionId id) {
  if (id == kNothing) return nullptr;
  const Expression& expression = query.expression(id);
  if (expression.relation != kNothing) return query.relation(expression.relation).text;
  if (expression.block != kNothing) return query.block(expression.block).text;
  for (uint32_t i = 0; i < expression.child_count; ++i)
    if (const SqlText* text = text_of(query, query.child(expression, i))) return text;
  return nullptr;
}

// The tree keeps where things start; where the last one ends has to be read off the text.
uint32_t end_of_last(std::string_view text, Span span) {
  uint32_t end = span.end;
  if (end < text.size() && end == span.begin && !is_word(text[end]) && text[end] != '\'') ++end;
  if (end < text.size() && text[end] == '\'') {
    ++end;
    while (end < text.size() && text[end] != '\'') ++end;
    if (end < text.size()) ++end;
  }
  while (end < text.size() && is_word(text[end])) ++end;
  // A call whose arguments are not told apart: `current_setting('app.org_id')`.
  if (end < text.size() && text[end] == '(') {
    int depth = 0;
    do {
      depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
      ++end;
    } while (depth > 0 && end < text.size());
  }
  int open = 0;
  for (uint32_t i = span.begin; i < end; ++i) open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
  while (open > 0 && end < text.size()) {
    open += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
    ++end;
  }
  // A cast behind the last operand belongs to it.
  while (text.substr(end, 2) == "::") {
    end += 2;
    while (end < text.size() && (is_word(text[end]) || text[end] == '.' || text[end] == '[' || text[end] == ']')) ++end;
    if (end < text.size() && text[end] == '(')
      end = static_cast<uint32_t>(std::min(text.size(), text.find(')', end) + 1));
  }
  return end;
}

// The tree points at IS; what follows is NULL or NOT NULL.
uint32_t end_of_null_test(std::string_view text, uint32_t end) {
  for (const std::string_view word : {"is", "not", "null"}) {
    uint32_t at = end;
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at]))) ++at;
    const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    if (at > end && at + word.size() <= text.size() && std::equal(word.begin(), word.end(), text.begin() + at, [&](char b, char a) { return same(a, b); }))
      end = at + static_cast<uint32_t>(word.size());
  }
  return end;
}

Span span_of(const Query& query, ExpressionId id, std::string_view text) {
  Span span{UINT32_MAX, 0};
  widen(query, id, span);
  if (span.begin >= text.size()) return {};
  span.end = end_of_last(text, span);
  const ExpressionKind kind = query.expression(id).kind;
  if (kind == ExpressionKind::kIsNull || kind == ExpressionKind::kIsNotNull) span.end = end_of_null_test(text, span.end);
  return span;
}

}  // namespace

Place expression_place(const Query& query, ExpressionId id) {
  const SqlText* text = text_of(query, id);
  if (text == nullptr) text = query.text;
  if (text == nullptr || id == kNothing) return {};
  const Span span = span_of(query, id, text->text);
  return text->place(span.begin, span.end);
}

std::string expression_text(const Query& query, ExpressionId id) {
  const Place place = expression_place(query, id);
  if (!place) return {};
  std::string line;
  for (const char c : place.source->text(place.span)) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!blank) line += c;
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  if (line.size() > 80) {
    size_t cut = 77;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
    line = line.substr(0, cut) + "…";
  }
  return line;
}

}  // namespace ringfence::analysis
