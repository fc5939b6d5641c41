// Tables after migrations have run. What is expected here, PostgreSQL 15 says in pg_catalog.
#include <gtest/gtest.h>

#include "tests/unit/describe_catalog.h"

namespace ringfence {
namespace {

std::string condition(const Table& table, const ColumnCondition& condition) {
  const std::string column = names(table, {condition.column});
  switch (condition.kind) {
    case ColumnCondition::Kind::kIsNull: return column + " null";
    case ColumnCondition::Kind::kIsNotNull: return column + " not null";
    default: return column + "=" + condition.value;
  }
}

struct TableCase {
  const char* ddl;
  const char* expected;
};

// What table `t` is after `before` and the case's own DDL.
void expect_table(std::string (*describe)(const Table&), const std::string& before,
                  std::initializer_list<TableCase> cases) {
  for (const TableCase& one : cases) {
    const auto catalog = catalog_of(before + one.ddl);
    const Table* table = catalog->find_table("public", "t");
    ASSERT_NE(table, nullptr) << one.ddl;
    EXPECT_EQ(describe(*table), one.expected) << one.ddl;
  }
}

TEST(ReadSchema, Columns) {
  expect_table(
      columns_of, "",
      {
          {"CREATE TABLE t (a int, b bigserial, c text[][], d varchar(3) NOT NULL, e int GENERATED ALWAYS AS IDENTITY,"
           " f int GENERATED ALWAYS AS (a) STORED, g timestamp with time zone DEFAULT now(), h int DEFAULT NULL)",
           "a int4, b int8 ! =, c text[], d varchar !, e int4 ! = #, f int4 = ~, g timestamptz =, h int4"},
          {"CREATE DOMAIN p AS int; CREATE DOMAIN q AS p NOT NULL; CREATE TABLE t (a q, b p[])", "a int4 !, b int4[]"},
          {"CREATE DOMAIN p AS int NOT NULL; ALTER DOMAIN p RENAME TO q; CREATE TABLE t (a q, b p)", "a int4 !, b p"},
          {"CREATE TYPE c AS (a int, b text); CREATE TABLE t OF c (PRIMARY KEY (a))", "a int4 !, b text"},
          {"CREATE TABLE t (a int); ALTER TABLE t ADD b text DEFAULT 'x' NOT NULL, ADD COLUMN IF NOT EXISTS a text,"
           " ALTER a TYPE bigint, ALTER a SET NOT NULL, ALTER b DROP NOT NULL, ALTER b DROP DEFAULT",
           "a int8 !, b text"},
          {"CREATE TABLE t (a int NOT NULL, b int); ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY;"
           " ALTER TABLE t RENAME b TO c; ALTER TABLE t ALTER a DROP IDENTITY",
           "a int4 !, c int4"},
          {"CREATE TABLE t (a int, b int, c int); ALTER TABLE t DROP b, DROP COLUMN IF EXISTS x;"
           " ALTER TABLE IF EXISTS u DROP a",
           "a int4, c int4"},
          {"CREATE TABLE u (a int, b text); CREATE TABLE t (x) AS SELECT u.a, b AS y, count(*), 1 FROM u",
           "x int4, y text, count , ?column? "},
          {"CREATE TABLE u (a int, b text); SELECT v.*, b AS c INTO t FROM u v", "a int4, b text, c text"},
      });
}

TEST(ReadSchema, TextsOfDefaults) {
  const auto catalog = catalog_of(
      "CREATE TABLE t (a serial, b text DEFAULT E'a\\'b, c', c int[] DEFAULT ARRAY[1, 2] NOT NULL,"
      " d numeric DEFAULT round(1, 2) CHECK (d > 0), e int);"
      "ALTER TABLE t ALTER b SET NOT NULL, ALTER e SET DEFAULT 1 + f(2, 3), ALTER a SET NOT NULL;");
  std::vector<std::string> defaults;
  for (const Column& column : catalog->tables.at(0)->columns) defaults.push_back(column.default_text);
  EXPECT_EQ(list_of(defaults, "; "),
            "nextval('t_a_seq'::regclass); E'a\\'b, c'; ARRAY[1, 2]; round(1, 2); 1 + f(2, 3)");
}

TEST(ReadSchema, UniqueKeys) {
  expect_table(
      keys_of, "",
      {
          {"CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int CONSTRAINT own UNIQUE, UNIQUE NULLS NOT DISTINCT"
           " (b, c), UNIQUE (c, b) INCLUDE (a), UNIQUE (c) DEFERRABLE)",
           "t_pkey! (a), t_b_key (b), own (c), t_b_c_key (b,c) nulls, t_c_b_a_key (c,b), t_c_key (c) deferrable"},
          {"CREATE TABLE t (a int, b int, UNIQUE (a), UNIQUE (a)); CREATE UNIQUE INDEX ON t (b, a); CREATE UNIQUE INDEX"
           " ON t (b, a) WHERE a > 0; CREATE UNIQUE INDEX ON t (lower(a::text), (a + b)); CREATE INDEX ON t (b)",
           "t_a_key (a), t_a_key1 (a), t_b_a_idx index (b,a), t_b_a_idx1 index (b,a) partial, t_lower_expr_idx index "
           "() "
           "over expressions"},
          {"CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (b); ALTER TABLE "
           "t"
           " ADD PRIMARY KEY USING INDEX i, ADD CONSTRAINT k UNIQUE USING INDEX j DEFERRABLE",
           "i! (a), k (b) deferrable"},
          {"CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX i ON t (a); CREATE UNIQUE INDEX IF NOT EXISTS i ON t "
           "(b)",
           "i index (a)"},
          {"CREATE TABLE t (a int, b int, c int); CREATE UNIQUE INDEX ON t (a); DROP INDEX t_a_idx; CREATE UNIQUE INDEX"
           " i ON t (b); ALTER INDEX i RENAME TO j; ALTER TABLE t ADD CONSTRAINT k UNIQUE (c), ADD CONSTRAINT l UNIQUE"
           " (c); ALTER TABLE t RENAME CONSTRAINT k TO m; ALTER TABLE t DROP CONSTRAINT l",
           "j index (b), m (c)"},
          {"CREATE TABLE t (a int, b int, c int, UNIQUE (a, b), UNIQUE (c)); ALTER TABLE t DROP a CASCADE",
           "t_c_key (c)"},
          {"CREATE TABLE u (id int PRIMARY KEY); ALTER TABLE u RENAME TO old; CREATE TABLE u (id int PRIMARY KEY);"
           " ALTER TABLE u RENAME TO t",
           "u_pkey1! (id)"},
          {"CREATE TABLE a_very_long_table_name_that_is_near_the_limit_of_names (a_long_column_name_for_the_key int"
           " UNIQUE); ALTER TABLE a_very_long_table_name_that_is_near_the_limit_of_names RENAME TO t",
           "a_very_long_table_name_that_i_a_long_column_name_for_the_ke_key (a_long_column_name_for_the_key)"},
      });
}

TEST(ReadSchema, ForeignKeys) {
  expect_table(
      references_of, "CREATE TABLE u (id int PRIMARY KEY, a int, b int, UNIQUE (a, b), UNIQUE (b)); ",
      {
          {"CREATE TABLE t (id int REFERENCES u, b int REFERENCES u (b), FOREIGN KEY (b, id) REFERENCES u (b, a) MATCH"
           " FULL)",
           "t_id_fkey (id) -> u (id), t_b_fkey (b) -> u (b), t_b_id_fkey (b,id) -> u (b,a) full"},
          {"CREATE TABLE t (id int, CONSTRAINT k FOREIGN KEY (id) REFERENCES u); ALTER TABLE t ADD FOREIGN KEY (id)"
           " REFERENCES u NOT VALID, ADD CONSTRAINT v FOREIGN KEY (id) REFERENCES u NOT VALID; ALTER TABLE t VALIDATE"
           " CONSTRAINT v",
           "k (id) -> u (id), t_id_fkey (id) -> u (id) not valid, v (id) -> u (id)"},
          {"CREATE TABLE t (id int REFERENCES u); ALTER TABLE u RENAME id TO uid; ALTER TABLE u RENAME TO v; CREATE"
           " TABLE u (id int)",
           "t_id_fkey (id) -> v (uid)"},
          {"CREATE TABLE t (x int, id int REFERENCES u (b)); ALTER TABLE u DROP a CASCADE; ALTER TABLE t DROP x",
           "t_id_fkey (id) -> u (b)"},
          {"CREATE TABLE t (id int REFERENCES u, b int REFERENCES u (b)); ALTER TABLE u DROP b CASCADE",
           "t_id_fkey (id) -> u (id)"},
          {"CREATE TABLE t (id int REFERENCES u, b int REFERENCES u (b)); ALTER TABLE u DROP CONSTRAINT u_pkey CASCADE",
           "t_b_fkey (b) -> u (b)"},
          {"CREATE TABLE t (id int REFERENCES u, b int REFERENCES u (b)); ALTER TABLE t RENAME CONSTRAINT t_id_fkey TO"
           " x; ALTER TABLE t DROP CONSTRAINT t_b_fkey",
           "x (id) -> u (id)"},
          {"CREATE TABLE t (id int REFERENCES u); DROP TABLE u CASCADE; CREATE TABLE u (id int PRIMARY KEY)", ""},
          {"CREATE TABLE t (id int REFERENCES t2, x int REFERENCES nowhere); CREATE TABLE t2 (k int PRIMARY KEY)",
           "t_id_fkey (id) -> t2 (k), t_x_fkey (x) -> ?"},
          {"CREATE SCHEMA s; CREATE TABLE s.u (id int PRIMARY KEY); SET search_path TO s, public; CREATE TABLE public.t"
           " (a int REFERENCES u, b int REFERENCES public.u)",
           "t_a_fkey (a) -> s.u (id), t_b_fkey (b) -> u (id)"},
      });
}

TEST(ReadSchema, HalfOfAKeyIsNoKey) {
  const char* ddl =
      "CREATE TABLE u (a int PRIMARY KEY); CREATE TABLE t (a int, UNIQUE (a, x), PRIMARY KEY (x), FOREIGN KEY (x)"
      " REFERENCES u, FOREIGN KEY (a) REFERENCES u (y)); CREATE UNIQUE INDEX i ON t (x, a);";
  expect_table(keys_of, "", {{ddl, "i index (a) over expressions"}});
  expect_table(references_of, "", {{ddl, "t_a_fkey (a) -> ?"}});
}

TEST(ReadSchema, Checks) {
  expect_table(checks_of, "",
               {
                   {"CREATE TABLE t (a int CHECK (a > 0), b int, CHECK (a > b), CONSTRAINT c CHECK (b > 0 AND b < 9))",
                    "t_a_check (a), t_check (a,b), c (b)"},
                   {"CREATE TABLE t (a int, b int, CHECK (a > b), CHECK (b > 0)); ALTER TABLE t RENAME CONSTRAINT "
                    "t_b_check TO c;"
                    " ALTER TABLE t DROP a",
                    "c (b)"},
               });
}

TEST(ReadSchema, Inheritance) {
  const std::string parent = "CREATE TABLE p (id serial PRIMARY KEY, a text NOT NULL, CHECK (a <> '')); ";
  expect_table(columns_of, parent,
               {
                   {"CREATE TABLE q (a text, b int); CREATE TABLE t (c int) INHERITS (p, q)",
                    "id int4 ! =, a text !, b int4, c int4"},
                   {"CREATE TABLE m () INHERITS (p); CREATE TABLE t (c int) INHERITS (m); ALTER TABLE p ADD d int NOT "
                    "NULL DEFAULT"
                    " 0; ALTER TABLE p RENAME a TO b; ALTER TABLE p ALTER d TYPE bigint; ALTER TABLE ONLY p ALTER d "
                    "DROP NOT NULL",
                    "id int4 ! =, b text !, c int4, d int8 ! ="},
                   {"CREATE TABLE t (c int) INHERITS (p); ALTER TABLE p DROP a", "id int4 ! =, c int4"},
                   {"CREATE TABLE t (c int) INHERITS (p); ALTER TABLE t NO INHERIT p; ALTER TABLE p DROP a",
                    "id int4 ! =, a text !, c int4"},
                   {"CREATE TABLE q (x int); CREATE TABLE t (LIKE p) INHERITS (q)", "x int4, id int4 !, a text !"},
               });
  expect_table(keys_of, parent, {{"CREATE TABLE t (c int UNIQUE) INHERITS (p)", "t_c_key (c)"}});
  expect_table(
      checks_of, parent,
      {{"CREATE TABLE t (c int) INHERITS (p); ALTER TABLE p ADD CONSTRAINT k CHECK (id > 0); ALTER TABLE p DROP"
        " CONSTRAINT p_a_check",
        "k (id)"}});
}

TEST(ReadSchema, Partitions) {
  const std::string parent =
      "CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE p (id int GENERATED ALWAYS AS IDENTITY, at date, u int"
      " REFERENCES u, PRIMARY KEY (id, at)) PARTITION BY RANGE (at); ";
  for (const char* ddl : {"CREATE TABLE t PARTITION OF p DEFAULT;",
                          "CREATE TABLE t (id int, at date, u int); ALTER TABLE p ATTACH PARTITION t DEFAULT;"}) {
    expect_table(columns_of, parent, {{ddl, "id int4 !, at date !, u int4"}});
    expect_table(keys_of, parent, {{ddl, "t_pkey! (id,at)"}});
    expect_table(references_of, parent, {{ddl, "p_u_fkey (u) -> u (id)"}});
  }
  // What comes later reaches partitions of partitions; what is detached keeps what it has.
  const char* later =
      "CREATE TABLE q PARTITION OF p DEFAULT PARTITION BY LIST (u); CREATE TABLE t PARTITION OF q DEFAULT; ALTER TABLE "
      "p"
      " ADD UNIQUE (at, u); CREATE UNIQUE INDEX ON p (u, at, id); ALTER TABLE p ADD n text NOT NULL, ADD FOREIGN KEY "
      "(id)"
      " REFERENCES u; ALTER TABLE p DETACH PARTITION q; ALTER TABLE p DROP u; DROP TABLE p;";
  expect_table(columns_of, parent, {{later, "id int4 !, at date !, u int4, n text !"}});
  expect_table(keys_of, parent, {{later, "t_pkey! (id,at), t_at_u_key (at,u), t_u_at_id_idx index (u,at,id)"}});
  expect_table(references_of, parent, {{later, "p_u_fkey (u) -> u (id), p_id_fkey (id) -> u (id)"}});
}

TEST(ReadSchema, Like) {
  const std::string source =
      "CREATE TABLE l (id int PRIMARY KEY, a text NOT NULL DEFAULT 'q', b int UNIQUE, c int GENERATED ALWAYS AS (b)"
      " STORED, d int GENERATED ALWAYS AS IDENTITY, CHECK (b > 0)); CREATE UNIQUE INDEX ON l (a) WHERE b > 0; ";
  const char* plain = "CREATE TABLE t (LIKE l)";
  const char* all = "CREATE TABLE t (LIKE l INCLUDING ALL)";
  const char* shifted = "CREATE TABLE t (x int, LIKE l INCLUDING ALL EXCLUDING DEFAULTS EXCLUDING IDENTITY)";
  const char* some = "CREATE TABLE t (LIKE l INCLUDING DEFAULTS INCLUDING CONSTRAINTS)";
  expect_table(columns_of, source,
               {
                   {plain, "id int4 !, a text !, b int4, c int4, d int4 !"},
                   {all, "id int4 !, a text ! =, b int4, c int4 = ~, d int4 ! = #"},
                   {shifted, "x int4, id int4 !, a text !, b int4, c int4 = ~, d int4 !"},
                   {some, "id int4 !, a text ! =, b int4, c int4, d int4 !"},
               });
  const char* keys = "t_pkey! (id), t_b_key (b), t_a_idx index (a) partial";
  expect_table(keys_of, source, {{plain, ""}, {all, keys}, {shifted, keys}, {some, ""}});
  const char* checks = "l_b_check (b)";
  expect_table(checks_of, source, {{plain, ""}, {all, checks}, {shifted, checks}, {some, checks}});
}

TEST(ReadSchema, PredicatesOfPartialIndexes) {
  struct Case {
    const char* where;
    const char* conditions;  ///< Empty: not understood, the index identifies nothing.
  };
  const Case cases[] = {
      {"gone_at IS NULL", "gone_at null"},
      {"(gone_at IS NULL) AND ((state)::text = 'open'::text)", "gone_at null; state=open"},
      {"live", "live=true"},
      {"NOT live AND kind = 3", "live=false; kind=3"},
      {"live IS TRUE AND live = false", "live=true; live=false"},
      {"1.5 = kind AND state IS NOT NULL", "kind=1.5; state not null"},
      {"state <> 'open'", ""},
      {"gone_at IS NULL OR live", ""},
      {"gone_at IS NULL AND kind > 3", ""},
      {"lower(state) = 'open'", ""},
      {"kind::text = '3'", ""},
      {"state::varchar(2) = 'op'", ""},
      {"live IS NOT TRUE", ""},
  };
  for (const Case& one : cases) {
    const auto catalog = catalog_of(
        "CREATE TABLE t (id int, gone int, state varchar, kind int, live bool, gone_at date);"
        "CREATE UNIQUE INDEX k ON t (id) WHERE " +
        std::string(one.where) +
        " ;\n"
        "ALTER TABLE t DROP COLUMN gone;");
    const Table& table = *catalog->tables.at(0);
    ASSERT_EQ(table.unique_keys.size(), 1u) << one.where;
    const UniqueKey& key = table.unique_keys[0];
    std::string conditions;
    for (const ColumnCondition& part : key.conditions)
      conditions += (conditions.empty() ? "" : "; ") + condition(table, part);
    EXPECT_EQ(conditions, one.conditions) << one.where;
    EXPECT_EQ(key.predicate, one.where);
  }
}

TEST(ReadSchema, AnIndexGoesWithAColumnThatItOnlyMentions) {
  for (const char* index : {"(id) WHERE gone IS NULL", "(id) WHERE gone > 3", "(id, lower(gone))"}) {
    const auto catalog = catalog_of("CREATE TABLE t (id int, gone text); CREATE UNIQUE INDEX ON t " +
                                    std::string(index) + "; ALTER TABLE t DROP COLUMN gone;");
    EXPECT_TRUE(catalog->tables.at(0)->unique_keys.empty()) << index;
    EXPECT_TRUE(catalog->tables.at(0)->indexes.empty()) << index;
  }
}

}  // namespace
}  // namespace ringfence
