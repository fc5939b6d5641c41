// Reports materialized views that keep owned rows of all tenants where the application can read them.
#include "rules/schema/live_migration.h"

namespace ringfence {

namespace {

bool is_tenant_key(const Table& table, const std::string& name) {
  const std::vector<int> keys = schema::tenant_keys(table);
  return std::any_of(keys.begin(), keys.end(), [&](int key) { return table.columns[static_cast<size_t>(key)].name == name; });
}

bool any_grants(const Catalog& catalog) {
  const auto has = [](const auto& one) { return !one->grants.empty(); };
  return std::any_of(catalog.tables.begin(), catalog.tables.end(), has) || std::any_of(catalog.views.begin(), catalog.views.end(), has);
}

// Without any GRANT the application owns what it reads.
bool is_readable(const Facts& facts, const View& view) {
  const auto& roles = facts.application_roles;
  for (const Grant& grant : view.grants)
    if (grant.privilege.starts_with("select") && (roles.empty() || grant.role == "public" || std::find(roles.begin(), roles.end(), grant.role) != roles.end())) return true;
  return !any_grants(*facts.catalog);
}

}  // namespace

void schema_leaking_materialized_view(const Facts& facts, Findings& findings) {
  if (facts.catalog == nullptr) return;
  const View* last = nullptr;
  for (const ViewRead& read : facts.view_reads) {
    const View& view = *read.view;
    if (&view == last || !view.materialized || !is_readable(facts, view)) continue;
    if (read.proof.verdict == Verdict::kProven || read.proof.verdict == Verdict::kConditional) continue;
    const bool shows_key = std::any_of(read.outputs.begin(), read.outputs.end(), [&](const std::string& name) { return is_tenant_key(*read.table, name); });
    if (shows_key && !read.table->rls_enabled) continue;
    last = &view;
    findings.add(view.declared_at, "materialized view '" + view.name + "' keeps rows of " + schema::named(*read.table) + " of all tenants, and " +
                                       (shows_key ? "row-level security does not reach it" : "nothing in it says whose they are"))
        .about(read.table)
        .subject(view.name)
        .because(read.at, "read here, for every tenant")
        .because(read.table->ownership.because, read.table->display_name() + ": " + read.table->ownership.why)
        .advise(shows_key ? "take it from the application's role, and read it through a view that is scoped" : "show the tenant key in it, so that who reads it can be scoped");
  }
}

}  // namespace ringfence
