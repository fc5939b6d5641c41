// Who may do what: GRANT and REVOKE, default privileges, roles, owners; and publications, which hand rows out as well.
#include <algorithm>

#include "lint/sql/schema_builder.h"
#include "lint/sql/schema_names.h"

namespace ringfence::sql {

namespace {

std::string role_name(Node spec) {
  return spec.text("roletype") == "ROLESPEC_PUBLIC" ? "public" : std::string(spec.text("rolename"));
}

bool is_routine(std::string_view kind) {
  return kind == "OBJECT_FUNCTION" || kind == "OBJECT_PROCEDURE" || kind == "OBJECT_ROUTINE";
}

std::vector<std::string> privileges_of(Node statement, std::string_view kind) {
  std::vector<std::string> names;
  for (const Node privilege : statement.list("privileges")) {
    const std::string name = privilege.has("priv_name") ? lower_case(privilege.text("priv_name")) : "all";
    // Of some columns only: each is a privilege of its own.
    for (const Node column : privilege.list("cols")) names.push_back((name == "all" ? "select" : name) + " (" + std::string(column.string()) + ")");
    if (privilege.list("cols").empty()) names.push_back(name);
  }
  if (!names.empty() && names[0] != "all") return names;
  if (is_routine(kind)) return {"execute"};
  if (kind == "OBJECT_SCHEMA") return {"usage", "create"};
  if (kind == "OBJECT_SEQUENCE") return {"usage", "select", "update"};
  return {"select", "insert", "update", "delete", "truncate", "references", "trigger"};
}

void take_back(std::vector<Grant>& grants, const std::string& privilege, const std::string& role) {
  // What is taken back of the whole is taken back of its columns too; the other way round nothing happens.
  std::erase_if(grants, [&](const Grant& one) { return one.role == role && (one.privilege == privilege || one.privilege.starts_with(privilege + " (")); });
}

void change(std::vector<Grant>& grants, const Grant& grant, bool is_grant) {
  const auto whole = [&](const Grant& one) { return one.role == grant.role && grant.privilege.starts_with(one.privilege + " ("); };
  if (is_grant && std::any_of(grants.begin(), grants.end(), whole)) return;
  take_back(grants, grant.privilege, grant.role);
  if (is_grant) grants.push_back(grant);
}

}  // namespace

void SchemaBuilder::grant_on(Node statement, std::string_view kind, std::vector<Grant>& grants) {
  for (const Node grantee : statement.list("grantees"))
    for (const std::string& privilege : privileges_of(statement, kind))
      change(grants, {privilege, role_name(grantee), false, place(grantee.location())}, statement.flag("is_grant"));
}

void SchemaBuilder::grant_on_all(Node statement, const std::string& schema) {
  const std::string_view kind = statement.text("objtype");
  if (is_routine(kind))
    for (const auto& routine : catalog_->routines)
      if (routine->schema == schema) grant_on(statement, kind, routine->grants);
  if (kind == "OBJECT_SEQUENCE") grant_on_other(statement, "sequences of schema " + schema);
  if (kind != "OBJECT_TABLE") return;
  for (const auto& one : catalog_->tables)
    if (one->schema == schema) grant_on(statement, kind, one->grants);
  for (const auto& one : catalog_->views)
    if (one->schema == schema) grant_on(statement, kind, one->grants);
}

void SchemaBuilder::grant(Node statement) {
  const std::string_view kind = statement.text("objtype");
  for (const Node object : statement.list("objects")) {
    if (statement.text("targtype") == "ACL_TARGET_ALL_IN_SCHEMA") grant_on_all(statement, std::string(object.string()));
    else if (is_routine(kind))
      for (Routine* routine : routines_named(object)) grant_on(statement, kind, routine->grants);
    else if (kind == "OBJECT_TABLE") {
      if (Table* on = table(object)) grant_on(statement, kind, on->grants);
      else if (View* on_view = view(object.text("schemaname"), object.text("relname")))
        grant_on(statement, kind, on_view->grants);
    } else if (kind == "OBJECT_SEQUENCE") {
      grant_on_other(statement, "sequence " + std::string(object.text("relname")));
    } else if (kind == "OBJECT_SCHEMA") {
      grant_on_other(statement, "schema " + std::string(object.string()));
    }
  }
}

// Things without rows: their privileges are kept by name.
void SchemaBuilder::grant_on_other(Node statement, const std::string& name) {
  std::vector<Grant> grants;
  for (const OtherGrant& one : catalog_->other_grants)
    if (one.on == name) grants.push_back(one.grant);
  grant_on(statement, statement.text("objtype"), grants);
  std::erase_if(catalog_->other_grants, [&](const OtherGrant& one) { return one.on == name; });
  for (Grant& grant : grants) catalog_->other_grants.push_back({name, std::move(grant)});
}

void SchemaBuilder::grant_by_default(Node statement) {
  const Node action = statement["action"];
  const std::string_view kind = action.text("objtype");
  if (kind != "OBJECT_TABLE" && !is_routine(kind)) return;
  const auto on = is_routine(kind) ? DefaultGrant::On::kRoutines : DefaultGrant::On::kTables;
  std::vector<std::string> schemas;
  for (const Node option : statement.list("options"))
    if (option.text("defname") == "schemas")
      for (const Node schema : option["arg"].list("items")) schemas.emplace_back(schema.string());
  if (schemas.empty()) schemas.emplace_back();
  for (const std::string& schema : schemas)
    for (const Node grantee : action.list("grantees"))
      for (const std::string& privilege : privileges_of(action, kind)) {
        const std::string name = role_name(grantee);
        std::erase_if(catalog_->default_grants, [&](const DefaultGrant& one) {
          return one.on == on && one.schema == schema && one.grant.privilege == privilege && one.grant.role == name;
        });
        if (action.flag("is_grant"))
          catalog_->default_grants.push_back({on, schema, {privilege, name, true, place(grantee.location())}});
      }
}

std::vector<Grant> SchemaBuilder::default_grants_of(DefaultGrant::On on, std::string_view schema) const {
  std::vector<Grant> grants;
  for (const DefaultGrant& one : catalog_->default_grants)
    if (one.on == on && (one.schema.empty() || one.schema == schema)) grants.push_back(one.grant);
  return grants;
}

Role& SchemaBuilder::role(std::string_view name) {
  for (Role& one : catalog_->roles)
    if (one.name == name) return one;
  catalog_->roles.emplace_back().name = std::string(name);
  return catalog_->roles.back();
}

void SchemaBuilder::grant_role(Node statement) {
  for (const Node grantee : statement.list("grantee_roles"))
    for (const Node granted : statement.list("granted_roles")) {
      Role& member = role(grantee.text("rolename"));
      const std::string of(granted.text("priv_name"));
      std::erase(member.member_of, of);
      if (statement.flag("is_grant")) member.member_of.push_back(of);
    }
}

void SchemaBuilder::set_role_options(Role& role, NodeList options) {
  for (const Node option : options) {
    const std::string_view what = option.text("defname");
    const bool on = option["arg"].flag("boolval");
    if (what == "superuser" || what == "bypassrls") {
      (what == "superuser" ? role.superuser : role.bypass_rls) = on;
      if (on) role.declared_at = place(option.location());
    } else if (what == "canlogin") {
      role.can_login = on;
    } else if (what == "inherit") {
      role.inherits = on;
    } else if (what == "addroleto") {
      for (const Node of : option["arg"].list("items")) role.member_of.emplace_back(of.text("rolename"));
    }
  }
}

void SchemaBuilder::create_role(Node statement) {
  Role& made = role(statement.text("role"));
  made.can_login = statement.text("stmt_type") == "ROLESTMT_USER";
  made.declared_at = place(0);
  set_role_options(made, statement.list("options"));
  // CREATE ROLE r ROLE a, b: they become its members.
  const std::string name(statement.text("role"));
  for (const Node option : statement.list("options"))
    if (option.text("defname") == "rolemembers" || option.text("defname") == "adminmembers")
      for (const Node member : option["arg"].list("items")) role(member.text("rolename")).member_of.push_back(name);
}

void SchemaBuilder::alter_role(Node statement) {
  const Node spec = statement["role"];
  if (spec.has("rolename")) set_role_options(role(spec.text("rolename")), statement.list("options"));
}

void SchemaBuilder::drop_roles(Node statement) {
  for (const Node spec : statement.list("roles"))
    std::erase_if(catalog_->roles, [&](const Role& one) { return one.name == spec.text("rolename"); });
}

void SchemaBuilder::change_owner(Node statement) {
  const std::string owner(statement["newowner"].text("rolename"));
  if (is_routine(statement.text("objectType")))
    for (Routine* routine : routines_named(statement["object"])) routine->owner_role = owner;
}

void SchemaBuilder::add_to_publication(Publication& publication, Node object, std::string_view action) {
  if (object.text("pubobjtype") == "PUBLICATIONOBJ_TABLES_IN_SCHEMA") {
    const std::string schema(object.text("name"));
    std::erase(publication.schemas, schema);
    if (action != "AP_DropObjects") publication.schemas.push_back(schema);
    return;
  }
  const Table* on = table(object["pubtable"]["relation"]);
  if (on == nullptr) return;
  std::erase(publication.tables, on);
  std::erase(publication.filtered, on);
  if (action == "AP_DropObjects") return;
  (object["pubtable"].has("whereClause") ? publication.filtered : publication.tables).push_back(on);
}

void SchemaBuilder::create_publication(Node statement) {
  Publication made;
  made.name = statement.text("pubname");
  made.all_tables = statement.flag("for_all_tables");
  made.declared_at = place(0);
  for (const Node object : statement.list("pubobjects")) add_to_publication(made, object, {});
  catalog_->publications.push_back(std::move(made));
}

void SchemaBuilder::alter_publication(Node statement) {
  for (Publication& publication : catalog_->publications) {
    if (publication.name != statement.text("pubname") || statement.list("pubobjects").empty()) continue;
    publication.declared_at = place(0);
    if (statement.text("action") == "AP_SetObjects") {
      publication.tables.clear();
      publication.filtered.clear();
      publication.schemas.clear();
    }
    for (const Node object : statement.list("pubobjects"))
      add_to_publication(publication, object, statement.text("action"));
  }
}

}  // namespace ringfence::sql
