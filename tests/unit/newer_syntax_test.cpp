// Syntax that PostgreSQL 15 does not read is named, and nothing else is called new.
#include <gtest/gtest.h>

#include "ringfence/sql_front_end.h"

namespace ringfence {
namespace {

std::string named(const std::string& sql) {
  const Schema schema = read_schema({std::make_shared<Source>("s.sql", sql)});
  return schema.problems.empty() ? "read" : schema.problems[0].newer_syntax;
}

TEST(NewerSyntax, IsNamed) {
  const struct {
    const char* sql;
    const char* name;
  } cases[] = {
      // PostgreSQL 16
      {"SELECT * FROM (SELECT 1)", "a subquery in FROM without an alias (PostgreSQL 16)"},
      {"SELECT * FROM (VALUES (1))", "VALUES in FROM without an alias (PostgreSQL 16)"},
      {"SELECT JSON_OBJECT('a': 1, 'b': 2)", "the SQL/JSON constructor JSON_OBJECT (PostgreSQL 16)"},
      {"SELECT json_array(SELECT id FROM t)", "the SQL/JSON constructor JSON_ARRAY (PostgreSQL 16)"},
      {"SELECT json_array(1, 2 NULL ON NULL)", "the SQL/JSON constructor JSON_ARRAY (PostgreSQL 16)"},
      {"SELECT json_objectagg(k: v) FROM t", "JSON_OBJECTAGG (PostgreSQL 16)"},
      {"SELECT JSON_ARRAYAGG(v ORDER BY v RETURNING jsonb) FROM t", "JSON_ARRAYAGG (PostgreSQL 16)"},
      {"SELECT 1 WHERE a IS JSON", "IS JSON (PostgreSQL 16)"},
      {"SELECT 1 WHERE a IS NOT JSON OBJECT WITH UNIQUE KEYS", "IS NOT JSON (PostgreSQL 16)"},
      {"SELECT 0x1F, 1", "the number 0x1f (PostgreSQL 16)"},
      {"SELECT a + 1_000 FROM t", "the number 1_000 (PostgreSQL 16)"},
      {"CREATE TABLE t (a text STORAGE EXTERNAL)", "STORAGE in CREATE TABLE (PostgreSQL 16)"},
      // PostgreSQL 17
      {"SELECT * FROM JSON_TABLE(d, '$[*]' COLUMNS (id int PATH '$.id')) AS j", "JSON_TABLE (PostgreSQL 17)"},
      {"SELECT JSON_VALUE(d, '$.a' RETURNING int DEFAULT 0 ON EMPTY)", "JSON_VALUE (PostgreSQL 17)"},
      {"SELECT json_query(d, '$.a' WITH WRAPPER)", "JSON_QUERY (PostgreSQL 17)"},
      {"SELECT json_exists(d, '$.a' PASSING 1 AS x)", "JSON_EXISTS (PostgreSQL 17)"},
      {"MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING t.id",
       "MERGE … RETURNING (PostgreSQL 17)"},
      {"WITH m AS (MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE RETURNING merge_action()) SELECT 1 "
       "FROM m",
       "MERGE … RETURNING (PostgreSQL 17)"},
      {"MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE",
       "MERGE … WHEN NOT MATCHED BY SOURCE (PostgreSQL 17)"},
      {"MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED BY TARGET THEN DO NOTHING",
       "MERGE … WHEN NOT MATCHED BY TARGET (PostgreSQL 17)"},
      {"ALTER TABLE t ALTER COLUMN a SET EXPRESSION AS (b + 1)", "ALTER COLUMN … SET EXPRESSION (PostgreSQL 17)"},
      {"SELECT now() AT LOCAL", "AT LOCAL (PostgreSQL 17)"},
      // PostgreSQL 18
      {"CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL)",
       "a virtual generated column (PostgreSQL 18)"},
      {"CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2))", "a virtual generated column (PostgreSQL 18)"},
      {"UPDATE t SET a = 1 RETURNING WITH (OLD AS o, NEW AS n) o.a",
       "RETURNING WITH (OLD AS …, NEW AS …) (PostgreSQL 18)"},
      {"CREATE TABLE t (a int, at tstzrange, PRIMARY KEY (a, at WITHOUT OVERLAPS))",
       "WITHOUT OVERLAPS (PostgreSQL 18)"},
      {"CREATE TABLE t (a int, at tstzrange, FOREIGN KEY (a, PERIOD at) REFERENCES u (a, PERIOD at))",
       "a temporal foreign key with PERIOD (PostgreSQL 18)"},
      {"ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES u NOT ENFORCED", "NOT ENFORCED (PostgreSQL 18)"},
      {"CREATE TABLE t (a int CHECK (a > 0) NOT ENFORCED)", "NOT ENFORCED (PostgreSQL 18)"},
      {"ALTER TABLE t ADD CONSTRAINT n NOT NULL a", "a named NOT NULL constraint (PostgreSQL 18)"},
      {"ALTER TABLE t ADD NOT NULL a NOT VALID", "a named NOT NULL constraint (PostgreSQL 18)"},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(named(one.sql), one.name) << one.sql;
    EXPECT_EQ(named("SELECT 1;\n" + std::string(one.sql) + ";\nSELECT 2"), one.name);
  }
}

TEST(NewerSyntax, WhatPostgresql15ReadsIsRead) {
  for (const char* sql : {
           "SELECT any_value(a) FROM t",
           "SELECT json_value, virtual, period, enforced FROM t",
           "SELECT json_object('{a,b}'), json_array FROM t",
           "UPDATE t SET a = 1 RETURNING old.a, new.a",
           "MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED THEN DO NOTHING",
           "CREATE TABLE period (virtual int, json int)",
       })
    EXPECT_EQ(named(sql), "read") << sql;
}

TEST(NewerSyntax, AMistakeIsNotCalledNew) {
  for (const char* sql : {
           "SELEC 1",
           "SELECT virtual period FORM t x y z",
           "SELECT f(a) virtual FORM t",
           "SELECT a, period FORM t x",
           "CREATE TABLE t (a int CONSTRAINT n NOT NULL,)",
           "CREATE TABLE t (a int,)",
           "SELECT 1 WHERE a IS",
           "ALTER TABLE t ADD CONSTRAINT NOT a",
           "SELECT period, virtual FROM t WHERE (",
       })
    EXPECT_EQ(named(sql), "") << sql;
}

}  // namespace
}  // namespace ringfence
