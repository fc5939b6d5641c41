// SqlBinder: parse, bind, and what is kept between statements.
#include "ringfence/sql_front_end.h"

#include <unordered_map>

#include "lint/sql/bind.h"
#include "lint/sql/lex.h"
#include "lint/sql/parse.h"
#include "lint/sql/routine_body.h"
#include "lint/sql/unread.h"
#include "ringfence/lower_case.h"

namespace ringfence {

using sql::BodyStatement;
using sql::RoutineBody;
using sql::RoutineName;
using sql::RoutineScope;

struct SqlBinder::Impl {
  explicit Impl(const Catalog& the_catalog) : catalog(the_catalog) {
    touches_data = [this](const Routine& routine) { return touches(routine); };
  }

  const Catalog& catalog;
  sql::Parser parser;
  Query query;
  sql::BindingMemory memory;
  sql::RoutineTouchesData touches_data;
  std::unordered_map<const Routine*, bool> known_to_touch;

  void reset();
  BoundStatement bind(const SqlText& text, const RoutineScope* routine, bool opens_routines = false);
  BoundStatement bind_body(const BodyStatement& statement, const RoutineScope& names);
  bool touches(const Routine& routine);
};

void SqlBinder::Impl::reset() {
  query.text = nullptr;
  query.routine = nullptr;
  query.kind = StatementKind::kOther;
  query.root = kNothing;
  query.blocks.clear();
  query.relations.clear();
  query.joins.clear();
  query.expressions.clear();
  query.children.clear();
  query.writes.clear();
  query.parameters.clear();
  query.bulk_commands.clear();
  query.unknown_relations.clear();
  query.dynamic_sql.clear();
  query.setting_changes.clear();
  query.obstacles.clear();
  query.definitions.clear();
  query.calls.clear();
  memory.clear();
}

BoundStatement SqlBinder::Impl::bind(const SqlText& text, const RoutineScope* routine, bool opens_routines) {
  reset();
  BoundStatement bound;
  bound.name = text.name;
  const sql::Node node = parser.parse(text.text);
  if (parser.failed()) {
    bound.problem = sql::unread(text, parser.error());
    return bound;
  }
  sql::StatementBinding binding(catalog, query, memory, routine, touches_data);
  if (opens_routines) binding.open_routines();
  binding.bind(node, text);
  bound.query = &query;
  return bound;
}

BoundStatement SqlBinder::Impl::bind_body(const BodyStatement& statement, const RoutineScope& names) {
  if (!statement.dynamic.empty()) {
    reset();
    query.text = &statement.text;
    const Place at = statement.text.place(0, static_cast<uint32_t>(statement.text.text.size()));
    query.dynamic_sql.push_back({0, DynamicSql::Kind::kText, statement.dynamic, at});
    query.obstacles.push_back({"EXECUTE of text that is put together at run time", at, {}});
    BoundStatement bound;
    bound.query = &query;
    return bound;
  }
  if (!statement.is_execute) return bind(statement.text, &names);
  // EXECUTE 'literal' USING a, b: `$1` is a, and nothing else of the routine is in reach.
  RoutineScope dynamic;
  for (size_t i = 0; i < statement.using_values.size(); ++i) {
    const RoutineName* known = names.find(statement.using_values[i]);
    RoutineName made = known == nullptr ? RoutineName{} : *known;
    made.opaque = known == nullptr || known->parameter == 0;
    if (known == nullptr) made.assigned = statement.using_values[i];
    made.name = statement.using_values[i];
    made.parameter = static_cast<int>(i) + 1;
    dynamic.names.push_back(std::move(made));
  }
  return bind(statement.text, &dynamic);
}

// Memoised with `false` while a routine is being looked at: a recursive call adds nothing of its own.
bool SqlBinder::Impl::touches(const Routine& routine) {
  const auto [known, is_new] = known_to_touch.try_emplace(&routine, false);
  if (!is_new) return known->second;
  if (routine.language == "c" || routine.language == "internal") return false;
  bool found = routine.language != "sql" && routine.language != "plpgsql";
  Impl nested(catalog);
  nested.known_to_touch = known_to_touch;
  const RoutineBody body =
      sql::read_routine_body(routine, catalog, sql::tables_of_trigger_routine(routine, catalog).front());
  found = found || !body.problem.empty();
  for (const BodyStatement& statement : body.statements) {
    if (statement.is_raise) continue;
    const BoundStatement bound = nested.bind_body(statement, body.names);
    found = found || bound.query == nullptr || !bound.query->obstacles.empty();
    if (bound.query != nullptr)
      for (const Relation& relation : bound.query->relations)
        found = found || (relation.kind == Relation::Kind::kTable && relation.table->belongs_to_tenant());
    if (found) break;
  }
  known_to_touch[&routine] = found;
  return found;
}

SqlBinder::SqlBinder(const Catalog& catalog) : impl_(std::make_unique<Impl>(catalog)) {}
SqlBinder::~SqlBinder() = default;

BoundStatement SqlBinder::bind(const SqlText& text) { return impl_->bind(text, nullptr); }

BoundStatement SqlBinder::bind_opened(const SqlText& text) { return impl_->bind(text, nullptr, true); }

void SqlBinder::bind_routine(const Routine& routine, const std::function<void(const BoundStatement&)>& sink) {
  for (const Table* table : sql::tables_of_trigger_routine(routine, impl_->catalog))
    bind_routine_for(routine, table, sink);
}

void SqlBinder::bind_routine_for(const Routine& routine, const Table* trigger_table,
                                 const std::function<void(const BoundStatement&)>& sink) {
  const RoutineBody body = sql::read_routine_body(routine, impl_->catalog, trigger_table);
  BoundStatement bound;
  if (!body.problem.empty()) {
    bound.name = routine.name;
    bound.in_routine = true;
    bound.routine = &routine;
    bound.problem = UnreadInput{routine.declared_at, body.problem, {}, true};
    sink(bound);
    return;
  }
  for (const BodyStatement& statement : body.statements) {
    bound = impl_->bind_body(statement, body.names);
    impl_->query.routine = &routine;
    bound.name = routine.name;
    bound.in_routine = true;
    bound.is_raise = statement.is_raise;
    if (!statement.assigned.empty() && trigger_table != nullptr) {
      bound.assigned_table = trigger_table;
      bound.assigned_column = trigger_table->column_index(statement.assigned);
    }
    bound.routine = &routine;
    if (bound.problem) bound.problem->in_schema = true;
    sink(bound);
  }
}

void SqlBinder::bind_do(const SqlText& text, const std::function<void(const BoundStatement&)>& sink) {
  sql::Lexer lexer(text.text);
  const sql::Token word = lexer.next_code();
  if (lower_case(std::string_view(text.text).substr(word.begin, word.end - word.begin)) != "do") return;
  Routine block;
  block.language = "plpgsql";
  block.definition = std::make_shared<SqlText>(text);
  for (sql::Token token = lexer.next_code(); token.kind != sql::TokenKind::kEnd; token = lexer.next_code()) {
    if (token.kind != sql::TokenKind::kDollarString) continue;
    const auto tag = static_cast<uint32_t>(text.text.find('$', token.begin + 1) + 1 - token.begin);
    block.body = {token.begin + tag, token.end - tag};
    block.body_text = text.text.substr(block.body.begin, block.body.end - block.body.begin);
    bind_routine_for(block, nullptr, [&](const BoundStatement& one) {
      BoundStatement of_nobody = one;
      of_nobody.routine = nullptr;
      impl_->query.routine = nullptr;
      sink(of_nobody);
    });
    return;
  }
}

std::optional<uint32_t> syntax_error_in(std::string_view statement) {
  thread_local sql::Parser parser;
  parser.parse(statement);
  return parser.failed() ? std::optional(parser.error().offset) : std::nullopt;
}

}  // namespace ringfence
