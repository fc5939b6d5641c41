// Where statements begin and end, what is passed over, and what a migration tool would run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ringfence/sql_front_end.h"

namespace ringfence {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

struct Reading {
  std::vector<std::string> statements;  ///< "name: text", or "text"
  std::vector<std::string> problems;    ///< "LINE what"
};

Reading read(const std::string& text, SqlFileKind kind) {
  const Source source("file.sql", text);
  Reading reading;
  const SqlFile file = read_sql_file(source, kind);
  for (const SqlText& one : file.statements) {
    reading.statements.push_back((one.name.empty() ? "" : one.name + ": ") + one.text);
    EXPECT_EQ(source.text(one.host).substr(0, 3), one.text.substr(0, 3));
  }
  for (const UnreadInput& one : file.problems)
    reading.problems.push_back(std::to_string(source.position(one.at.span.begin).line) + " " + one.what);
  return reading;
}

struct Case {
  const char* text;
  std::vector<std::string> statements;
  std::vector<std::string> problems = {};
};

void expect_read(SqlFileKind kind, const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    const Reading reading = read(one.text, kind);
    EXPECT_THAT(reading.statements, ElementsAreArray(one.statements)) << one.text;
    EXPECT_THAT(reading.problems, ElementsAreArray(one.problems)) << one.text;
  }
}

TEST(ReadSqlFile, Splitting) {
  expect_read(SqlFileKind::kQueries,
              {
                  {"", {}},
                  {" -- nothing\n;;; /* here */ ;", {}},
                  {"a; b;c", {"a", "b", "c"}},
                  {"a ';' \";\" $$;$$ /* ; */ b -- ;\nc; d", {"a ';' \";\" $$;$$ /* ; */ b -- ;\nc", "d"}},
                  {"a /* behind */ ; -- it\nb -- too\n", {"a /* behind */ ", "b"}},
                  {"CREATE RULE r AS ON INSERT TO t DO (a; b); c", {"CREATE RULE r AS ON INSERT TO t DO (a; b)", "c"}},
                  {"SELECT (1; b", {"SELECT (1", "b"}},
                  {"CREATE FUNCTION f() BEGIN ATOMIC a; SELECT CASE WHEN b THEN 1 END; c; END; d",
                   {"CREATE FUNCTION f() BEGIN ATOMIC a; SELECT CASE WHEN b THEN 1 END; c; END", "d"}},
                  {"BEGIN; a; END; b", {"BEGIN", "a", "END", "b"}},
                  {"a\r\n;\r\nb\r\n", {"a\r\n", "b"}},
              });
}

TEST(ReadSqlFile, Names) {
  expect_read(SqlFileKind::kQueries,
              {
                  {"-- name: A :many\na;\n-- name: B :one\n-- more\nb; c;", {"A: a", "B: b", "c"}},
                  {"/* name: A :exec */ a; --name: B\nb", {"A: a", "B: b"}},
                  // Without semicolons, as yesql and HugSQL have it.
                  {"-- name: a!\n-- Does it.\nx y\n\n-- :name b :? :*\n-- :doc\nz\n", {"a!: x y", "b: z"}},
                  {"-- name: a\nx, -- name: of x\ny", {"a: x, -- name: of x\ny"}},
              });
}

TEST(ReadSqlFile, GoesOnBehindWhatIsNotClosed) {
  expect_read(SqlFileKind::kQueries, {
                                         {"a;\nb 'c;\nd;\ne", {"a", "d", "e"}, {"2 unterminated string"}},
                                         {"a 'b", {}, {"1 unterminated string"}},
                                         {"a;\n\"b;\nc", {"a", "c"}, {"2 unterminated quoted name"}},
                                         {"a $x$ b; -- c\nd", {"d"}, {"1 unterminated dollar-quoted string"}},
                                         {"a /* b;\nc;", {"c"}, {"1 unterminated comment"}},
                                         {"a 'b;\nc 'd;\ne 'f;\ng", {"a 'b;\nc 'd", "g"}, {"3 unterminated string"}},
                                     });
  std::string many;
  for (int i = 0; i < 200; ++i) many += "$a" + std::to_string(i) + "$;\n";
  const Reading reading = read(many, SqlFileKind::kQueries);
  EXPECT_EQ(reading.problems.size(), 65u);
  EXPECT_EQ(reading.problems.back(), "65 unterminated dollar-quoted string; the rest of the file was not read");
}

