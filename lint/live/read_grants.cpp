// Who may do what: roles, privileges, publications, the search path.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "lint/live/ddl.h"

namespace ringfence::live {

namespace {

// The order in which people write them.
constexpr const char* kPrivilegeOrder =
    "array_position(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER','USAGE','CREATE','EXECUTE'], g.privilege_type)";

// What one role may do with one object, its owner aside. `source`: rows of (oid, kind, name, owner, acl).
pqxx::result grants(Session& session, const std::string& source) {
  return session.rows(fmt::format(R"(
    SELECT o.kind, o.name, CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END AS role,
           string_agg(g.privilege_type || o.columns, ', ' ORDER BY {}) AS privileges
    FROM ({}) o, LATERAL aclexplode(o.acl) g
    WHERE g.grantee <> o.owner GROUP BY o.oid, o.kind, o.name, g.grantee ORDER BY o.oid, min(g.grantee::bigint))", kPrivilegeOrder, source));
}

std::string of_relations() {
  return fmt::format(R"(
    SELECT c.oid, 'TABLE' AS kind, format('%I.%I', n.nspname, c.relname) AS name, '' AS columns, c.relowner AS owner, c.relacl AS acl
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND {} AND {})", kOwnSchema, of_no_extension("pg_class", "c.oid"));
}

std::string of_columns() {
  return fmt::format(R"(
    SELECT c.oid, 'TABLE' AS kind, format('%I.%I', n.nspname, c.relname) AS name, format(' (%I)', a.attname) AS columns, c.relowner AS owner, a.attacl AS acl
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND {} AND {})", kOwnSchema, of_no_extension("pg_class", "c.oid"));
}

// That everybody may call a function is so from the beginning.
std::string of_routines() {
  return fmt::format(R"(
    SELECT p.oid, CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS kind,
           format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS name, '' AS columns, p.proowner AS owner,
           ARRAY(SELECT a FROM unnest(p.proacl) a WHERE a::text NOT LIKE '=%') AS acl
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('f', 'p') AND p.proacl IS NOT NULL AND {} AND {})", kOwnSchema, of_no_extension("pg_proc", "p.oid"));
}

std::string of_schemas() {
  return fmt::format(R"(
    SELECT n.oid, 'SCHEMA' AS kind, quote_ident(n.nspname) AS name, '' AS columns, n.nspowner AS owner, n.nspacl AS acl
    FROM pg_namespace n WHERE {})", kOwnSchema);
}

// One statement for all objects of which a role has the same privileges.
std::string grouped(const pqxx::result& rows) {
  using Key = std::tuple<std::string, std::string, std::string>;
  std::vector<Key> order;
  std::map<Key, std::string> objects;
  for (const pqxx::row& row : rows) {
    const Key key{row["kind"].c_str(), row["privileges"].c_str(), row["role"].c_str()};
    std::string& list = objects[key];
    if (list.empty()) order.push_back(key);
    list += (list.empty() ? "\n  " : ",\n  ") + std::string(row["name"].c_str());
  }
  std::string text;
  for (const Key& key : order) {
    const auto& [kind, privileges, role] = key;
    text += fmt::format("GRANT {} ON {}{}\n  TO {};\n", privileges, kind, objects[key], role);
  }
  return text;
}

std::string default_privileges(Session& session) {
  std::string text;
  for (const pqxx::row& row : session.rows(fmt::format(R"(
    SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s GRANT %s ON %s TO %s;', pg_get_userbyid(d.defaclrole), ' IN SCHEMA ' || quote_ident(n.nspname),
             string_agg(g.privilege_type, ', ' ORDER BY {}), CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' ELSE 'FUNCTIONS' END,
             CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)
    FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, LATERAL aclexplode(d.defaclacl) g
    WHERE d.defaclobjtype IN ('r', 'f') AND g.grantee <> d.defaclrole
    GROUP BY d.oid, d.defaclrole, n.nspname, d.defaclobjtype, g.grantee ORDER BY d.oid)", kPrivilegeOrder)))
    text += std::string(row[0].c_str()) + "\n";
  return text;
}

// Filters and whole schemas came with PostgreSQL 15.
std::string publications(Session& session) {
  const bool filters = session.version() >= 150000;
  std::string text;
  for (const pqxx::row& row : session.rows(fmt::format(R"(
    SELECT quote_ident(p.pubname), CASE WHEN p.puballtables THEN 'FOR ALL TABLES' ELSE 'FOR ' || (SELECT string_agg(o.what, ', ') FROM (
             SELECT format('TABLE %I.%I%s', n.nspname, c.relname, {}) AS what
             FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.prpubid = p.oid{}) o) END
    FROM pg_publication p ORDER BY p.oid)",
           filters ? "' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')'" : "''",
           filters ? " UNION ALL SELECT format('TABLES IN SCHEMA %I', n.nspname) FROM pg_publication_namespace s JOIN pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid" : "")))
    text += fmt::format("CREATE PUBLICATION {} {};\n", row[0].c_str(), row[1].is_null() ? "" : row[1].c_str());
  return text;
}

std::string memberships(Session& session) {
  // From PostgreSQL 16 on each membership says for itself whether it is inherited.
  const bool by_membership = session.version() >= 160000;
  std::string text;
  for (const pqxx::row& row : session.rows(fmt::format(R"(
    SELECT DISTINCT format('GRANT %I TO %I;', pg_get_userbyid(m.roleid), pg_get_userbyid(m.member))
    FROM pg_auth_members m WHERE pg_get_userbyid(m.member) !~ '^pg_' AND {} ORDER BY 1)", by_membership ? "m.inherit_option" : "true")))
    text += std::string(row[0].c_str()) + "\n";
  return text;
}

}  // namespace

Definitions read_roles(Session& session) {
  const char* inherits = session.version() >= 160000 ? "true" : "r.rolinherit";
  std::string text;
  for (const pqxx::row& row : session.rows(fmt::format(R"(
    SELECT format('CREATE ROLE %I%s%s%s%s;', r.rolname, CASE WHEN r.rolsuper THEN ' SUPERUSER' END, CASE WHEN r.rolbypassrls THEN ' BYPASSRLS' END,
             CASE WHEN r.rolcanlogin THEN ' LOGIN' END, CASE WHEN {} THEN '' ELSE ' NOINHERIT' END)
    FROM pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY r.oid)", inherits)))
    text += std::string(row[0].c_str()) + "\n";
  return {{"roles", text + memberships(session)}};
}

Definitions read_grants(Session& session) {
  const std::string grants_text = grouped(grants(session, of_schemas())) + grouped(grants(session, of_relations())) +
                                  grouped(grants(session, of_columns())) + grouped(grants(session, of_routines()));
  return {{"grants", grants_text}, {"default privileges", default_privileges(session)}, {"publications", publications(session)}};
}

// Of no other setting the value is read: some hold secrets.
Definitions read_settings(Session& session, const std::vector<std::string>& app_roles) {
  const pqxx::result rows = session.rows(fmt::format(R"(
    SELECT coalesce(
      (SELECT substr(c, 13) FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole, LATERAL unnest(s.setconfig) c
       WHERE c LIKE 'search_path=%' AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
         AND (s.setrole = 0 OR r.rolname IN ({}))
       ORDER BY s.setrole <> 0 DESC, s.setdatabase <> 0 DESC, s.setrole LIMIT 1),
      (SELECT CASE WHEN EXISTS (SELECT FROM pg_db_role_setting s, LATERAL unnest(s.setconfig) c WHERE c LIKE 'search_path=%'
                                AND s.setrole = (SELECT oid FROM pg_roles WHERE rolname = session_user)) THEN boot_val ELSE reset_val END
       FROM pg_settings WHERE name = 'search_path')))", quoted_list(session, app_roles)));
  if (rows.empty() || rows[0][0].is_null()) return {};
  const std::string path = rows[0][0].c_str();
  return {{"settings", "SET search_path TO " + (path.empty() ? std::string("''") : path) + ";\n"}};
}

}  // namespace ringfence::live
