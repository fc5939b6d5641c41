// Functions and procedures.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

namespace {

// Finds the quoted body in the statement's text: the string behind AS, at or after `from`.
struct QuotedBody {
  Span content;
  bool verbatim = true;
};

QuotedBody find_body(std::string_view text, uint32_t from) {
  Lexer lexer(text, from);
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    if (token.kind == TokenKind::kDollarString) {
      const auto tag = static_cast<uint32_t>(text.find('$', token.begin + 1) + 1 - token.begin);
      return {{token.begin + tag, token.end - tag}, true};
    }
    if (token.kind == TokenKind::kString) {
      const auto quote = static_cast<uint32_t>(text.find('\'', token.begin));
      const std::string_view content = text.substr(quote + 1, token.end - quote - 2);
      return {{quote + 1, token.end - 1}, content.find_first_of("'\\") == content.npos};
    }
  }
  return {};
}

RoutineParameter::Mode mode_of(std::string_view mode) {
  if (mode == "FUNC_PARAM_OUT") return RoutineParameter::Mode::kOut;
  if (mode == "FUNC_PARAM_INOUT") return RoutineParameter::Mode::kInOut;
  if (mode == "FUNC_PARAM_VARIADIC") return RoutineParameter::Mode::kVariadic;
  if (mode == "FUNC_PARAM_TABLE") return RoutineParameter::Mode::kTable;
  return RoutineParameter::Mode::kIn;
}

bool is_input(const RoutineParameter& parameter) {
  return parameter.mode != RoutineParameter::Mode::kOut && parameter.mode != RoutineParameter::Mode::kTable;
}

std::string input_types(const Routine& routine) {
  std::string list;
  for (const RoutineParameter& parameter : routine.parameters)
    if (is_input(parameter)) list += parameter.type + ",";
  return list;
}

bool same_inputs(const Routine& a, const Routine& b) {
  return a.schema == b.schema && a.name == b.name && input_types(a) == input_types(b);
}

// The first byte that belongs to an expression.
int64_t begin_of(Node node) {
  int64_t begin = node.location();
  for (const auto field : node.fields()) {
    const auto look_at = [&](Node child) {
      const int64_t inner = child ? begin_of(child) : -1;
      if (inner >= 0 && (begin < 0 || inner < begin)) begin = inner;
    };
    if (field.value.type() == simdjson::dom::element_type::OBJECT) look_at(Node(field.value));
    if (field.value.type() == simdjson::dom::element_type::ARRAY)
      for (const Node child : NodeList(field.value.get_array().value_unsafe())) look_at(child);
  }
  return begin;
}

// Up to the comma or the parenthesis behind it.
std::string text_of_expression(Node expression, std::string_view text) {
  const int64_t begin = expression ? begin_of(expression) : -1;
  if (begin < 0) return {};
  Lexer lexer(text, static_cast<uint32_t>(begin));
  int depth = 0;
  auto end = static_cast<uint32_t>(begin);
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const char first = text[token.begin];
    if (depth == 0 && (first == ',' || first == ')')) break;
    depth += first == '(' || first == '[' ? 1 : first == ')' || first == ']' ? -1 : 0;
    end = token.end;
  }
  return std::string(text.substr(static_cast<size_t>(begin), end - static_cast<size_t>(begin)));
}

void set_path(Routine& routine, Node clause) {
  routine.search_path.clear();
  if (clause.text("kind") == "VAR_SET_CURRENT") {
    routine.search_path = "the one of the migration";
    return;
  }
  for (const Node value : clause.list("args"))
    routine.search_path += (routine.search_path.empty() ? "" : ", ") + std::string(value["sval"].text("sval"));
  if (routine.search_path.empty()) routine.search_path = "\"\"";
}

}  // namespace

