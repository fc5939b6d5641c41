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

bool same_inputs(const Routine& a, const Routine& b) {
  const auto types = [](const Routine& routine) {
    std::string list;
    for (const RoutineParameter& parameter : routine.parameters)
      if (parameter.mode != RoutineParameter::Mode::kOut && parameter.mode != RoutineParameter::Mode::kTable) list += parameter.type + ",";
    return list;
  };
  return a.schema == b.schema && a.name == b.name && types(a) == types(b);
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
  made->declared_at = text_->place(0, static_cast<uint32_t>(std::min<size_t>(text_->text.size(), text_->text.find('('))));
  for (const Node parameter : statement.list("parameters"))
    made->parameters.push_back({std::string(parameter.text("name")), type_name(parameter["argType"]), mode_of(parameter.text("mode")), parameter.has("defexpr")});
  if (statement.has("returnType")) {
    made->return_type = type_name(statement["returnType"]);
    made->returns_set = statement["returnType"].flag("setof");
  }
  for (const Node option : statement.list("options")) {
    const std::string_view what = option.text("defname");
    if (what == "language") made->language = lower(option["arg"].string());
    else if (what == "security") made->security_definer = option["arg"].flag("boolval");
    else if (what == "volatility")
      made->volatility = option["arg"].string() == "immutable" ? Routine::Volatility::kImmutable
                         : option["arg"].string() == "stable"  ? Routine::Volatility::kStable
                                                               : Routine::Volatility::kVolatile;
    else if (what == "set" && option["arg"].text("name") == "search_path") {
      for (const Node value : option["arg"].list("args")) made->search_path += (made->search_path.empty() ? "" : ", ") + std::string(value["sval"].text("sval"));
      if (made->search_path.empty()) made->search_path = "\"\"";
    } else if (what == "as") {
      made->body_text = option["arg"].list("items")[0].string();
      const QuotedBody body = find_body(text_->text, static_cast<uint32_t>(std::max<int64_t>(option.location(), 0)));
      made->body = body.content;
      made->body_is_verbatim = body.verbatim;
    }
  }
  if (statement.has("sql_body")) {
    // BEGIN ATOMIC … END or RETURN …: the rest of the statement from there.
    const std::string folded = lower(text_->text);
    const size_t atomic = folded.find("begin atomic");
    const size_t begin = atomic != folded.npos ? atomic : folded.rfind("return ");
    if (begin != folded.npos) {
      made->body = {static_cast<uint32_t>(begin), static_cast<uint32_t>(text_->text.size())};
      made->body_text = text_->text.substr(begin);
    }
  }
  std::erase_if(catalog_->routines, [&](const auto& known) { return same_inputs(*known, *made); });
  catalog_->routines.push_back(std::move(made));
}

void SchemaBuilder::alter_routine(Node statement) {
  const auto [schema, name] = name_of(statement["func"].list("objname"));
  for (const auto& routine : catalog_->routines) {
    if (routine->name != name || routine->schema != schema_of(schema)) continue;
    for (const Node action : statement.list("actions")) {
      if (action.text("defname") == "security") routine->security_definer = action["arg"].flag("boolval");
      if (action.text("defname") == "set" && action["arg"].text("name") == "search_path") {
        routine->search_path.clear();
        for (const Node value : action["arg"].list("args")) routine->search_path += (routine->search_path.empty() ? "" : ", ") + std::string(value["sval"].text("sval"));
      }
    }
  }
}

}  // namespace ringfence::sql
