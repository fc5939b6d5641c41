// Reports SECURITY DEFINER functions whose search path is the caller's, or that read past row-level security.
#include <cctype>

#include "rules/schema/live_migration.h"

namespace ringfence {

namespace {

std::string signature(const Routine& routine) {
  std::string types;
  for (const RoutineParameter& parameter : routine.parameters)
    if (parameter.mode != RoutineParameter::Mode::kOut && parameter.mode != RoutineParameter::Mode::kTable)
      types += (types.empty() ? "" : ", ") + parameter.type;
  return schema::in_schema(routine.schema, routine.name) + "(" + types + ")";
}

// BEGIN ATOMIC and RETURN: names were looked up when the function was made.
bool is_bound_early(const Routine& routine) {
  std::string begin = routine.body_text.substr(0, 12);
  for (char& c : begin) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return routine.language == "sql" && (begin.starts_with("begin atomic") || begin.starts_with("return "));
}

void report_search_path(const Routine& routine, Findings& findings) {
  const std::string path = (routine.schema.empty() || routine.schema == "public" ? "" : schema::identifier(routine.schema) + ", ") + "public, pg_temp";
  findings.add(routine.declared_at, "'" + routine.name + "' runs with its owner's rights and takes names from the caller's search path")
      .subject(routine.name + "/search_path")
      .advise("fix the search path, pg_temp last: a caller can put a table or function of his own in front")
      .migrate({std::string("ALTER ") + (routine.is_procedure ? "PROCEDURE " : "FUNCTION ") + signature(routine) + " SET search_path = " + path});
}

}  // namespace

void schema_bypassing_function(const Facts& facts, Findings& findings) {
  if (facts.catalog == nullptr) return;
  for (const auto& routine : facts.catalog->routines) {
    if (!routine->security_definer) continue;
    const bool open_path = routine->search_path.empty() || routine->search_path.find("$user") != std::string::npos;
    if (open_path && !is_bound_early(*routine)) report_search_path(*routine, findings);
    for (const RelationUse& use : facts.relation_uses) {
      if (facts.statements[static_cast<size_t>(use.statement)].routine != routine.get() || !use.table->rls_enabled) continue;
      if (use.proof.verdict != Verdict::kRefuted && use.proof.verdict != Verdict::kUnknown) continue;
      const bool writes = use.access == Access::kWrite;
      findings.add(use.at, "'" + routine->name + "' runs with its owner's rights and " + (writes ? "writes " : "reads ") +
                               schema::named(*use.table) + " past row-level security, for every tenant")
          .about(use.table)
          .subject(routine->name + "/" + use.table->display_name())
          .because(routine->declared_at, "SECURITY DEFINER")
          .because(use.table->declared_at, "row-level security is enabled for " + use.table->display_name())
          .advise("compare its tenant key with the current tenant here, or let the function run with the caller's rights");
    }
  }
}

}  // namespace ringfence
