// Types, views and routines.
#include <fmt/format.h>

#include <algorithm>

#include "lint/live/ddl.h"

namespace ringfence::live {

namespace {

// How many views are asked for at a time: the server locks, for as long as the query runs, what each of them reads.
constexpr int kViewsAtOnce = 100;

void append(Definitions& definitions, const pqxx::result& rows) {
  for (const pqxx::row& row : rows)
    if (!row[1].is_null()) definitions.push_back({row[0].c_str(), row[1].c_str()});
}

}  // namespace

std::string of_no_extension(const std::string& catalog, const std::string& oid) {
  return fmt::format("NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '{}'::regclass AND e.objid = {} AND e.deptype = 'e')", catalog, oid);
}

Definitions read_types(Session& session) {
  Definitions types;
  append(types, session.rows(R"(
    SELECT format('%I.%I', n.nspname, t.typname), format(E'CREATE TYPE %I.%I AS ENUM (%s);\n', n.nspname, t.typname,
             (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype = 'e' AND )" + std::string(kOwnSchema) + " AND " + of_no_extension("pg_type", "t.oid") + " ORDER BY t.oid"));
  append(types, session.rows(R"(
    SELECT format('%I.%I', n.nspname, t.typname),
           format(E'CREATE DOMAIN %I.%I AS %s%s%s%s;\n', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod),
             ' DEFAULT ' || t.typdefault, CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END,
             (SELECT string_agg(format(E'\n  CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), '' ORDER BY k.oid)
              FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'))
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype = 'd' AND )" + std::string(kOwnSchema) + " AND " + of_no_extension("pg_type", "t.oid") + " ORDER BY t.oid"));
  return types;
}

Definitions read_views(Session& session) {
  const pqxx::result all = session.rows(R"(
    SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't' AND )" + std::string(kOwnSchema) + " AND " +
                                        of_no_extension("pg_class", "c.oid") + " ORDER BY c.oid");
  Definitions views;
  for (pqxx::result::size_type from = 0; from < all.size(); from += kViewsAtOnce) {
    std::string oids;
    for (auto at = from; at < std::min(all.size(), from + kViewsAtOnce); ++at) oids += (oids.empty() ? "" : ",") + std::string(all[at][0].c_str());
    append(views, session.rows(fmt::format(R"(
      SELECT format('%I.%I', n.nspname, c.relname),
             format(E'CREATE %sVIEW %I.%I%s AS\n%s\nALTER %sVIEW %I.%I OWNER TO %I;\n%s%s', k.word, n.nspname, c.relname,
               ' WITH (' || array_to_string(c.reloptions, ', ') || ')', pg_get_viewdef(c.oid), k.word, n.nspname, c.relname, pg_get_userbyid(c.relowner),
               format('COMMENT ON %sVIEW %I.%I IS ', k.word, n.nspname, c.relname) || quote_literal(obj_description(c.oid, 'pg_class')) || E';\n',
               (SELECT string_agg(pg_get_indexdef(i.indexrelid) || E';\n', '' ORDER BY i.indexrelid) FROM pg_index i WHERE i.indrelid = c.oid AND i.indisvalid))
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
           LATERAL (SELECT CASE WHEN c.relkind = 'm' THEN 'MATERIALIZED ' ELSE '' END AS word) k
      WHERE c.oid IN ({}) ORDER BY c.oid)", oids)));
  }
  return views;
}

Definitions read_routines(Session& session) {
  Definitions routines;
  append(routines, session.rows(R"(
    SELECT format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
           format(E'%s;\nALTER %s %I.%I(%s) OWNER TO %I;\n%s', pg_get_functiondef(p.oid), k.word, n.nspname, p.proname,
             pg_get_function_identity_arguments(p.oid), pg_get_userbyid(p.proowner),
             CASE WHEN p.proacl IS NOT NULL AND NOT EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0)
                  THEN format(E'REVOKE ALL ON %s %I.%I(%s) FROM PUBLIC;\n', k.word, n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) END)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
         LATERAL (SELECT CASE WHEN p.prokind = 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS word) k
    WHERE p.prokind IN ('f', 'p') AND )" + std::string(kOwnSchema) + " AND " + of_no_extension("pg_proc", "p.oid") + " ORDER BY p.oid"));
  return routines;
}

}  // namespace ringfence::live
