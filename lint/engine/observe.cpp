// Facts of all statements, in parallel; their order is that of the files.
#include <atomic>
#include <mutex>
#include <unordered_map>

#include "lint/engine/judge_code.h"
#include "lint/engine/parallel.h"
#include "ringfence/column_observer.h"
#include "ringfence/engine.h"
#include "ringfence/flow.h"
#include "ringfence/policy_reader.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

// Proves statements, and notes what they do with credentials and personal data.
struct Observer {
  const IsolationProver& prover;
  const ColumnObserver& columns;
  bool reasons = false;
};

void observe_bound(const BoundStatement& bound, Place at, const Observer& observer, Facts& facts) {
  if (bound.is_raise) return bound.query == nullptr ? void() : observer.columns.observe(bound, -1, facts);
  if (bound.problem) {
    Statement statement;
    statement.at = at;
    statement.name = bound.name;
    statement.in_routine = bound.in_routine;
    statement.verdict = Verdict::kUnknown;
    statement.unknown_because = "could not be read: " + bound.problem->what;
    facts.statements.push_back(std::move(statement));
    facts.unread_inputs.push_back(*bound.problem);
    return;
  }
  if (bound.query == nullptr) return;
  Facts proved = observer.prover.prove(*bound.query, observer.reasons);
  for (Statement& statement : proved.statements) {
    statement.name = bound.name;
    statement.in_routine = bound.in_routine;
  }
  observer.columns.observe(bound, 0, proved);
  facts.append(std::move(proved));
}

void note_literals(const SqlText& text, Facts& facts) {
  for (CredentialLiteral& literal : find_credential_literals(text)) facts.credential_literals.push_back(std::move(literal));
}

Facts observe_file(const Source& source, SqlBinder& binder, const Observer& observer) {
  Facts facts;
  SqlFile file = read_sql_file(source, SqlFileKind::kQueries);
  for (const SqlText& text : file.statements) {
    observe_bound(binder.bind(text), {&source, text.host}, observer, facts);
    note_literals(text, facts);
  }
  facts.unread_inputs.insert(facts.unread_inputs.end(), file.problems.begin(), file.problems.end());
  facts.allow_comments = std::move(file.allow_comments);
  return facts;
}

Facts observe_routine(const Routine& routine, SqlBinder& binder, const Observer& observer) {
  Facts facts;
  binder.bind_routine(routine, [&](const BoundStatement& bound) { observe_bound(bound, routine.declared_at, observer, facts); });
  return facts;
}

// What the schema itself says: views, and secrets in migrations.
Facts observe_schema(const Project& project, SqlBinder& binder, const ColumnObserver& columns) {
  Facts facts;
  for (const auto& view : project.catalog->views)
    if (view->definition != nullptr)
      if (const BoundStatement bound = binder.bind(*view->definition); bound.query != nullptr) columns.observe_view(*view, bound, facts);
  for (const SourcePtr& source : project.schema_sources)
    for (const SqlText& text : read_sql_file(*source, SqlFileKind::kMigration).statements) note_literals(text, facts);
  return facts;
}

