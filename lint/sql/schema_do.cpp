// DDL in DO blocks: in plain text, or as EXECUTE of text that can be known. Every branch is taken as run; loops over
// literals run once for each.
#include "lint/sql/constant_text.h"
#include "lint/sql/schema_builder.h"

namespace ringfence::sql {

namespace {

constexpr int kDeepestDo = 4;

class DoBlock {
 public:
  explicit DoBlock(std::function<void(const std::string&)> run) : run_(std::move(run)) {}

  void read(Node function) {
    for (const Node datum : function.list("datums")) {
      variables_.emplace_back(datum.text("refname"));
      if (datum.has("default_val")) learn(variables_.back(), evaluate(datum["default_val"].text("query")));
    }
    walk(function["action"]);
  }

 private:
  void walk(Node node) {
    if (!node) return;
    if (node.is("PLpgSQL_stmt_execsql")) run_(std::string(node["sqlstmt"].text("query")));
    if (node.is("PLpgSQL_stmt_dynexecute"))
      if (const auto text = evaluate(node["query"].text("query"))) run_(*text);
    if (node.is("PLpgSQL_stmt_assign")) assign(node["expr"].text("query"));
    if (node.is("PLpgSQL_stmt_foreach_a"))
      return loop(variable(node.number("varno")), "SELECT " + std::string(node["expr"].text("query")), node);
    if (node.is("PLpgSQL_stmt_fors"))
      return loop(std::string(node["var"].list("fields")[0].text("name")), std::string(node["query"].text("query")),
                  node);
    walk_fields(node);
  }

  void walk_fields(Node node) {
    for (const auto field : node.fields()) {
      if (field.value.type() == simdjson::dom::element_type::OBJECT) walk(Node(field.value));
      if (field.value.type() == simdjson::dom::element_type::ARRAY)
        for (const Node child : NodeList(field.value.get_array().value_unsafe())) walk(child);
    }
  }

  std::string variable(int64_t number) const {
    const auto index = static_cast<size_t>(number);
    return index < variables_.size() ? variables_[index] : std::string();
  }

  void learn(const std::string& name, const std::optional<std::string>& text) {
    if (text) known_[name] = *text;
    else known_.erase(name);
  }

  void assign(std::string_view text) {
    const size_t sign = text.find(":=");
    const size_t name_end = text.find_first_of(" :=");
    if (sign != text.npos) learn(std::string(text.substr(0, name_end)), evaluate(text.substr(sign + 2)));
  }

  std::optional<std::string> evaluate(std::string_view expression) {
    const Node select = parser_.parse("SELECT " + std::string(expression));
    return parser_.failed() ? std::nullopt : constant_text(select.list("targetList")[0]["val"], known_);
  }

  // ARRAY['a', 'b'], SELECT unnest(ARRAY['a', 'b'])
  void loop(const std::string& name, const std::string& query, Node node) {
    const Node select = parser_.parse(query);
    std::vector<std::string> values;
    Node source = select.list("targetList")[0]["val"];
    if (source.is("FuncCall") && source.list("funcname").back().string() == "unnest") source = source.list("args")[0];
    if (source.is("TypeCast")) source = source["arg"];
    if (!parser_.failed())
      for (const Node element : source.list("elements"))
        if (auto text = constant_text(element, known_)) values.push_back(std::move(*text));
    if (values.empty()) {
      known_.erase(name);
      for (const Node one : node.list("body")) walk(one);
    }
    for (const std::string& value : values) {
      known_[name] = value;
      for (const Node one : node.list("body")) walk(one);
    }
    known_.erase(name);
  }

  std::function<void(const std::string&)> run_;
  Parser parser_;
  KnownTexts known_;
  std::vector<std::string> variables_;  ///< By PL/pgSQL's number.
};

}  // namespace

void SchemaBuilder::do_block(Node) {
  if (depth_ >= kDeepestDo) return;
  Parser reader;
  const Node function = reader.parse_plpgsql(text_->text);
  if (reader.failed()) return;
  DoBlock([this](const std::string& sql) { apply_text(sql); }).read(function);
}

void SchemaBuilder::apply_text(const std::string& sql) {
  const SqlText* outer = text_;
  const SqlText inner = text_within(sql);
  Parser parser;
  const Node node = parser.parse(inner.text);
  if (parser.failed()) return;
  ++depth_;
  apply(node, inner);
  --depth_;
  text_ = outer;
}

// `sql` as a statement that stands in the present one, or, where it was put together, in its place.
SqlText SchemaBuilder::text_within(const std::string& sql) const {
  SqlText inner;
  inner.text = sql;
  inner.source = text_->source;
  const size_t at = text_->text.find(sql);
  const bool verbatim = at != std::string::npos;
  const uint32_t host = text_->host_offset(verbatim ? static_cast<uint32_t>(at) : 0);
  inner.host = {host, verbatim ? host + static_cast<uint32_t>(sql.size()) : text_->host.end};
  inner.pieces.push_back({0, host, verbatim});
  return inner;
}

}  // namespace ringfence::sql