void SchemaBuilder::create_routine(Node statement) {
  auto made = std::make_unique<Routine>();
  const auto [schema, name] = name_of(statement.list("funcname"));
  made->schema = schema_of(schema);
  made->name = name;
  made->is_procedure = statement.flag("is_procedure");
  made->language = "sql";
  made->definition = std::make_shared<SqlText>(*text_);
  made->declared_at =
      text_->place(0, static_cast<uint32_t>(std::min<size_t>(text_->text.size(), text_->text.find('('))));
  for (const Node parameter : statement.list("parameters"))
    made->parameters.push_back({std::string(parameter.text("name")), type_name(parameter["argType"]),
                                mode_of(parameter.text("mode")), parameter.has("defexpr"),
                                text_of_expression(parameter["defexpr"], text_->text)});
  if (statement.has("returnType")) {
    made->return_type = type_name(statement["returnType"]);
    made->returns_set = statement["returnType"].flag("setof");
  }
  for (const Node option : statement.list("options")) {
    const std::string_view what = option.text("defname");
    if (what == "language") made->language = lower_case(option["arg"].string());
    else if (what == "security") made->security_definer = option["arg"].flag("boolval");
    else if (what == "volatility")
      made->volatility = option["arg"].string() == "immutable" ? Routine::Volatility::kImmutable
                         : option["arg"].string() == "stable"  ? Routine::Volatility::kStable
                                                               : Routine::Volatility::kVolatile;
    else if (what == "set" && option["arg"].text("name") == "search_path") set_path(*made, option["arg"]);
    else if (what == "as") {
      made->body_text = option["arg"].list("items")[0].string();
      const QuotedBody body = find_body(text_->text, static_cast<uint32_t>(std::max<int64_t>(option.location(), 0)));
      made->body = body.content;
      made->body_is_verbatim = body.verbatim;
    }
  }
  if (statement.has("sql_body")) {
    // BEGIN ATOMIC … END or RETURN …: the rest of the statement from there.
    const std::string folded = lower_case(text_->text);
    const size_t atomic = folded.find("begin atomic");
    const size_t begin = atomic != folded.npos ? atomic : folded.rfind("return ");
    if (begin != folded.npos) {
      made->body = {static_cast<uint32_t>(begin), static_cast<uint32_t>(text_->text.size())};
      made->body_text = text_->text.substr(begin);
    }
  }
  // Everybody may call a new function.
  const Place at = made->declared_at;
  made->grants = default_grants_of(DefaultGrant::On::kRoutines, made->schema);
  made->grants.push_back({"execute", "public", true, at});
  for (const auto& known : catalog_->routines) {
    if (!same_inputs(*known, *made)) continue;
    made->grants = std::move(known->grants);
    made->owner_role = std::move(known->owner_role);
  }
  std::erase_if(catalog_->routines, [&](const auto& known) { return same_inputs(*known, *made); });
  catalog_->routines.push_back(std::move(made));
}

// f, f(int), f(IN a int, OUT b text): without a list all of the name, with one those whose inputs are these.
std::vector<Routine*> SchemaBuilder::routines_named(Node object) const {
  const auto [schema, name] = name_of(object.list("objname"));
  std::string inputs;
  for (const Node type : object.list("objargs")) inputs += type_name(type) + ",";
  const auto in = [&, n = name](std::string_view one) {
    std::vector<Routine*> found;
    for (const auto& routine : catalog_->routines)
      if (routine->name == n && routine->schema == one &&
          (object.flag("args_unspecified") || input_types(*routine) == inputs))
        found.push_back(routine.get());
    return found;
  };
  if (!schema.empty()) return in(schema);
  for (const std::string& one : search_path_)
    if (std::vector<Routine*> found = in(one); !found.empty()) return found;
  return in("public");
}

void SchemaBuilder::alter_routine(Node statement) {
  for (Routine* routine : routines_named(statement["func"]))
    for (const Node action : statement.list("actions")) {
      if (action.text("defname") == "security") {
        routine->security_definer = action["arg"].flag("boolval");
        routine->declared_at = place(action.location());
      }
      if (action.text("defname") == "set" && action["arg"].text("name") == "search_path")
        set_path(*routine, action["arg"]);
    }
}

}  // namespace ringfence::sql
