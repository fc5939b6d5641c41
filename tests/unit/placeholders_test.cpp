// Placeholders of every dialect become $n, and every byte knows where it came from.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ringfence/sql_front_end.h"

namespace ringfence {
namespace {

// Statement, then for each placeholder "number name spelling", with `*` for a list.
std::string described(const SqlText& statement) {
  std::string text = statement.text;
  for (const Placeholder& one : statement.placeholders)
    text += " | " + std::to_string(one.number) + " " + (one.name.empty() ? "-" : one.name) + " " + one.spelling +
            (one.list ? " *" : "");
  return text;
}

// Copied bytes map to themselves; a rewritten placeholder maps to its whole spelling.
void expect_positions(const SqlText& statement) {
  const Source& source = *statement.source;
  for (uint32_t i = 0; i < statement.text.size(); ++i) {
    const Place place = statement.place(i, i + 1);
    const std::string_view written = source.text(place.span);
    if (written.size() == 1 && written[0] == statement.text[i]) continue;
    const bool rewritten =
        std::any_of(statement.pieces.begin(), statement.pieces.end(),
                    [&](const SqlText::Piece& piece) { return !piece.verbatim && piece.host == place.span.begin; });
    EXPECT_TRUE(rewritten) << statement.text << " at " << i << " is " << written;
  }
  for (const Placeholder& one : statement.placeholders) EXPECT_EQ(source.text(one.at), one.spelling);
  for (const Placeholder& one : statement.placeholders) {
    const size_t at = statement.text.find("$" + std::to_string(one.number));
    const Place place = statement.place(static_cast<uint32_t>(at), static_cast<uint32_t>(at) + 2);
    EXPECT_EQ(source.text(place.span), one.spelling) << statement.text;
  }
}

struct Case {
  const char* written;
  const char* read;
};

void expect_read(std::initializer_list<Case> cases) {
  for (const Case& one : cases)
    // With text before it, also of several bytes a character.
    for (const std::string before : {"", "SELECT 'größe €𝄞' AS \"ß\"; -- é\n\t"}) {
      const Source source("queries.sql", before + one.written);
      const SqlFile file = read_sql_file(source, SqlFileKind::kQueries);
      ASSERT_EQ(file.statements.size(), before.empty() ? 1u : 2u) << one.written;
      EXPECT_EQ(described(file.statements.back()), one.read);
      expect_positions(file.statements.back());
    }
}

TEST(Placeholders, Numbered) {
  expect_read({
      {"SELECT $1, $2, $1", "SELECT $1, $2, $1 | 1 - $1 | 2 - $2"},
      {"SELECT ?, ?", "SELECT $1, $2 | 1 - ? | 2 - ?"},
      {"SELECT a LIMIT $? OFFSET $?", "SELECT a LIMIT $1 OFFSET $2 | 1 - $? | 2 - $?"},
      {"SELECT a WHERE b=?1 AND c>=?2 AND d = ?1", "SELECT a WHERE b=$1 AND c>=$2 AND d = $1 | 1 ?1 ?1 | 2 ?2 ?2"},
      {"SELECT a WHERE b=?", "SELECT a WHERE b=$1 | 1 - ?"},
      {"SELECT $3 WHERE a = ?", "SELECT $3 WHERE a = $4 | 3 - $3 | 4 - ?"},
      {"SELECT %s, %s", "SELECT $1, $2 | 1 - %s | 2 - %s"},
      {"SELECT a WHERE b=%s AND c<>%d LIMIT %s", "SELECT a WHERE b=$1 AND c<>$2 LIMIT $3 | 1 - %s | 2 - %d | 3 - %s"},
      {"SELECT %1$s, %2$d, %1$s", "SELECT $1, $2, $1 | 1 %1 %1$s | 2 %2 %2$d"},
  });
}

TEST(Placeholders, Named) {
  expect_read({
      {"SELECT @org_id, @b, @org_id", "SELECT $1, $2, $1 | 1 org_id @org_id | 2 b @b"},
      {"SELECT a WHERE b=@b AND c>@c", "SELECT a WHERE b=$1 AND c>$2 | 1 b @b | 2 c @c"},
      {"SELECT :a, :b::int, (:a)", "SELECT $1, $2::int, ($1) | 1 a :a | 2 b :b"},
      {"SELECT :'a', :\"b\"", "SELECT $1, \"b\" | 1 a :'a'"},
      {"SELECT :größe, @œuvre", "SELECT $1, $2 | 1 größe :größe | 2 œuvre @œuvre"},
      {"SELECT %(a)s, %(b)s, %(a)s", "SELECT $1, $2, $1 | 1 a %(a)s | 2 b %(b)s"},
      {"SELECT ${a}, #{b}, {c}, {}", "SELECT $1, $2, $3, $4 | 1 a ${a} | 2 b #{b} | 3 c {c} | 4 - {}"},
      {"SELECT a WHERE b=${ x.y } AND c=#{z} AND d = {{d}}",
       "SELECT a WHERE b=$1 AND c=$2 AND d = $3 | 1 x.y ${ x.y } | 2 z #{z} | 3 d {{d}}"},
      {"SELECT $org, ($user,$org)", "SELECT $1, ($2,$1) | 1 org $org | 2 user $user"},
  });
}

TEST(Placeholders, Sqlc) {
  expect_read({
      {"SELECT sqlc.arg(a), sqlc.narg('b')::text, @a",
       "SELECT $1, $2::text, $1 | 1 a sqlc.arg(a) | 2 b sqlc.narg('b')"},
      {"SELECT sqlc.embed(d), x FROM d", "SELECT d.*, x FROM d"},
      {"SELECT a WHERE b IN (sqlc.slice(bs))", "SELECT a WHERE b IN ($1) | 1 bs sqlc.slice(bs) *"},
      {"SELECT sqlc.other(a), sqlc FROM sqlc", "SELECT sqlc.other(a), sqlc FROM sqlc"},
  });
}

TEST(Placeholders, AListWithoutParenthesesGetsThem) {
  expect_read({
      {"SELECT a WHERE b IN %s", "SELECT a WHERE b IN ($1) | 1 - %s *"},
      {"SELECT a WHERE b NOT in :bs AND c = :c", "SELECT a WHERE b NOT in ($1) AND c = $2 | 1 bs :bs * | 2 c :c"},
      {"SELECT a WHERE b IN (:bs)", "SELECT a WHERE b IN ($1) | 1 bs :bs"},
  });
}

TEST(Placeholders, BehindEveryWordThatWantsAnOperand) {
  expect_read({
      {"SELECT a FROM b WHERE c LIKE ? ESCAPE ? LIMIT ? OFFSET ?",
       "SELECT a FROM b WHERE c LIKE $1 ESCAPE $2 LIMIT $3 OFFSET $4 | 1 - ? | 2 - ? | 3 - ? | 4 - ?"},
      {"SELECT t AT TIME ZONE :tz, sum(x) OVER (ROWS :n PRECEDING)",
       "SELECT t AT TIME ZONE $1, sum(x) OVER (ROWS $2 PRECEDING) | 1 tz :tz | 2 n :n"},
      {"SELECT CASE WHEN ? THEN ? ELSE ? END", "SELECT CASE WHEN $1 THEN $2 ELSE $3 END | 1 - ? | 2 - ? | 3 - ?"},
      {"UPDATE a SET b = b+? RETURNING ?", "UPDATE a SET b = b+$1 RETURNING $2 | 1 - ? | 2 - ?"},
      {"SELECT a WHERE b=?||'x' AND c BETWEEN ? AND ?",
       "SELECT a WHERE b=$1||'x' AND c BETWEEN $2 AND $3 | 1 - ? | 2 - ? | 3 - ?"},
      {"SELECT a[:i], b[:i:@j]", "SELECT a[$1], b[$1:$2] | 1 i :i | 2 j @j"},
      {"SELECT count-?", "SELECT count-$1 | 1 - ?"},
  });
}

TEST(Placeholders, OperatorsStayWhatTheyAre) {
  expect_read({
      {"SELECT a::int, '1'::text, b::int[]", "SELECT a::int, '1'::text, b::int[]"},
      {"SELECT a ? 'x', a ?| b, a ?& b, t.values ? 'x'", "SELECT a ? 'x', a ?| b, a ?& b, t.values ? 'x'"},
      {"SELECT a ? ?, a ?| ?, b->>?", "SELECT a ? $1, a ?| $2, b->>$3 | 1 - ? | 2 - ? | 3 - ?"},
      {"SELECT a ?? 'x', a ??| ?, a ??& b", "SELECT a ? 'x', a ?| $1, a ?& b | 1 - ?"},
      {"SELECT a @> ?, a <@ b, a @? '$.x', a @@ @q, a@>@b",
       "SELECT a @> $1, a <@ b, a @? '$.x', a @@ $2, a@>$3 | 1 - ? | 2 q @q | 3 b @b"},
      {"SELECT a <@b, c @@d, e ^@f", "SELECT a <@b, c @@d, e ^@f"},
      {"SELECT a % b, a %s, 10 % 3", "SELECT a % b, a %s, 10 % 3"},
      {"SELECT a %% %s", "SELECT a % $1 | 1 - %s"},
      {"SELECT a[1:2], a[i:j], f(x := 1, y => ?)", "SELECT a[1:2], a[i:j], f(x := 1, y => $1) | 1 - ?"},
      {"SELECT ':a ? @b %s ${c}', \":d\", $$ ? :e $$", "SELECT ':a ? @b %s ${c}', \":d\", $$ ? :e $$"},
      {"SELECT 1 /* :a ? */ -- @b", "SELECT 1"},
      {"SELECT a # b, @ -5, a #> '{x,y}'", "SELECT a # b, @ -5, a #> '{x,y}'"},
  });
}

TEST(Placeholders, AMigrationHasNone) {
  const Source source("1.sql", "INSERT INTO t VALUES (':a', $1, ?, @b);");
  const SqlFile file = read_sql_file(source, SqlFileKind::kMigration);
  ASSERT_EQ(file.statements.size(), 1u);
  EXPECT_EQ(described(file.statements[0]), "INSERT INTO t VALUES (':a', $1, ?, @b)");
}

}  // namespace
}  // namespace ringfence
