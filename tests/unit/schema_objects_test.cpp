// Relations, views, DO blocks, routines, triggers and policies after migrations have run.
#include <gtest/gtest.h>

#include "tests/unit/describe_catalog.h"

namespace ringfence {
namespace {

struct Case {
  const char* ddl;
  const char* expected;
};

TEST(SchemaObjects, Relations) {
  const Case cases[] = {
      {"CREATE TABLE a (); CREATE TABLE IF NOT EXISTS a (id int); DROP TABLE IF EXISTS x, a; CREATE TABLE b ()",
       "public.b"},
      {"CREATE SCHEMA s CREATE TABLE a (id int) CREATE VIEW v AS SELECT id FROM a; ALTER SCHEMA s RENAME TO r",
       "r.a, view r.v"},
      {"CREATE TABLE a (); CREATE TABLE b (); ALTER TABLE a SET SCHEMA s; ALTER TABLE b RENAME TO a", "s.a, public.a"},
      {"SET search_path = s, public; CREATE TABLE a (); RESET search_path; CREATE TABLE b (); SET search_path TO x; SET"
       " search_path TO DEFAULT; CREATE TABLE c ()",
       "s.a, public.b, public.c"},
      {"SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE s.a (); CREATE TABLE b (); SELECT"
       " set_config('search_path', 's, \"T\"', true); CREATE TABLE c ()",
       "s.a, public.b, s.c"},
      {"CREATE TABLE s.a (id int); CREATE VIEW s.v AS SELECT 1; CREATE VIEW w AS SELECT * FROM s.a; CREATE TABLE b ();"
       " DROP SCHEMA s, x CASCADE",
       "public.b"},
      {"CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST"
       " (a); CREATE TABLE r PARTITION OF q DEFAULT; CREATE TABLE s PARTITION OF p DEFAULT; DROP TABLE p",
       ""},
      {"CREATE TABLE p (a int); CREATE TABLE q (a int); ALTER TABLE p ATTACH PARTITION q DEFAULT; ALTER TABLE q ATTACH"
       " PARTITION p DEFAULT; ALTER TABLE p ADD b int; DROP TABLE p",
       ""},
      {"CREATE TABLE p (a int CHECK (a > 0), UNIQUE (a)); ALTER TABLE p INHERIT p; ALTER TABLE p ATTACH PARTITION p"
       " DEFAULT; CREATE TABLE q (b int, LIKE q INCLUDING ALL) INHERITS (q); ALTER TABLE q RENAME b TO c; DROP TABLE p",
       "public.q"},
      {"CREATE TABLE p (a int); CREATE TABLE q () INHERITS (p); CREATE TABLE c () INHERITS (q); DROP TABLE p CASCADE",
       "public.q, public.c"},
      {"CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p DEFAULT; CREATE TABLE c () INHERITS"
       " (p); DROP TABLE p CASCADE",
       "public.c"},
  };
  for (const Case& one : cases) EXPECT_EQ(relations_of(*catalog_of(one.ddl)), one.expected) << one.ddl;
}

TEST(SchemaObjects, ViewsGoWithWhatTheyRead) {
  const Case cases[] = {
      {"CREATE TABLE a (id int, n int); CREATE VIEW v AS SELECT id FROM a; CREATE VIEW w AS SELECT * FROM v; CREATE OR"
       " REPLACE VIEW v AS SELECT id FROM a; ALTER TABLE a DROP n CASCADE",
       "public.a, view public.v, view public.w"},
      {"CREATE TABLE a (id int, n int); CREATE VIEW v AS SELECT n FROM a; CREATE VIEW w AS SELECT 1 WHERE EXISTS "
       "(SELECT"
       " FROM v); CREATE VIEW z AS SELECT id FROM a; ALTER TABLE a RENAME n TO m; ALTER TABLE a DROP m CASCADE",
       "public.a, view public.z"},
      {"CREATE TABLE a (id int); CREATE MATERIALIZED VIEW v AS SELECT id FROM a WITH NO DATA; CREATE VIEW w AS SELECT *"
       " FROM v; DROP TABLE a CASCADE",
       ""},
      {"CREATE VIEW v AS SELECT 1; CREATE VIEW w AS SELECT * FROM v; CREATE OR REPLACE VIEW v AS SELECT 1; DROP VIEW v"
       " CASCADE",
       ""},
      {"CREATE VIEW v WITH (security_invoker) AS SELECT 1; CREATE VIEW w AS SELECT 1; ALTER VIEW w SET"
       " (security_invoker = on); ALTER VIEW v SET (security_invoker = false); ALTER VIEW v RENAME TO x; ALTER TABLE w"
       " SET SCHEMA s",
       "view public.x, invoker s.w"},
  };
  for (const Case& one : cases) EXPECT_EQ(relations_of(*catalog_of(one.ddl)), one.expected) << one.ddl;
}

TEST(SchemaObjects, ARecursiveViewIsARecursiveQuery) {
  const auto catalog = catalog_of(
      "CREATE TABLE t (id int, up int); CREATE RECURSIVE VIEW v (n) AS SELECT id FROM t UNION ALL SELECT t.id FROM t "
      "JOIN"
      " v ON v.n = t.up; ALTER TABLE t RENAME up TO \"over\"");
  const SqlText& definition = *catalog->views.at(0)->definition;
  EXPECT_EQ(definition.text,
            "WITH RECURSIVE \"v\" (\"n\") AS (SELECT id FROM t UNION ALL SELECT t.id FROM t JOIN v ON v.n = "
            "t.\"over\") SELECT"
            " * FROM \"v\"");
  const auto join = static_cast<uint32_t>(definition.text.find("JOIN"));
  EXPECT_EQ(definition.source->text(definition.place(join, join + 4).span), "JOIN");
}

TEST(SchemaObjects, ViewsEndWhereTheirQueryDoes) {
  const auto catalog = catalog_of(
      "CREATE VIEW \"as\" (x, y) WITH (check_option = local) AS SELECT 1, 2 WITH LOCAL CHECK OPTION;"
      "CREATE MATERIALIZED VIEW m AS WITH a AS (SELECT 1) SELECT * FROM a WITH NO DATA;");
  ASSERT_EQ(catalog->views.size(), 2u);
  EXPECT_EQ(catalog->views[0]->definition->text, "SELECT 1, 2 ");
  EXPECT_EQ(list_of(catalog->views[0]->column_names), "x, y");
  EXPECT_EQ(catalog->views[1]->definition->text, "WITH a AS (SELECT 1) SELECT * FROM a ");
}

TEST(SchemaObjects, ViewsFollowWhatTheyRead) {
  const std::string before = "CREATE TABLE a (id int, n int); CREATE TABLE b (id int, m int); CREATE VIEW v AS ";
  const Case cases[] = {
      {"SELECT n FROM a; ALTER TABLE a RENAME TO c", "SELECT n FROM \"public\".\"c\" AS \"a\""},
      {"SELECT x.n FROM public.a x, b; ALTER TABLE a SET SCHEMA s", "SELECT x.n FROM \"s\".\"a\" x, b"},
      {"SELECT a.n, n + 1 FROM a WHERE n > 0; ALTER TABLE a RENAME n TO \"N\"",
       "SELECT a.\"N\" AS \"n\", \"N\" + 1 FROM a WHERE \"N\" > 0"},
      {"SELECT a.id AS x, b.id, m FROM a, b; ALTER TABLE b RENAME id TO k",
       "SELECT a.id AS x, b.\"k\" AS \"id\", m FROM a, b"},
      {"SELECT 1 FROM a WHERE EXISTS (SELECT FROM b WHERE m = n); ALTER TABLE b RENAME TO z; ALTER TABLE z RENAME m TO "
       "o",
       "SELECT 1 FROM a WHERE EXISTS (SELECT FROM \"public\".\"z\" AS \"b\" WHERE \"o\" = n)"},
      {"SELECT n FROM a; ALTER TABLE a RENAME TO c; ALTER TABLE c RENAME TO a", "SELECT n FROM a"},
      {"WITH b AS (SELECT 1) SELECT * FROM b, a; ALTER TABLE b RENAME TO d", "WITH b AS (SELECT 1) SELECT * FROM b, a"},
      {"SELECT 1; CREATE VIEW w AS SELECT 1 FROM v; ALTER VIEW v RENAME TO u", "SELECT 1"},
      {"SELECT 1; SET search_path = s, public; CREATE TABLE t (); CREATE OR REPLACE VIEW public.v AS SELECT * FROM t; "
       "RESET"
       " search_path",
       "SELECT * FROM \"s\".\"t\" AS \"t\""},
  };
  for (const Case& one : cases) {
    const auto catalog = catalog_of(before + one.ddl);
    const SqlText& definition = *catalog->views.at(0)->definition;
    EXPECT_EQ(definition.text, one.expected) << one.ddl;
    const auto from = static_cast<uint32_t>(definition.text.find("FROM"));
    if (from >= definition.text.size()) continue;
    EXPECT_EQ(definition.source->text(definition.place(from, from + 4).span), "FROM") << "positions stay";
  }
}

TEST(SchemaObjects, DoBlocks) {
  const std::string before =
      "CREATE TABLE u (id int); CREATE TABLE t (id int); DO $$ DECLARE n text; c text := 'org'; BEGIN ";
  const Case cases[] = {
      {"ALTER TABLE t ADD a int;", "id int4, a int4"},
      {"IF NOT EXISTS (SELECT 1) THEN ALTER TABLE t ADD a int; END IF; EXCEPTION WHEN OTHERS THEN NULL;",
       "id int4, a int4"},
      {"EXECUTE 'ALTER TABLE t ADD a text DEFAULT ''x''';", "id int4, a text ="},
      {"EXECUTE format('ALTER TABLE %I ADD %2$s int; ', 't', 'a');", "id int4, a int4"},
      {"EXECUTE 'ALTER TABLE ' || quote_ident('t') || ' ADD ' || c || ' int';", "id int4, org int4"},
      {"FOREACH n IN ARRAY ARRAY['u', 't'] LOOP EXECUTE format('ALTER TABLE %I ADD org int', n); END LOOP;",
       "id int4, org int4"},
      {"FOR n IN SELECT unnest(ARRAY['a', 'b']) LOOP EXECUTE format('ALTER TABLE t ADD %I int', n); END LOOP;",
       "id int4, a int4, b int4"},
      {"FOR n IN SELECT relname FROM pg_class LOOP EXECUTE 'ALTER TABLE t ADD ' || n; END LOOP; ALTER TABLE t ADD z "
       "int;",
       "id int4, z int4"},
      {"c := 'a'; EXECUTE 'ALTER TABLE t ADD ' || c || ' int'; c := lower(c); EXECUTE 'ALTER TABLE t ADD ' || c || '2"
       " int';",
       "id int4, a int4"},
  };
  for (const Case& one : cases) {
    const auto catalog = catalog_of(before + one.ddl + " END $$;");
    EXPECT_EQ(columns_of(*catalog->find_table("", "t")), one.expected) << one.ddl;
  }
}

TEST(SchemaObjects, Routines) {
  const auto catalog = catalog_of(
      "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
      "CREATE FUNCTION f(a text, OUT b int) LANGUAGE sql AS 'SELECT 1';"
      "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION IF EXISTS f(int), g;"
      "ALTER FUNCTION f(text) SECURITY DEFINER; ALTER FUNCTION f SET SCHEMA s; ALTER FUNCTION s.f(text) RENAME TO h;");
  ASSERT_EQ(catalog->routines.size(), 1u);
  EXPECT_EQ(catalog->routines[0]->schema + "." + catalog->routines[0]->name, "s.h");
  EXPECT_TRUE(catalog->routines[0]->security_definer);
}

TEST(SchemaObjects, TriggersAndPolicies) {
  const auto catalog = catalog_of(
      "CREATE FUNCTION r() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE TABLE t (); CREATE TABLE u ();"
      "CREATE TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION r(); CREATE TRIGGER x AFTER INSERT ON u EXECUTE FUNCTION "
      "r();"
      "CREATE OR REPLACE TRIGGER x AFTER DELETE ON t EXECUTE FUNCTION r();"
      "ALTER TRIGGER x ON t RENAME TO y; DROP TRIGGER x ON u; ALTER FUNCTION r() SET SCHEMA s;"
      "CREATE POLICY a ON t USING (true); CREATE POLICY b ON t USING (true); ALTER POLICY a ON t RENAME TO c;"
      "DROP POLICY b ON t; ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;");
  ASSERT_EQ(catalog->triggers.size(), 1u);
  EXPECT_EQ(catalog->triggers[0].name + " " + catalog->triggers[0].routine_schema, "y s");
  const Table& table = *catalog->find_table("", "t");
  ASSERT_EQ(table.row_policies.size(), 1u);
  EXPECT_EQ(table.row_policies[0].name, "c");
  EXPECT_TRUE(table.rls_enabled && table.rls_forced);
}

}  // namespace
}  // namespace ringfence
