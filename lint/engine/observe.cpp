// Facts of all statements, in parallel; their order is that of the files.
#include <atomic>
#include <mutex>
#include <sstream>
#include <unordered_map>

#include "lint/engine/judge_code.h"
#include "lint/engine/parallel.h"
#include "ringfence/engine.h"
#include "ringfence/flow.h"
#include "ringfence/policy_reader.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

void observe_bound(const BoundStatement& bound, Place at, const IsolationProver& prover, bool reasons, Facts& facts) {
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
  Facts proved = prover.prove(*bound.query, reasons);
  for (Statement& statement : proved.statements) {
    statement.name = bound.name;
    statement.in_routine = bound.in_routine;
    statement.routine = bound.routine;
  }
  facts.append(std::move(proved));
}

Facts observe_file(const Source& source, SqlBinder& binder, const IsolationProver& prover, bool reasons) {
  Facts facts;
  SqlFile file = read_sql_file(source, SqlFileKind::kQueries);
  for (const SqlText& text : file.statements)
    observe_bound(binder.bind(text), {&source, text.host}, prover, reasons, facts);
  facts.unread_inputs.insert(facts.unread_inputs.end(), file.problems.begin(), file.problems.end());
  facts.allow_comments = std::move(file.allow_comments);
  return facts;
}

// A function with a search path of its own does not see the transaction's.
void settle_own_path(const Routine& routine, const Catalog& catalog, Facts& facts) {
  std::string literal;
  std::istringstream path(routine.search_path);
  for (std::string schema; std::getline(path, schema, ',');) {
    schema.erase(0, schema.find_first_not_of(' '));
    if (literal.empty() && catalog.is_tenant_schema(schema)) literal = schema;
  }
  if (!literal.empty() && !facts.statements.empty())
    facts.tenant_schemas.push_back({0, TenantSchema::Flaw::kLiteral, literal, {}, routine.declared_at, {}});
  for (RelationUse& use : facts.relation_uses) {
    if (use.proof.term != "search_path") continue;
    use.proof.verdict = literal.empty() ? Verdict::kUnknown : Verdict::kRefuted;
    use.proof.gap = literal.empty() ? Gap::kNone : Gap::kLiteral;
    use.proof.detail = "the function's own search path is " + routine.search_path;
    Statement& statement = facts.statements[static_cast<size_t>(use.statement)];
    statement.verdict = std::max(statement.verdict, use.proof.verdict);
    if (statement.verdict == Verdict::kUnknown) statement.unknown_because = use.proof.detail;
  }
}

Facts observe_routine(const Routine& routine, SqlBinder& binder, const IsolationProver& prover, const Catalog& catalog, bool reasons) {
  Facts facts;
  binder.bind_routine(
      routine, [&](const BoundStatement& bound) { observe_bound(bound, routine.declared_at, prover, reasons, facts); });
  if (!routine.search_path.empty() && !catalog.tenant_schemas.empty()) settle_own_path(routine, catalog, facts);
  return facts;
}

// What a view's query would be worth as a statement of its own.
Facts observe_view(const View& view, SqlBinder& binder, const IsolationProver& prover) {
  Facts facts;
  if (view.definition == nullptr) return facts;
  const BoundStatement bound = binder.bind(*view.definition);
  if (bound.query == nullptr) return facts;
  std::vector<std::string> outputs = view.column_names;
  if (outputs.empty() && bound.query->root != kNothing)
    for (const Output& output : bound.query->block(bound.query->root).outputs) outputs.emplace_back(output.name);
  for (RelationUse& use : prover.prove(*bound.query).relation_uses)
    if (use.table->belongs_to_tenant()) facts.view_reads.push_back({&view, use.table, std::move(use.proof), outputs, use.at});
  return facts;
}