// A statement of C++: what is open in its text, and what is bound to it.
Facts observe_code(const CodeStatement& code, SqlBinder& binder, const Observer& observer, const Policy& policy,
                   const Catalog& catalog, bool by_content) {
  Facts facts;
  std::vector<TenantParameter> keys;
  if (const BoundStatement plain = binder.bind(code.text); plain.query != nullptr) keys = tenant_parameters(*plain.query);
  const SqlText text = engine::with_tenant_levels(code, keys, policy, catalog);
  const BoundStatement bound = binder.bind(text);
  const Place at{code.text.source, code.text.host};
  const TextHole* open = nullptr;
  for (const TextHole& hole : code.holes)
    if (open == nullptr && hole.kind != TextHole::Kind::kValue && !hole.is_safe) open = &hole;
  if (bound.problem && (by_content || !code.holes.empty())) {
    if (by_content) return facts;
    Statement statement;
    statement.at = at;
    statement.verdict = Verdict::kUnknown;
    statement.unknown_because = "put together at run time";
    facts.statements.push_back(std::move(statement));
    const TextHole& hole = open != nullptr ? *open : code.holes[0];
    facts.dynamic_sql.push_back({0, DynamicSql::Kind::kText, hole.what, hole.at ? hole.at : at});
    return facts;
  }
  observe_bound(bound, at, observer, facts);
  note_literals(text, facts);
  if (facts.statements.empty()) return facts;
  if (by_content && facts.relation_uses.empty() && facts.inserted_rows.empty()) return {};
  facts.unknown_relations.erase(std::remove_if(facts.unknown_relations.begin(), facts.unknown_relations.end(),
                                               [](const UnknownRelation& one) { return one.name.find("ringfence_hole_") != std::string::npos; }),
                                facts.unknown_relations.end());
  if (code.call.source != at.source || (code.call && (code.call.span.begin > at.span.begin || code.call.span.end < at.span.begin)))
    facts.statements[0].sent_at = code.call;
  engine::settle_open_text(code, open, facts);
  engine::judge_arguments(code, keys, policy, catalog, facts);
  return facts;
}

void name_near_tables(Facts& facts, const Catalog& catalog) {
  if (facts.unknown_relations.empty()) return;
  std::vector<std::string> names;
  for (const auto& table : catalog.tables) names.push_back(table->display_name());
  for (const auto& view : catalog.views) names.push_back(view->name);
  std::unordered_map<std::string, std::string> known;
  for (UnknownRelation& unknown : facts.unknown_relations) {
    const auto [nearest, is_new] = known.try_emplace(unknown.name);
    if (is_new) nearest->second = nearest_name(unknown.name, names);
    unknown.nearest = nearest->second;
  }
}

}  // namespace

Facts observe_project(const Project& project, const CheckOptions& options, const Progress& progress) {
  const size_t files = project.query_sources.size();
  const size_t routines = project.catalog->routines.size();
  const size_t texts = project.code.statements.size();
  const size_t contents = project.code.by_content.size();
  const size_t count = files + routines + texts + contents + 1;
  const IsolationProver prover(*project.catalog, project.policy);
  const ColumnObserver columns(*project.catalog, project.columns, project.policy);
  const Observer observer{prover, columns, options.reasons};
  std::vector<Facts> parts(count);
  std::vector<std::unique_ptr<SqlBinder>> binders(engine::worker_count(count, options.threads));
  std::mutex progress_mutex;
  size_t done = 0;
  engine::for_each_parallel(count, options.threads, [&](size_t index, size_t worker) {
    if (binders[worker] == nullptr) binders[worker] = std::make_unique<SqlBinder>(*project.catalog);
    SqlBinder& binder = *binders[worker];
    const auto observe_text = [&](const CodeStatement& code, bool by_content) {
      return observe_code(code, binder, observer, project.policy, *project.catalog, by_content);
    };
    if (index < files) parts[index] = observe_file(*project.query_sources[index], binder, observer);
    else if (index < files + routines)
      parts[index] = observe_routine(*project.catalog->routines[index - files], binder, observer);
    else if (index < files + routines + texts) parts[index] = observe_text(project.code.statements[index - files - routines], false);
    else if (index < files + routines + texts + contents)
      parts[index] = observe_text(project.code.by_content[index - files - routines - texts], true);
    else parts[index] = observe_schema(project, binder, columns);
    if (!progress) return;
    const std::lock_guard lock(progress_mutex);
    progress("statements", ++done, count);
  });
  Facts facts = project.input_facts;
  if (project.code.linked != nullptr)
    facts.append(follow_values(project.code, *project.catalog, project.columns, project.policy, progress));
  for (Facts& part : parts) facts.append(std::move(part));
  // What C++ binds to a parameter that is written to a credential column belongs here, before the columns are judged.
  columns.conclude(facts);
  facts.allow_comments.insert(facts.allow_comments.end(), project.code.allow_comments.begin(), project.code.allow_comments.end());
  name_near_tables(facts, *project.catalog);
  return facts;
}

}  // namespace ringfence
