#include "lint/sql/execute_text.h"

#include <algorithm>
#include <cctype>

#include "lint/sql/parse.h"

namespace ringfence::sql {

namespace {

constexpr int kFirstValue = 900;  // Beyond what USING binds.

class Template {
 public:
  bool add(Node node) {
    if (node.is("TypeCast")) return add(node["arg"]);
    if (node.is("A_Const")) return add_constant(node);
    if (node.is("A_Expr") && node.list("name").back().string() == "||") return add(node["lexpr"]) && add(node["rexpr"]);
    if (node.is("FuncCall")) {
      const std::string_view function = node.list("funcname").back().string();
      const NodeList arguments = node.list("args");
      if (function == "format" && !arguments.empty()) return add_format(arguments);
      if (function == "quote_ident" && arguments.size() == 1) return add_name(arguments[0]);
      if (function == "quote_literal" || function == "quote_nullable") return add_value();
    }
    return add_hole(node, false);
  }

  ExecuteText made;

 private:
  bool add_constant(Node node) {
    if (node.has("sval")) made.text += node["sval"].text("sval");
    else if (node.has("ival")) made.text += std::to_string(node["ival"].number("ival"));
    else return false;
    return true;
  }

  bool add_value() {
    made.text += "$" + std::to_string(kFirstValue + values_++);
    return true;
  }

  bool add_name(Node node) {
    while (node.is("TypeCast")) node = node["arg"];
    if (!node.is("A_Const")) return add_hole(node, true);
    made.text += "\"" + std::string(node["sval"].text("sval")) + "\"";
    return node.has("sval");
  }

  bool add_hole(Node node, bool quoted) {
    NameHole hole;
    hole.number = static_cast<int>(made.holes.size());
    hole.quoted = quoted;
    if (node.is("ColumnRef")) hole.what = node.list("fields").back().string();
    else if (node.is("FuncCall")) hole.what = std::string(node.list("funcname").back().string()) + "()";
    else if (node.is("ParamRef")) hole.what = "$" + std::to_string(node.number("number"));
    else hole.what = "an expression";
    made.text += std::string(kNameHole) + std::to_string(hole.number);
    made.holes.push_back(std::move(hole));
    return true;
  }

  // %I, %L, %s, with `2$` for the second argument.
  bool add_format(NodeList arguments) {
    Node form_node = arguments[0];
    if (form_node.is("TypeCast")) form_node = form_node["arg"];
    if (!form_node.is("A_Const") || !form_node.has("sval")) return false;
    const std::string form(form_node["sval"].text("sval"));
    size_t next = 1;
    for (size_t i = 0; i < form.size(); ++i) {
      if (form[i] != '%') {
        made.text += form[i];
        continue;
      }
      size_t end = ++i;
      while (end < form.size() && std::isdigit(static_cast<unsigned char>(form[end])) != 0) ++end;
      if (end > i && end < form.size() && form[end] == '$' && end - i < 4) {
        next = std::stoul(form.substr(i, end - i));
        i = end + 1;
      }
      if (i >= form.size()) return false;
      if (form[i] == '%') {
        made.text += '%';
        continue;
      }
      if (next == 0 || next >= arguments.size()) return false;
      const Node argument = arguments[next++];
      const bool understood = form[i] == 'I' ? add_name(argument) : form[i] == 'L' ? add_value() : form[i] == 's' && add(argument);
      if (!understood) return false;
    }
    return true;
  }

  int values_ = 0;
};

}  // namespace

std::optional<ExecuteText> execute_text(std::string_view expression) {
  Parser parser;
  const Node select = parser.parse("SELECT " + std::string(expression));
  if (parser.failed()) return std::nullopt;
  Template text;
  if (!text.add(select.list("targetList")[0]["val"])) return std::nullopt;
  SqlText whole;
  whole.text = text.made.text;
  const bool only_schemas =
      std::all_of(text.made.holes.begin(), text.made.holes.end(), [&](const NameHole& hole) { return names_schema(whole, hole); });
  Parser check;
  check.parse(whole.text);
  if (!only_schemas || check.failed()) return std::nullopt;
  return std::move(text.made);
}

}  // namespace ringfence::sql