// A statement of C++: what is open in its text, and what is bound to it.
Facts observe_code(const CodeStatement& code, SqlBinder& binder, const IsolationProver& prover, const Policy& policy,
                   const Catalog& catalog, bool reasons, bool by_content) {
  Facts facts;
  std::vector<TenantParameter> keys;
  if (const BoundStatement plain = binder.bind(code.text); plain.query != nullptr) keys = tenant_parameters(*plain.query);
  const SqlText text = engine::with_tenant_levels(code, keys, policy, catalog);
  const BoundStatement bound = binder.bind(text);
  const Place at{code.text.source, code.text.host};
  const TextHole* open = engine::open_hole(code, catalog);
  if (bound.problem && (by_content || !code.holes.empty())) {
    if (by_content) return facts;
    Statement statement;
    statement.at = at;
    statement.verdict = Verdict::kUnknown;
    statement.unknown_because = "put together at run time";
    facts.statements.push_back(std::move(statement));
    engine::note_unquoted_schemas(code, catalog, facts);
    if (!facts.tenant_schemas.empty() && open == nullptr) return facts;
    const TextHole& hole = open != nullptr ? *open : code.holes[0];
    facts.dynamic_sql.push_back({0, DynamicSql::Kind::kText, hole.what, hole.at ? hole.at : at});
    return facts;
  }
  observe_bound(bound, at, prover, reasons, facts);
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

// Schema-per-tenant: whether something in the project sets the search path of a transaction to a schema that is known at
// run time only.
bool sets_search_path(const Project& project, SqlBinder& binder) {
  bool found = false;
  if (project.catalog->tenant_schemas.empty()) return found;
  const auto look_at = [&](const BoundStatement& bound) {
    if (bound.query == nullptr) return;
    for (const SettingChange& change : bound.query->setting_changes) {
      const auto is_open = [](const std::string& value) { return value.find(kNameHole) != std::string::npos; };
      const bool open = change.values.empty() || std::any_of(change.values.begin(), change.values.end(), is_open);
      found = found || (change.setting == "search_path" && change.local && open);
    }
  };
  const auto speaks_of_it = [](std::string_view text) { return text.find("search_path") != text.npos || text.find("SEARCH_PATH") != text.npos; };
  for (const SourcePtr& source : project.query_sources)
    if (speaks_of_it(source->text()))
      for (const SqlText& text : read_sql_file(*source, SqlFileKind::kQueries).statements) look_at(binder.bind(text));
  for (const CodeStatement& code : project.code.statements)
    if (speaks_of_it(code.text.text)) look_at(binder.bind(code.text));
  for (const auto& routine : project.catalog->routines)
    if (speaks_of_it(routine->body_text)) binder.bind_routine(*routine, look_at);
  return found;
}

}  // namespace

Facts observe_project(const Project& project, const CheckOptions& options, const Progress& progress) {
  const size_t files = project.query_sources.size();
  const size_t routines = project.catalog->routines.size();
  const size_t texts = project.code.statements.size();
  const size_t by_content = project.code.by_content.size();
  const size_t count = files + routines + texts + by_content + project.catalog->views.size();
  std::vector<Facts> parts(count);
  std::vector<std::unique_ptr<SqlBinder>> binders(std::max<size_t>(1, engine::worker_count(count, options.threads)));
  binders[0] = std::make_unique<SqlBinder>(*project.catalog);
  const IsolationProver prover(*project.catalog, project.policy, sets_search_path(project, *binders[0]));
  std::mutex progress_mutex;
  size_t done = 0;
  engine::for_each_parallel(count, options.threads, [&](size_t index, size_t worker) {
    if (binders[worker] == nullptr) binders[worker] = std::make_unique<SqlBinder>(*project.catalog);
    SqlBinder& binder = *binders[worker];
    const auto observe_text = [&](const CodeStatement& code, bool by_content) {
      return observe_code(code, binder, prover, project.policy, *project.catalog, options.reasons, by_content);
    };
    if (index < files) parts[index] = observe_file(*project.query_sources[index], binder, prover, options.reasons);
    else if (index < files + routines)
      parts[index] = observe_routine(*project.catalog->routines[index - files], binder, prover, *project.catalog, options.reasons);
    else if (index < files + routines + texts) parts[index] = observe_text(project.code.statements[index - files - routines], false);
    else if (index < files + routines + texts + by_content) parts[index] = observe_text(project.code.by_content[index - files - routines - texts], true);
    else parts[index] = observe_view(*project.catalog->views[index - files - routines - texts - by_content], binder, prover);
    if (!progress) return;
    const std::lock_guard lock(progress_mutex);
    progress("statements", ++done, count);
  });
  Facts facts = project.input_facts;
  if (project.code.linked != nullptr)
    facts.append(follow_values(project.code, *project.catalog, classify_columns(*project.catalog, project.policy), project.policy, progress));
  facts.catalog = project.catalog.get();
  for (const Setting& role : project.policy.tenant.roles) facts.application_roles.push_back(role.value);
  for (Facts& part : parts) facts.append(std::move(part));
  facts.allow_comments.insert(facts.allow_comments.end(), project.code.allow_comments.begin(), project.code.allow_comments.end());
  name_near_tables(facts, *project.catalog);
  return facts;
}

}  // namespace ringfence
