// Views: their definitions, and what they go with.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

namespace {

// Where the query of CREATE [MATERIALIZED] VIEW v (…) WITH (…) AS … begins: behind the first AS outside parentheses
// that follows VIEW.
uint32_t after_as(std::string_view text, uint32_t from) {
  Lexer lexer(text, from);
  int depth = 0;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string_view spelled = text.substr(token.begin, token.end - token.begin);
    depth += spelled == "(" ? 1 : spelled == ")" ? -1 : 0;
    if (depth == 0 && token.kind == TokenKind::kWord && lower(spelled) == "as") return lexer.next_code().begin;
  }
  return static_cast<uint32_t>(text.size());
}

// A view's query ends before WITH [LOCAL|CASCADED] CHECK OPTION and WITH [NO] DATA.
uint32_t end_of_query(std::string_view text, uint32_t begin) {
  Lexer lexer(text, begin);
  uint32_t with = 0, end = begin;
  std::string words;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string word = lower(text.substr(token.begin, token.end - token.begin));
    if (word == "with") {
      with = token.begin;
      words.clear();
    }
    words += word + " ";
    end = token.end;
  }
  const bool tail = words == "with check option " || words == "with local check option " ||
                    words == "with cascaded check option " || words == "with data " || words == "with no data ";
  return tail && with > begin ? with : end;
}

}  // namespace

View* SchemaBuilder::view(std::string_view schema, std::string_view name) {
  const auto in = [&](std::string_view one) -> View* {
    for (const auto& known : catalog_->views)
      if (known->name == name && known->schema == one) return known.get();
    return nullptr;
  };
  if (!schema.empty()) return in(schema);
  for (const std::string& one : search_path_)
    if (View* found = in(one)) return found;
  return in("public");
}

void SchemaBuilder::create_view(Node statement, bool materialized) {
  const Node relation = materialized ? statement["into"]["rel"] : statement["view"];
  auto made = std::make_unique<View>();
  made->schema = schema_of(relation.text("schemaname"));
  made->name = relation.text("relname");
  made->materialized = materialized;
  made->declared_at = place(relation.location());
  for (const Node name : materialized ? statement["into"].list("colNames") : statement.list("aliases"))
    made->column_names.emplace_back(name.string());
  for (const Node option : statement.list("options"))
    if (option.text("defname") == "security_invoker") made->security_invoker = is_on(option["arg"]);
  const uint32_t begin = after_as(text_->text, static_cast<uint32_t>(std::max<int64_t>(relation.location(), 0)));
  made->definition = part_of_text(begin, end_of_query(text_->text, begin));
  ViewReads reads;
  note_reads(statement["query"], reads);
  for (const auto& known : catalog_->views) {
    if (known->schema != made->schema || known->name != made->name) continue;
    if (statement.flag("if_not_exists")) return;
    *known = std::move(*made);  // In place: other views may read it.
    reads_[known.get()] = std::move(reads);
    return;
  }
  reads_[made.get()] = std::move(reads);
  catalog_->views.push_back(std::move(made));
}

void SchemaBuilder::note_reads(Node node, ViewReads& reads) {
  if (!node) return;
  // The grammar leaves out the kind where only a RangeVar can stand.
  if (node.is("RangeVar") || (node.kind().empty() && node.has("relname"))) {
    if (const Table* known = table(node)) reads.relations.insert(known);
    else if (const View* known = view(node.text("schemaname"), node.text("relname"))) reads.relations.insert(known);
  }
  if (node.is("ColumnRef")) {
    const Node last = node.list("fields").back();
    reads.all_columns = reads.all_columns || last.is("A_Star");
    if (!last.is("A_Star")) reads.columns.emplace(last.string());
  }
  for (const auto field : node.fields()) {
    if (field.value.type() == simdjson::dom::element_type::OBJECT) note_reads(Node(field.value), reads);
    if (field.value.type() == simdjson::dom::element_type::ARRAY)
      for (const Node child : NodeList(field.value.get_array().value_unsafe())) note_reads(child, reads);
  }
}

void SchemaBuilder::drop_view(const View* view) {
  if (view == nullptr) return;
  reads_.erase(view);
  drop_views_over(view);
  std::erase_if(catalog_->views, [&](const auto& one) { return one.get() == view; });
}

// CASCADE; without it PostgreSQL would have refused.
void SchemaBuilder::drop_views_over(const void* relation) {
  std::vector<const View*> gone;
  for (const auto& [view, reads] : reads_)
    if (reads.relations.contains(relation)) gone.push_back(view);
  for (const View* view : gone)
    if (reads_.contains(view)) drop_view(view);
}

void SchemaBuilder::drop_views_over_column(const Table& table, std::string_view column) {
  std::vector<const View*> gone;
  for (const auto& [view, reads] : reads_)
    if (reads.relations.contains(&table) && (reads.all_columns || reads.columns.contains(column))) gone.push_back(view);
  for (const View* view : gone)
    if (reads_.contains(view)) drop_view(view);
}

}  // namespace ringfence::sql
