#include "lint/engine/observer.h"

#include <algorithm>

#include "lint/engine/judge_code.h"
#include "lint/engine/search_path.h"

namespace ringfence::engine {

namespace {

void note_literals(const SqlText& text, Facts& facts) {
  for (CredentialLiteral& literal : find_credential_literals(text)) facts.credential_literals.push_back(std::move(literal));
}

}  // namespace

void Observer::bound(const BoundStatement& bound, Place at, Facts& facts) const {
  if (bound.is_raise) return bound.query == nullptr ? void() : columns_.observe(bound, -1, facts);
  if (bound.problem) {
    Statement statement;
    statement.at = at;
    statement.name = bound.name;
    statement.in_routine = bound.in_routine;
    statement.routine = bound.routine;
    statement.verdict = Verdict::kUnknown;
    statement.unknown_because = "could not be read: " + bound.problem->what;
    facts.statements.push_back(std::move(statement));
    facts.unread_inputs.push_back(*bound.problem);
    return;
  }
  if (bound.query == nullptr) return;
  Facts proved = prover_.prove(*bound.query, reasons_);
  for (Statement& statement : proved.statements) {
    statement.name = bound.name;
    statement.in_routine = bound.in_routine;
    statement.routine = bound.routine;
  }
  columns_.observe(bound, 0, proved);
  promises_.observe(bound, 0, proved);
  facts.append(std::move(proved));
}

Facts Observer::file(const Source& source, SqlBinder& binder) const {
  Facts facts;
  SqlFile file = read_sql_file(source, SqlFileKind::kQueries);
  for (const SqlText& text : file.statements) facts.append(statement(text, binder));
  facts.unread_inputs.insert(facts.unread_inputs.end(), file.problems.begin(), file.problems.end());
  facts.allow_comments = std::move(file.allow_comments);
  return facts;
}

Facts Observer::statement(const SqlText& text, SqlBinder& binder) const {
  Facts facts;
  bound(binder.bind(text), {text.source, text.host}, facts);
  note_literals(text, facts);
  return facts;
}

// Its parameters have numbers only. Where the tenant is known by a name, any of them may be meant.
Facts Observer::executed(const Source& source, SqlBinder& binder) const {
  Facts facts;
  const auto is_named = [](const Setting& term) {
    return !term.value.empty() && (std::string_view("@:#%{").find(term.value[0]) != std::string_view::npos || term.value.starts_with("${") || term.value.starts_with("sqlc."));
  };
  bool named = false;
  for (const auto& level : policy_.tenant.terms) named = named || std::any_of(level.begin(), level.end(), is_named);
  SqlFile file = read_sql_file(source, SqlFileKind::kStatement);
  for (SqlText& text : file.statements) {
    for (Placeholder& placeholder : text.placeholders) placeholder.from_code = named;
    bound(binder.bind(text), {&source, text.host}, facts);
    note_literals(text, facts);
  }
  facts.unread_inputs.insert(facts.unread_inputs.end(), file.problems.begin(), file.problems.end());
  facts.allow_comments = std::move(file.allow_comments);
  return facts;
}

Facts Observer::routine(const Routine& routine, SqlBinder& binder) const {
  Facts facts;
  binder.bind_routine(routine, [&](const BoundStatement& one) { bound(one, routine.declared_at, facts); });
  if (!routine.search_path.empty() && !catalog_.tenant_schemas.empty()) settle_own_path(routine, catalog_, facts);
  return facts;
}

Facts Observer::view(const View& view, SqlBinder& binder) const {
  Facts facts;
  if (view.definition == nullptr) return facts;
  const BoundStatement bound = binder.bind(*view.definition);
  if (bound.query == nullptr) return facts;
  std::vector<std::string> outputs = view.column_names;
  if (outputs.empty() && bound.query->root != kNothing)
    for (const Output& output : bound.query->block(bound.query->root).outputs) outputs.emplace_back(output.name);
  for (RelationUse& use : prover_.prove(*bound.query).relation_uses)
    if (use.table->belongs_to_tenant()) facts.view_reads.push_back({&view, use.table, std::move(use.proof), outputs, use.at});
  columns_.observe_view(view, bound, facts);
  promises_.observe_view(view, bound, facts);
  return facts;
}

Facts Observer::migration(const Source& source, SqlBinder& binder) const {
  Facts facts;
  const SqlFile file = read_sql_file(source, SqlFileKind::kMigration);
  for (const SqlText& text : file.statements) {
    note_literals(text, facts);
    promises_.observe_migration(text, binder, facts);
  }
  return facts;
}

Facts Observer::code(const CodeStatement& code, SqlBinder& binder, bool by_content) const {
  Facts facts;
  std::vector<TenantParameter> keys;
  if (const BoundStatement plain = binder.bind(code.text); plain.query != nullptr) keys = tenant_parameters(*plain.query);
  const SqlText text = with_tenant_levels(code, keys, policy_, catalog_);
  const BoundStatement statement_bound = binder.bind(text);
  const Place at{code.text.source, code.text.host};
  const TextHole* open = open_hole(code, catalog_);
  if (statement_bound.problem && (by_content || !code.holes.empty())) {
    if (by_content) return facts;
    Statement statement;
    statement.at = at;
    statement.verdict = Verdict::kUnknown;
    statement.unknown_because = "put together at run time";
    facts.statements.push_back(std::move(statement));
    note_unquoted_schemas(code, catalog_, facts);
    if (!facts.tenant_schemas.empty() && open == nullptr) return facts;
    promises_.observe_open(code, 0, facts);
    const TextHole& hole = open != nullptr ? *open : code.holes[0];
    facts.dynamic_sql.push_back({0, DynamicSql::Kind::kText, hole.what, hole.at ? hole.at : at});
    return facts;
  }
  bound(statement_bound, at, facts);
  credentials_.settle(code, facts);
  promises_.settle(code, code_, facts);
  note_literals(text, facts);
  if (facts.statements.empty()) return facts;
  if (by_content && facts.relation_uses.empty() && facts.inserted_rows.empty()) return {};
  facts.unknown_relations.erase(std::remove_if(facts.unknown_relations.begin(), facts.unknown_relations.end(),
                                               [](const UnknownRelation& one) { return one.name.find("ringfence_hole_") != std::string::npos; }),
                                facts.unknown_relations.end());
  if (code.call.source != at.source || (code.call && (code.call.span.begin > at.span.begin || code.call.span.end < at.span.begin)))
    facts.statements[0].sent_at = code.call;
  settle_open_text(code, open, facts);
  judge_arguments(code, keys, policy_, catalog_, facts);
  return facts;
}

}  // namespace ringfence::engine