TEST(ReadSqlFile, PsqlCommandsAndData) {
  for (const SqlFileKind kind : {SqlFileKind::kQueries, SqlFileKind::kMigration})
    expect_read(kind, {
                          {"\\set x 'it''s'\na;\n  \\echo it's\n\\i b.sql\nc;", {"a", "c"}},
                          {"\\restrict 'x\nSET a = 0;\n\\unrestrict", {"SET a = 0"}},
                          {"a\n\\gset\nb \\gx\nc \\g out.txt\nd \\watch 2\ne \\; f;", {"a", "b", "c", "d", "e", "f"}},
                          {"COPY t (a) FROM stdin;\n1\tit's; --\n\\N\t\"x\n\\.\n\na;", {"COPY t (a) FROM stdin", "a"}},
                          {"copy t from STDIN with (format csv);\n'\r\n\\.\r\na;",
                           {"copy t from STDIN with (format csv)", "a"}},
                          {"COPY t FROM stdin;\na;", {"COPY t FROM stdin", "a"}},
                          {"COPY t FROM stdin;\n1\n\\.", {"COPY t FROM stdin"}},
                          {"COPY t FROM 'stdin';\na;", {"COPY t FROM 'stdin'", "a"}},
                          {"\\copy t from stdin\nit's\n\\.\na;", {"a"}},
                          {"\\copy t from 'x.csv'\na;", {"a"}},
                      });
  const Reading inside = read("SELECT 1,\n\\echo it's;\n2;", SqlFileKind::kQueries);
  EXPECT_THAT(inside.statements, ElementsAre("SELECT 1,\n \n2"));
  EXPECT_THAT(inside.problems, IsEmpty());
}

TEST(ReadSqlFile, MigrationsAreReadUpwards) {
  expect_read(
      SqlFileKind::kMigration,
      {
          {"-- +goose Up\na;\n-- +goose Down\nb;", {"a"}},
          {"-- +goose NO TRANSACTION\n-- +goose Up\na;\n-- +goose StatementBegin\nCREATE FUNCTION f() AS $$ x; y; "
           "$$;\n-- +goose StatementEnd\nb;\n-- +goose Down\nc;",
           {"a", "CREATE FUNCTION f() AS $$ x; y; $$", "b"}},
          {"--+goose up\n-- +goose StatementBegin\na;\nb\n-- +goose StatementEnd\n-- +goose StatementBegin\nc\n-- "
           "+goose "
           "StatementEnd",
           {"a", "b", "c"}},
          {"-- +migrate Up notransaction\na;\n-- +migrate StatementBegin\nb; c;\n-- +migrate StatementEnd\n-- +migrate "
           "Down\nd;\n-- +migrate Up\ne;",
           {"a", "b", "c", "e"}},
          {"-- migrate:up transaction:false\r\na;\r\n\r\n-- migrate:down\r\nb;\r\n", {"a"}},
          {"-- migrate:down\na;\n-- migrate:up\nb", {"b"}},
          {"-- about +goose and migrate:up\na;", {"a"}},
          {"a; INSERT INTO t VALUES ('-- +goose Down'); b;", {"a", "INSERT INTO t VALUES ('-- +goose Down')", "b"}},
      });
  EXPECT_THAT(read("-- migrate:up\na;\n-- migrate:down\nb;", SqlFileKind::kQueries).statements, ElementsAre("a", "b"));
}

TEST(MigrationOrder, AsTheToolRunsThem) {
  struct Order {
    const char* tool;
    std::vector<std::string> given;
    std::vector<std::string> run;
  };
  const Order cases[] = {
      {"names", {"b.sql", "a.sql"}, {"b.sql", "a.sql"}},
      {"numbers", {"10_b.sql", "2_a.sql", "1_c.sql"}, {"1_c.sql", "2_a.sql", "10_b.sql"}},
      {"times", {"20240102_a.sql", "20231231_b.sql"}, {"20231231_b.sql", "20240102_a.sql"}},
      {"golang-migrate",
       {"m/000010_c.down.sql", "m/000010_c.up.sql", "m/000002_b.up.sql", "m/000002_b.down.sql"},
       {"m/000002_b.up.sql", "m/000010_c.up.sql"}},
      {"Flyway",
       {"R__views.sql", "U2__b.sql", "V10__d.sql", "V2__b.sql", "V2.1__c.sql", "V1_1__a.sql", "R__a.sql"},
       {"V1_1__a.sql", "V2__b.sql", "V2.1__c.sql", "V10__d.sql", "R__a.sql", "R__views.sql"}},
      {"Prisma",
       {"m/20240201_b/migration.sql", "m/20240101_a/migration.sql"},
       {"m/20240101_a/migration.sql", "m/20240201_b/migration.sql"}},
      {"Atlas", {"m/20240201000000_b.sql", "m/20240101000000.sql"}, {"m/20240101000000.sql", "m/20240201000000_b.sql"}},
      {"Diesel",
       {"m/2024-02-01_b/down.sql", "m/2024-02-01_b/up.sql", "m/2024-01-01_a/up.sql"},
       {"m/2024-01-01_a/up.sql", "m/2024-02-01_b/up.sql"}},
      {"a dump before migrations", {"1_a.sql", "schema.sql"}, {"schema.sql", "1_a.sql"}},
      {"folders", {"b/2_x.sql", "a/10_y.sql"}, {"b/2_x.sql", "a/10_y.sql"}},
  };
  for (const Order& one : cases) {
    std::vector<std::string> run;
    for (const size_t index : migration_order(one.given)) run.push_back(one.given[index]);
    EXPECT_THAT(run, ElementsAreArray(one.run)) << one.tool;
  }
}

}  // namespace
}  // namespace ringfence
