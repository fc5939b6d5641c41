// Reports views that run with their owner's rights over rows that row-level security protects.
#include "rules/schema/live_migration.h"

namespace ringfence {

namespace {

enum class Exempt { kYes, kNo, kUnknown };

// FORCE binds the table's owner too, but nobody who bypasses row-level security altogether.
Exempt is_exempt(const Catalog& catalog, const View& view, const Table& table) {
  for (const Role& role : catalog.roles)
    if (role.name == view.owner_role && (role.superuser || role.bypass_rls)) return Exempt::kYes;
  if (view.owner_role.empty()) return table.rls_forced ? Exempt::kUnknown : Exempt::kYes;
  if (!table.rls_forced && (table.owner_role.empty() || table.owner_role == view.owner_role)) return Exempt::kYes;
  return Exempt::kNo;
}

}  // namespace

void schema_bypassing_view(const Facts& facts, Findings& findings) {
  if (facts.catalog == nullptr) return;
  const View* last = nullptr;
  for (const ViewRead& read : facts.view_reads) {
    const bool scoped = read.proof.verdict == Verdict::kProven || read.proof.verdict == Verdict::kConditional;
    if (read.view == last || read.view->materialized || read.view->security_invoker || !read.table->rls_enabled || scoped) continue;
    const Exempt exempt = is_exempt(*facts.catalog, *read.view, *read.table);
    if (exempt == Exempt::kNo) continue;
    last = read.view;
    auto finding = findings.add(read.view->declared_at, "view '" + read.view->name + "' runs with its owner's rights and shows the rows of " +
                                                            schema::named(*read.table) + " past row-level security");
    finding.about(read.table).subject(read.view->name)
        .because(read.at, "read here, whoever asks")
        .because(read.table->declared_at, "row-level security is enabled for " + read.table->display_name())
        .advise(exempt == Exempt::kUnknown ? "let it run with the caller's rights: security_invoker = true (it bypasses policies where its owner is a superuser or has BYPASSRLS)"
                                           : "let it run with the caller's rights: security_invoker = true (PostgreSQL 15)")
        .migrate({"ALTER VIEW " + schema::in_schema(read.view->schema, read.view->name) + " SET (security_invoker = true)"});
    if (exempt == Exempt::kUnknown) finding.severity(Severity::kWarning);
  }
}

}  // namespace ringfence
