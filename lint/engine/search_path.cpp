#include "lint/engine/search_path.h"

#include <algorithm>
#include <sstream>

#include "ringfence/query.h"

namespace ringfence::engine {

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

bool sets_search_path(const Project& project, const CodeReading& code, SqlBinder& binder) {
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
  for (const CodeStatement& one : code.statements)
    if (speaks_of_it(one.text.text)) look_at(binder.bind(one.text));
  for (const auto& routine : project.catalog->routines)
    if (speaks_of_it(routine->body_text)) binder.bind_routine(*routine, look_at);
  return found;
}

}  // namespace ringfence::engine
