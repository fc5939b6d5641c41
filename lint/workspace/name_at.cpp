#include "ringfence/name_at.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "ringfence/lower_case.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

bool is_in(Span span, uint32_t offset) { return span.begin <= offset && offset <= span.end && span.begin < span.end; }

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

Span word_at(std::string_view text, uint32_t offset) {
  uint32_t begin = std::min<uint32_t>(offset, static_cast<uint32_t>(text.size()));
  uint32_t end = begin;
  while (begin > 0 && is_name_character(text[begin - 1])) --begin;
  while (end < text.size() && is_name_character(text[end])) ++end;
  return {begin, end};
}

// The word in front of a dot that stands at the word's begin.
Span qualifier_of(std::string_view text, Span word) {
  uint32_t at = word.begin;
  if (at > 0 && text[at - 1] == '"') --at;
  if (at == 0 || text[at - 1] != '.') return {0, 0};
  --at;
  if (at > 0 && text[at - 1] == '"') --at;
  return word_at(text, at);
}

// Among what the binder made of a statement, the shortest that covers the offset.
class BoundNames {
 public:
  BoundNames(const SqlText& statement, uint32_t offset) : statement_(statement), offset_(offset) {}

  std::optional<NameAt> find(const Query& query) {
    for (const Relation& relation : query.relations) see(relation);
    for (const Expression& expression : query.expressions)
      if (expression.kind == ExpressionKind::kColumn && expression.relation != kNothing)
        if (const Relation& of = query.relation(expression.relation); of.text == nullptr || of.text == &statement_)
          see_column(of.table, expression.column, expression.at);
    for (const Write& write : query.writes) see(write, query);
    return best_;
  }

 private:
  void offer(NameAt name, Span at) {
    name.at = statement_.place(at.begin, at.end);
    if (name.at.source != statement_.source || !is_in(name.at.span, offset_)) return;
    if (!best_ || name.at.span.end - name.at.span.begin < best_->at.span.end - best_->at.span.begin) best_ = name;
  }

  void see(const Relation& relation) {
    if (relation.text != nullptr && relation.text != &statement_) return;
    if (relation.view != nullptr) offer({{}, nullptr, -1, relation.view}, relation.at);
    else if (relation.table != nullptr && relation.kind == Relation::Kind::kTable) offer({{}, relation.table, -1, nullptr}, relation.at);
  }

  void see_column(const Table* table, int column, Span at) {
    if (table == nullptr || column < 0 || static_cast<size_t>(column) >= table->columns.size()) return;
    // What stands behind the last dot is the column; in front of it its relation.
    std::string_view text = statement_.text;
    if (at.end <= at.begin || at.end > text.size()) return;
    const size_t dot = text.substr(at.begin, at.end - at.begin).rfind('.');
    if (dot != text.npos) offer({{}, table, -1, nullptr}, {at.begin, at.begin + static_cast<uint32_t>(dot)});
    const uint32_t begin = dot == text.npos ? at.begin : at.begin + static_cast<uint32_t>(dot) + 1;
    if (lower_case(text.substr(begin, at.end - begin)).find(table->columns[static_cast<size_t>(column)].name) != std::string::npos)
      offer({{}, table, column, nullptr}, {begin, at.end});
  }

  void see(const Write& write, const Query& query) {
    if (write.target == kNothing) return;
    const Table* table = query.relation(write.target).table;
    for (const Assignment& one : write.assignments) see_column(table, one.column, one.at);
    for (const Assignment& one : write.conflict.assignments) see_column(table, one.column, one.at);
    for (size_t i = 0; i < write.columns.size() && i < write.column_at.size(); ++i)
      see_column(table, write.columns[i], write.column_at[i]);
  }

  const SqlText& statement_;
  const uint32_t offset_;
  std::optional<NameAt> best_;
};

std::optional<NameAt> declared_at(const Catalog& catalog, const Source& text, uint32_t offset) {
  const auto is_here = [&](Place at) { return at && at.source->path() == text.path() && at.source->text() == text.text() && is_in(at.span, offset); };
  for (const auto& table : catalog.tables) {
    for (size_t i = 0; i < table->columns.size(); ++i)
      if (is_here(table->columns[i].declared_at)) return NameAt{{&text, table->columns[i].declared_at.span}, table.get(), static_cast<int>(i), nullptr};
    if (is_here(table->declared_at)) return NameAt{{&text, table->declared_at.span}, table.get(), -1, nullptr};
  }
  return std::nullopt;
}

// By its spelling alone: a table, a view, or a column of one of the tables that the same statement names.
std::optional<NameAt> by_words(const Catalog& catalog, const SqlText& statement, uint32_t offset) {
  const std::string_view text = statement.source->text();
  const Span word = word_at(text, offset);
  if (word.begin == word.end) return std::nullopt;
  const std::string name = lower_case(text.substr(word.begin, word.end - word.begin));
  const Span before = qualifier_of(text, word);
  const std::string qualifier = lower_case(text.substr(before.begin, before.end - before.begin));
  NameAt made{{statement.source, word}, nullptr, -1, nullptr};
  if ((made.table = catalog.find_table(qualifier, name)) != nullptr) return made;
  if ((made.view = catalog.find_view(qualifier, name)) != nullptr) return made;
  std::string last;
  for (uint32_t at = statement.host.begin; at < statement.host.end;) {
    const Span one = word_at(text, at);
    if (one.begin == one.end) {
      ++at;
      continue;
    }
    at = one.end + 1;
    const Table* table = catalog.find_table({}, lower_case(text.substr(one.begin, one.end - one.begin)));
    if (table == nullptr) continue;
    const int column = table->column_index(name);
    if (column < 0) continue;
    made.table = table;
    made.column = column;
    // `deals d … d.org_id`: the alias is the next word, perhaps behind AS.
    if (qualifier.empty() || qualifier == table->name) return made;
    Span next = word_at(text, std::min(one.end + 1, statement.host.end));
    if (lower_case(text.substr(next.begin, next.end - next.begin)) == "as") next = word_at(text, next.end + 1);
    if (lower_case(text.substr(next.begin, next.end - next.begin)) == qualifier) return made;
  }
  if (made.column >= 0 && qualifier.empty()) return made;
  return std::nullopt;
}

}  // namespace

std::optional<NameAt> name_at(const Catalog& catalog, const SqlText& statement, uint32_t offset) {
  SqlBinder binder(catalog);
  const BoundStatement bound = binder.bind(statement);
  if (bound.query != nullptr)
    if (std::optional<NameAt> found = BoundNames(statement, offset).find(*bound.query)) return found;
  return by_words(catalog, statement, offset);
}

std::optional<NameAt> name_at(const ProjectSnapshot& snapshot, const Source& text, FileRole role, uint32_t offset) {
  const Catalog& catalog = *snapshot.project.catalog;
  const bool is_schema = role == FileRole::kSchema;
  const SqlFile file = read_sql_file(text, is_schema ? SqlFileKind::kMigration : SqlFileKind::kQueries);
  if (is_schema)
    if (std::optional<NameAt> declared = declared_at(catalog, text, offset)) return declared;
  for (const SqlText& statement : file.statements)
    if (statement.host.begin <= offset && offset <= statement.host.end) return name_at(catalog, statement, offset);
  return std::nullopt;
}

Place declaration(const NameAt& name) {
  if (name.view != nullptr) return name.view->declared_at;
  if (name.table == nullptr) return {};
  return name.column < 0 ? name.table->declared_at : name.table->columns[static_cast<size_t>(name.column)].declared_at;
}

}  // namespace ringfence
