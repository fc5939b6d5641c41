// Reports privileges on owned rows for more roles than the application's, and other ways past row-level security.
#include "rules/schema/application_roles.h"
#include "rules/schema/live_migration.h"

namespace ringfence {

namespace {

/// What one role is given in one place.
struct Given {
  Place at;
  std::string role;
  std::string first;             ///< Of `objects`, for people.
  const Table* table = nullptr;  ///< That it shows.
  std::string objects;           ///< As SQL names them.
  std::set<std::string> privileges;
  int count = 0;  ///< Of the objects.
};

// A list of names without repetition.
void add_once(std::string& list, const std::string& one) {
  if ((", " + list + ",").find(", " + one + ",") == std::string::npos) list += (list.empty() ? "" : ", ") + one;
}

class Grants {
 public:
  Grants(const Facts& facts, Findings& findings) : facts_(facts), findings_(findings) {}

  void run() {
    for (const auto& table : facts_.catalog->tables)
      if (table->belongs_to_tenant()) note(table->grants, *table, schema::table_name(*table), table->display_name(), table->owner_role);
    for (const ViewRead& read : facts_.view_reads)
      note(read.view->grants, *read.table, schema::in_schema(read.view->schema, read.view->name), read.view->name, read.view->owner_role);
    for (const Given& one : given_) report(one);
  }

 private:
  bool is_broad(const Grant& grant, const Table& table, const std::string& owner) const {
    const auto& roles = facts_.application_roles;
    if (grant.role == "public" || std::find(roles.begin(), roles.end(), grant.role) != roles.end()) return grant.role == "public";
    // Policies decide about what `anon` may see.
    if (grant.role == "anon") return !table.rls_enabled;
    return !roles.empty() && grant.role != owner && !schema::gives_application(facts_, grant.role);
  }

  void note(const std::vector<Grant>& grants, const Table& table, const std::string& object, const std::string& shown, const std::string& owner) {
    for (const Grant& grant : grants) {
      if (!is_broad(grant, table, owner)) continue;
      auto known = std::find_if(given_.begin(), given_.end(), [&](const Given& one) { return one.at == grant.declared_at && one.role == grant.role; });
      if (known == given_.end()) known = given_.insert(given_.end(), {grant.declared_at, grant.role, shown, &table, {}, {}, 0});
      const size_t before = known->objects.size();
      add_once(known->objects, object);
      known->count += known->objects.size() > before ? 1 : 0;
      known->privileges.insert(grant.privilege);
    }
  }

  void report(const Given& one) {
    const std::string others = one.count == 1 ? "" : " and " + std::to_string(one.count - 1) + " other owned relation" + (one.count == 2 ? "" : "s");
    std::string privileges;
    for (const std::string& privilege : one.privileges) add_once(privileges, privilege);
    const std::string who = one.role == "public" ? "everybody" : one.role == "anon" ? "'anon', who is not signed in" : "'" + one.role + "', which [tenant] app_roles does not name";
    findings_.add(one.at, "rows of '" + one.first + "'" + others + " are given to " + who + ": " + privileges)
        .subject(one.role + "/" + one.first)
        .because(one.table->ownership.because, one.table->display_name() + ": " + one.table->ownership.why)
        .advise("grant what the application's own role needs, and nothing to " + (one.role == "public" ? "PUBLIC" : one.role))
        .migrate({"REVOKE ALL ON " + one.objects + " FROM " + (one.role == "public" ? "PUBLIC" : schema::identifier(one.role))});
  }

  const Facts& facts_;
  Findings& findings_;
  std::vector<Given> given_;
};

void report_bypassing_roles(const Facts& facts, Findings& findings) {
  const auto& roles = facts.application_roles;
  for (const Role& role : facts.catalog->roles) {
    if (!role.bypass_rls && !role.superuser) continue;
    const Table* protected_table = nullptr;
    for (const auto& table : facts.catalog->tables) {
      const auto is_to_it = [&](const Grant& grant) { return roles.empty() && grant.role == role.name; };
      const bool of_application = std::find(roles.begin(), roles.end(), role.name) != roles.end() || std::any_of(table->grants.begin(), table->grants.end(), is_to_it);
      if (protected_table == nullptr && table->belongs_to_tenant() && table->rls_enabled && of_application) protected_table = table.get();
    }
    if (protected_table == nullptr) continue;
    const std::string option = role.superuser ? "SUPERUSER" : "BYPASSRLS";
    findings.add(role.declared_at, "the application's role '" + role.name + "' is " + (role.superuser ? "a superuser" : "BYPASSRLS") + ": no policy holds for it")
        .subject(role.name)
        .because(protected_table->declared_at, "row-level security is enabled for " + protected_table->display_name())
        .advise("take " + option + " from it, and use another role for maintenance")
        .migrate({"ALTER ROLE " + schema::identifier(role.name) + " NO" + option});
  }
}

void note_publications(const Facts& facts, Findings& findings) {
  for (const Publication& publication : facts.catalog->publications) {
    const Table* first = nullptr;
    for (const auto& table : facts.catalog->tables) {
      const bool sent = publication.all_tables || std::find(publication.tables.begin(), publication.tables.end(), table.get()) != publication.tables.end() ||
                        std::find(publication.schemas.begin(), publication.schemas.end(), table->schema) != publication.schemas.end();
      if (first == nullptr && sent && table->belongs_to_tenant()) first = table.get();
    }
    if (first == nullptr) continue;
    findings.add(publication.declared_at, "publication '" + publication.name + "' sends the rows of every tenant in " + schema::named(*first) + " to whoever subscribes")
        .subject("publication " + publication.name)
        .because(first->ownership.because, first->display_name() + ": " + first->ownership.why)
        .advise("publish what the subscriber is meant to have, with a row filter where that is one tenant's")
        .severity(Severity::kNote);
  }
}
}  // namespace

void schema_broad_grant(const Facts& facts, Findings& findings) {
  if (facts.catalog == nullptr) return;
  Grants(facts, findings).run();
  report_bypassing_roles(facts, findings);
  note_publications(facts, findings);
}

}  // namespace ringfence
