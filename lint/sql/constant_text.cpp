#include "lint/sql/constant_text.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace ringfence::sql {

namespace {

std::string in_quotes(std::string_view text, char quote) {
  std::string made(1, quote);
  for (const char c : text) made += c == quote ? std::string(2, quote) : std::string(1, c);
  return made + quote;
}

std::string as_identifier(std::string_view name) {
  const bool plain = !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
                     std::all_of(name.begin(), name.end(), [](unsigned char c) {
                       return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_';
                     });
  return plain ? std::string(name) : in_quotes(name, '"');
}

// format('… %I … %2$L', …)
std::optional<std::string> formatted(const std::vector<std::string>& arguments) {
  const std::string& form = arguments[0];
  std::string made;
  size_t next = 1;
  for (size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '%') {
      made += form[i];
      continue;
    }
    if (++i == form.size()) return std::nullopt;
    size_t digits = i;
    while (digits < form.size() && std::isdigit(static_cast<unsigned char>(form[digits])) != 0) ++digits;
    if (digits > i && digits + 1 < form.size() && form[digits] == '$') {
      next = std::stoul(form.substr(i, std::min<size_t>(digits - i, 4)));
      i = digits + 1;
    }
    if (form[i] == '%') {
      made += '%';
      continue;
    }
    if (next == 0 || next >= arguments.size()) return std::nullopt;
    const std::string& argument = arguments[next++];
    switch (form[i]) {
      case 's': made += argument; break;
      case 'I': made += as_identifier(argument); break;
      case 'L': made += in_quotes(argument, '\''); break;
      default: return std::nullopt;
    }
  }
  return made;
}

}  // namespace

std::optional<std::string> constant_text(Node expression, const KnownTexts& known) {
  if (expression.is("TypeCast")) return constant_text(expression["arg"], known);
  if (expression.is("A_Const")) {
    if (expression.has("sval")) return std::string(expression["sval"].text("sval"));
    if (expression.has("ival")) return std::to_string(expression["ival"].number("ival"));
    return std::nullopt;
  }
  if (expression.is("ColumnRef")) {
    const auto variable = known.find(expression.list("fields").back().string());
    return variable == known.end() || expression.list("fields").size() > 1 ? std::nullopt
                                                                           : std::optional(variable->second);
  }
  if (expression.is("A_Expr") && expression.list("name").back().string() == "||") {
    const auto left = constant_text(expression["lexpr"], known);
    const auto right = constant_text(expression["rexpr"], known);
    return left && right ? std::optional(*left + *right) : std::nullopt;
  }
  if (!expression.is("FuncCall")) return std::nullopt;
  std::vector<std::string> arguments;
  for (const Node argument : expression.list("args")) {
    auto text = constant_text(argument, known);
    if (!text) return std::nullopt;
    arguments.push_back(std::move(*text));
  }
  const std::string_view function = expression.list("funcname").back().string();
  if (arguments.empty()) return std::nullopt;
  if (function == "format") return formatted(arguments);
  if (function == "quote_ident") return as_identifier(arguments[0]);
  if (function == "quote_literal") return in_quotes(arguments[0], '\'');
  return std::nullopt;
}

}  // namespace ringfence::sql
