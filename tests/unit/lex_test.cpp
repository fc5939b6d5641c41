// How text is cut into tokens, and how deep they may nest.
#include "lint/sql/lex.h"

#include <gtest/gtest.h>

#include <string>

namespace ringfence::sql {
namespace {

// "kind:text" of each token, in one letter a kind.
std::string tokens_of(std::string_view text) {
  constexpr std::string_view kLetters = "!wqsdnpo,-*?u";  // By TokenKind.
  std::string list;
  Lexer lexer(text);
  for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
    list += list.empty() ? "" : " ";
    list += kLetters[static_cast<size_t>(token.kind)];
    list += ":" + std::string(text.substr(token.begin, token.end - token.begin));
  }
  return list;
}

struct Case {
  const char* text;
  const char* tokens;
};

template <size_t kCount>
void expect_tokens(const Case (&cases)[kCount]) {
  for (const Case& one : cases) EXPECT_EQ(tokens_of(one.text), one.tokens) << one.text;
}

TEST(Lex, Strings) {
  expect_tokens({
      {"'a''b' c", "s:'a''b' w:c"},
      {R"('a\' c')", R"(s:'a\' w:c u:')"},
      {R"(E'a\'b' e'\\' c)", R"(s:E'a\'b' s:e'\\' w:c)"},
      {"E'a'\n  '\\'b' c", "s:E'a'\n  '\\'b' w:c"},
      {"E'a' '\\' c", "s:E'a' s:'\\' w:c"},
      {"B'01' x'FF' N'ä'", "s:B'01' s:x'FF' s:N'ä'"},
      {R"(U&'d\0061' u&"d\0061" U & 'x')", R"(s:U&'d\0061' q:u&"d\0061" w:U o:& s:'x')"},
      {R"("a""b;" "x")", R"(q:"a""b;" q:"x")"},
  });
}

TEST(Lex, DollarQuotes) {
  expect_tokens({
      {"$$a;'b$$ c", "d:$$a;'b$$ w:c"},
      {"$a$ $b$ $$ $a$", "d:$a$ $b$ $$ $a$"},
      {"$é_1$x$é_1$", "d:$é_1$x$é_1$"},
      {"$1 $12x", "p:$1 p:$12 w:x"},
      {"$1$x$1$", "p:$1 u:$x$1$"},
      {"a$b$c", "w:a$b$c"},
      {"$name $ {", "?:$ w:name ?:$ ?:{"},
  });
}

TEST(Lex, Comments) {
  expect_tokens({
      {"a -- b\nc", "w:a -:-- b w:c"},
      {"a -- b\r\nc--", "w:a -:-- b w:c -:--"},
      {"-- old line end\rc", "-:-- old line end w:c"},
      {"/* a /* b */ ; */ c", "*:/* a /* b */ ; */ w:c"},
      {"/*/ a */ b", "*:/*/ a */ w:b"},
      {"'--' \"/*\" $$--$$", "s:'--' q:\"/*\" d:$$--$$"},
      {"a/*x*/b", "w:a *:/*x*/ w:b"},
  });
}

TEST(Lex, OperatorsAreCutAsPostgresqlCutsThem) {
  expect_tokens({
      {"a->>'b'", "w:a o:->> s:'b'"},
      {"a=-1", "w:a o:= o:- n:1"},
      {"a@-1", "w:a o:@- n:1"},
      {"a<=+b", "w:a o:<= o:+ w:b"},
      {"a=--b", "w:a o:= -:--b"},
      {"a*/*c*/b", "w:a o:* *:/*c*/ w:b"},
      {"a::b:=c:d", "w:a ,::: w:b ,::= w:c ,:: w:d"},
      {"(a[1],b.c);", ",:( w:a ,:[ n:1 ,:] ,:, w:b ,:. w:c ,:) ,:;"},
      {"a?|b", "w:a o:?| w:b"},
      {"\\d {x}", "?:\\ w:d ?:{ w:x ?:}"},
  });
}

TEST(Lex, Numbers) {
  expect_tokens({
      {"1 1.5 .5 1e-7 2E+3 0x1F 1_000", "n:1 n:1.5 n:.5 n:1e-7 n:2E+3 n:0x1F n:1_000"},
      {"1..2", "n:1 ,:. n:.2"},
      {"a.5", "w:a n:.5"},
  });
}

TEST(Lex, WhatIsNotClosedGoesToTheEnd) {
  for (const char* text :
       {"'abc; d", "E'abc\\", "E'abc\\'", "\"abc", "/* a /* b */", "$$ a $", "$a$ b $b$", "U&'x", "E'a'\n'b"})
    EXPECT_EQ(tokens_of(text), "u:" + std::string(text));
}

TEST(Lex, AnyBytesAreAccepted) {
  std::string all;
  for (int c = 255; c >= 0; --c) all += static_cast<char>(c);
  for (size_t begin = 0; begin < all.size(); ++begin) {
    Lexer lexer(std::string_view(all).substr(begin));
    uint32_t last = 0;
    for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) {
      ASSERT_GE(token.begin, last);
      ASSERT_GT(token.end, token.begin);
      last = token.end;
    }
    ASSERT_LE(last, all.size() - begin);
  }
}

TEST(NestingBound, CountsWhatNestsAndNotWhatIsListed) {
  const auto repeated = [](std::string_view part, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += part;
    return text;
  };
  EXPECT_LT(nesting_bound("SELECT 1" + repeated(", 1", 1000)), 10);
  EXPECT_LT(nesting_bound("SELECT 1 WHERE a" + repeated(" AND a = 1", 1000)), 10);
  EXPECT_LT(nesting_bound("INSERT INTO t VALUES (1)" + repeated(", (1, 2)", 1000)), 20);
  EXPECT_GT(nesting_bound("SELECT " + repeated("(", 1000)), 1000);
  EXPECT_GT(nesting_bound("SELECT 1" + repeated(" + 1", 1000)), 1000);
  EXPECT_GT(nesting_bound("SELECT 1" + repeated(" UNION SELECT 1, 2", 1000)), 1000);
  EXPECT_GT(nesting_bound("SELECT " + repeated("CASE WHEN a THEN ", 1000)), 1000);
  EXPECT_LT(nesting_bound("SELECT '" + repeated("(", 1000) + "'"), 10);
}

}  // namespace
}  // namespace ringfence::sql
