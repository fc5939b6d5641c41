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
    if (depth == 0 && token.kind == TokenKind::kWord && lower_case(spelled) == "as") return lexer.next_code().begin;
  }
  return static_cast<uint32_t>(text.size());
}

// A view's query ends before WITH [LOCAL|CASCADED] CHECK OPTION and WITH [NO] DATA.
uint32_t end_of_query(std::string_view text, uint32_t begin) {
  Lexer lexer(text, begin);
  uint32_t with = 0, end = begin;
  std::string words;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const std::string word = lower_case(text.substr(token.begin, token.end - token.begin));
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

// The `parts` dotted tokens from `location` on, or the last of them.
Span span_of_name(std::string_view text, int64_t location, size_t parts, bool last_only) {
  Lexer lexer(text, static_cast<uint32_t>(std::max<int64_t>(location, 0)));
  Span span;
  for (size_t i = 0; i < parts; ++i) {
    if (i > 0) lexer.next_code();  // the dot
    const Token token = lexer.next_code();
    if (i == 0 || last_only) span.begin = token.begin;
    span.end = token.end;
  }
  return span;
}

std::string in_quotes(std::string_view name) {
  std::string made = "\"";
  for (const char c : name) made += c == '"' ? "\"\"" : std::string(1, c);
  return made + "\"";
}

bool says_recursive(std::string_view text, uint32_t end) {
  Lexer lexer(text);
  for (Token token = lexer.next_code(); token.begin < end; token = lexer.next_code())
    if (lower_case(text.substr(token.begin, token.end - token.begin)) == "recursive") return true;
  return false;
}

// CREATE RECURSIVE VIEW v (a) AS q is CREATE VIEW v AS WITH RECURSIVE v (a) AS (q) SELECT * FROM v.
std::shared_ptr<const SqlText> recursive_definition(const View& view) {
  auto made = std::make_shared<SqlText>(*view.definition);
  std::string columns;
  for (const std::string& column : view.column_names) columns += (columns.empty() ? "" : ", ") + in_quotes(column);
  const std::string before = "WITH RECURSIVE " + in_quotes(view.name) + " (" + columns + ") AS (";
  for (SqlText::Piece& piece : made->pieces) piece.sql += static_cast<uint32_t>(before.size());
  made->pieces.insert(made->pieces.begin(), {0, made->host.begin, false});
  made->pieces.push_back({static_cast<uint32_t>(before.size() + made->text.size()), made->host.end, false});
  made->text = before + made->text + ") SELECT * FROM " + in_quotes(view.name);
  return made;
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
  reads.recursive = !materialized && says_recursive(text_->text, static_cast<uint32_t>(relation.location()));
  if (reads.recursive) reads.own_names.push_back(made->name);
  note_reads(statement["query"], begin, reads);
  std::erase_if(reads.relations, [&](const ViewReads::Relation& one) {
    return one.schema.empty() &&
           std::find(reads.own_names.begin(), reads.own_names.end(), one.name) != reads.own_names.end();
  });
  for (const auto& known : catalog_->views) {
    if (known->schema != made->schema || known->name != made->name) continue;
    if (statement.flag("if_not_exists")) return;
    made->grants = std::move(known->grants);
    made->owner_role = std::move(known->owner_role);
    *known = std::move(*made);  // In place: other views may read it.
    reads_[known.get()] = std::move(reads);
    return;
  }
  made->grants = default_grants_of(DefaultGrant::On::kTables, made->schema);
  reads_[made.get()] = std::move(reads);
  catalog_->views.push_back(std::move(made));
}

bool SchemaBuilder::ViewReads::reads(const void* relation) const {
  return std::any_of(relations.begin(), relations.end(), [&](const Relation& one) {
    return one.table == relation || (one.view != nullptr && one.view == relation);
  });
}

void SchemaBuilder::note_reads(Node node, uint32_t definition_begin, ViewReads& reads, bool names_output) {
  if (!node) return;
  // What the grammar adds of its own, as for CREATE RECURSIVE VIEW, has no place.
  const bool written = node.location() >= static_cast<int64_t>(definition_begin);
  if (written && node.is("RangeVar")) note_relation(node, definition_begin, reads);
  if (node.is("CommonTableExpr")) reads.own_names.emplace_back(node.text("ctename"));
  if (node.is("ColumnRef")) {
    const NodeList fields = node.list("fields");
    if (fields.back().is("A_Star")) reads.all_columns = true;
    else if (written) {
      const Span at = span_of_name(text_->text, node.location(), fields.size(), true);
      const std::string name(fields.back().string());
      const std::string_view qualifier = fields.size() > 1 ? fields[fields.size() - 2].string() : std::string_view();
      reads.columns.push_back(
          {{at.begin - definition_begin, at.end - definition_begin}, std::string(qualifier), name, name, names_output});
    }
  }
  const bool unnamed_output = node.is("ResTarget") && !node.has("name");
  for (const auto field : node.fields()) {
    if (field.value.type() == simdjson::dom::element_type::OBJECT)
      note_reads(Node(field.value), definition_begin, reads, unnamed_output);
    if (field.value.type() == simdjson::dom::element_type::ARRAY)
      for (const Node child : NodeList(field.value.get_array().value_unsafe()))
        note_reads(child, definition_begin, reads);
  }
}

void SchemaBuilder::note_relation(Node node, uint32_t definition_begin, ViewReads& reads) {
  const std::string_view schema = node.text("schemaname");
  ViewReads::Relation made;
  made.table = table(node);
  if (made.table == nullptr) made.view = view(schema, node.text("relname"));
  if (made.table == nullptr && made.view == nullptr) return;
  const Span at = span_of_name(text_->text, node.location(), schema.empty() ? 1 : 2, false);
  made.at = {at.begin - definition_begin, at.end - definition_begin};
  made.schema = schema;
  made.name = node.text("relname");
  made.aliased = node.has("alias");
  made.called = made.aliased ? node["alias"].text("aliasname") : node.text("relname");
  reads.relations.push_back(std::move(made));
}

void SchemaBuilder::rename_column_in_views(const Table& table, std::string_view old_name, const std::string& new_name) {
  for (auto& [view, reads] : reads_) {
    const auto is_of_table = [&, &relations = reads.relations](const ViewReads::ColumnName& column) {
      const auto could_mean = [&](const ViewReads::Relation& one) {
        return (column.qualifier.empty() || one.called == column.qualifier) && one.table != nullptr &&
               one.table->column_index(old_name) >= 0;
      };
      const auto first = std::find_if(relations.begin(), relations.end(), could_mean);
      return first != relations.end() && first->table == &table;
    };
    for (ViewReads::ColumnName& column : reads.columns)
      if (column.now == old_name && is_of_table(column)) column.now = new_name;
  }
}

void SchemaBuilder::settle_definition(View& view, const ViewReads& reads) const {
  bring_names_up_to_date(view, reads);
  if (reads.recursive) view.definition = recursive_definition(view);
}

// Views follow tables and columns whatever these are called later; their text is what the last names make of it.
void SchemaBuilder::bring_names_up_to_date(View& view, const ViewReads& reads) const {
  struct Change {
    Span at;
    std::string text;
  };
  std::vector<Change> changes;
  const auto change = [&](Span at, const std::string& name, const std::string& still_called) {
    changes.push_back({at, still_called.empty() ? name : name + " AS " + in_quotes(still_called)});
  };
  for (const ViewReads::Relation& one : reads.relations) {
    const std::string& schema = one.table != nullptr ? one.table->schema : one.view->schema;
    const std::string& name = one.table != nullptr ? one.table->name : one.view->name;
    const bool found = one.table != nullptr ? catalog_->find_table(one.schema, one.name) == one.table
                                            : catalog_->find_view(one.schema, one.name) == one.view;
    if (!found) change(one.at, in_quotes(schema) + "." + in_quotes(name), one.aliased ? std::string() : one.called);
  }
  for (const ViewReads::ColumnName& one : reads.columns)
    if (one.now != one.written) change(one.at, in_quotes(one.now), one.names_output ? one.written : std::string());
  if (changes.empty()) return;
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.at.begin < b.at.begin; });

  auto made = std::make_shared<SqlText>(*view.definition);
  const std::string& old = view.definition->text;
  made->text.clear();
  made->pieces.clear();
  uint32_t copied = 0;
  const auto copy_to = [&](uint32_t end) {
    made->pieces.push_back({static_cast<uint32_t>(made->text.size()), view.definition->host_offset(copied), true});
    made->text += old.substr(copied, end - copied);
    copied = end;
  };
  for (const Change& one : changes) {
    if (one.at.begin > copied) copy_to(one.at.begin);
    made->pieces.push_back({static_cast<uint32_t>(made->text.size()), view.definition->host_offset(copied), false});
    made->text += one.text;
    copied = one.at.end;
  }
  copy_to(static_cast<uint32_t>(old.size()));
  view.definition = std::move(made);
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
    if (reads.reads(relation)) gone.push_back(view);
  for (const View* view : gone)
    if (reads_.contains(view)) drop_view(view);
}

void SchemaBuilder::drop_views_over_column(const Table& table, std::string_view column) {
  std::vector<const View*> gone;
  for (const auto& [view, reads] : reads_) {
    const bool names_it = std::any_of(reads.columns.begin(), reads.columns.end(),
                                      [&](const ViewReads::ColumnName& one) { return one.now == column; });
    if (reads.reads(&table) && (reads.all_columns || names_it)) gone.push_back(view);
  }
  for (const View* view : gone)
    if (reads_.contains(view)) drop_view(view);
}

}  // namespace ringfence::sql
