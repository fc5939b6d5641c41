#include "lint/sql/newer_syntax.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "lint/sql/lex.h"
#include "ringfence/lower_case.h"

namespace ringfence::sql {

namespace {

constexpr int kAnywhere = -1;

struct Construct {
  std::vector<std::string_view> words;  ///< Neighbouring tokens, in lower case; "*" is any one.
  std::string_view name;
  int stops_at = kAnywhere;  ///< Which of the words, or the token behind them, PostgreSQL 15 stops at.
};

const std::vector<Construct>& constructs() {
  static const std::vector<Construct> known = {
      {{"json_table", "("}, "JSON_TABLE (PostgreSQL 17)"},
      {{"json_object", "("}, "the SQL/JSON constructor JSON_OBJECT (PostgreSQL 16)"},
      {{"json_array", "("}, "the SQL/JSON constructor JSON_ARRAY (PostgreSQL 16)"},
      {{"json_objectagg", "("}, "JSON_OBJECTAGG (PostgreSQL 16)"},
      {{"json_arrayagg", "("}, "JSON_ARRAYAGG (PostgreSQL 16)"},
      {{"json_query", "("}, "JSON_QUERY (PostgreSQL 17)"},
      {{"json_value", "("}, "JSON_VALUE (PostgreSQL 17)"},
      {{"json_exists", "("}, "JSON_EXISTS (PostgreSQL 17)"},
      {{"is", "json"}, "IS JSON (PostgreSQL 16)"},
      {{"is", "not", "json"}, "IS NOT JSON (PostgreSQL 16)"},
      {{"not", "matched", "by", "source"}, "MERGE … WHEN NOT MATCHED BY SOURCE (PostgreSQL 17)"},
      {{"not", "matched", "by", "target"}, "MERGE … WHEN NOT MATCHED BY TARGET (PostgreSQL 17)"},
      {{"at", "local"}, "AT LOCAL (PostgreSQL 17)", 1},
      {{"split", "partition"}, "SPLIT PARTITION (PostgreSQL 19)"},
      {{"merge", "partitions"}, "MERGE PARTITIONS (PostgreSQL 19)"},
      {{")", "virtual"}, "a virtual generated column (PostgreSQL 18)", 1},
      {{"set", "expression"}, "ALTER COLUMN … SET EXPRESSION (PostgreSQL 17)"},
      {{"returning", "with", "("}, "RETURNING WITH (OLD AS …, NEW AS …) (PostgreSQL 18)"},
      {{"without", "overlaps"}, "WITHOUT OVERLAPS (PostgreSQL 18)"},
      {{",", "period"}, "a temporal foreign key with PERIOD (PostgreSQL 18)", 2},
      {{"not", "enforced"}, "NOT ENFORCED (PostgreSQL 18)"},
      {{"constraint", "*", "not", "null"}, "a named NOT NULL constraint (PostgreSQL 18)", 2},
      {{"add", "not", "null"}, "a named NOT NULL constraint (PostgreSQL 18)", 1},
      {{"merge_action", "("}, "merge_action() (PostgreSQL 17)"},
  };
  return known;
}

struct Statement {
  std::vector<Token> tokens;
  std::vector<std::string> words;
  size_t stopped_at = 0;  ///< The token that PostgreSQL 15 does not take.

  std::string_view word(size_t index) const { return index < words.size() ? std::string_view(words[index]) : ""; }
};

Statement cut(std::string_view sql, uint32_t offset) {
  constexpr uint32_t kLongest = 40;
  Statement statement;
  Lexer lexer(sql);
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    if (token.begin < offset) statement.stopped_at = statement.tokens.size() + 1;
    statement.tokens.push_back(token);
    statement.words.push_back(lower_case(sql.substr(token.begin, std::min<uint32_t>(token.end - token.begin, kLongest))));
  }
  return statement;
}

bool stands_at(const Construct& construct, const Statement& statement, size_t at) {
  for (size_t w = 0; w < construct.words.size(); ++w)
    if (construct.words[w] != "*" && statement.word(at + w) != construct.words[w]) return false;
  return construct.stops_at == kAnywhere || at + static_cast<size_t>(construct.stops_at) == statement.stopped_at;
}

// GENERATED ALWAYS AS (…) without STORED: the parser stops behind the parenthesis.
bool lacks_stored(const Statement& statement) {
  size_t at = statement.stopped_at;
  if (at == 0 || statement.word(at - 1) != ")") return false;
  int depth = 0;
  do {
    --at;
    depth += statement.words[at] == ")" ? 1 : statement.words[at] == "(" ? -1 : 0;
  } while (depth > 0 && at > 0);
  return at >= 3 && statement.words[at - 1] == "as" && statement.words[at - 2] == "always" &&
         statement.words[at - 3] == "generated";
}

bool has_newer_number(std::string_view number) {
  const bool radix = number.size() > 2 && number[0] == '0' && std::isalpha(static_cast<unsigned char>(number[1])) &&
                     (number[1] | 0x20) != 'e';
  return radix || number.find('_') != number.npos;
}

}  // namespace

std::string newer_syntax(std::string_view sql, uint32_t offset, std::string_view message) {
  if (message.find("subquery in FROM must have an alias") != message.npos)
    return "a subquery in FROM without an alias (PostgreSQL 16)";
  if (message.find("VALUES in FROM must have an alias") != message.npos)
    return "VALUES in FROM without an alias (PostgreSQL 16)";
  const Statement statement = cut(sql, offset);
  const std::vector<std::string>& words = statement.words;
  if (lacks_stored(statement)) return "a virtual generated column (PostgreSQL 18)";
  if (statement.word(0) == "create" && statement.word(statement.stopped_at) == "storage")
    return "STORAGE in CREATE TABLE (PostgreSQL 16)";
  const bool merge = std::find(words.begin(), words.end(), "merge") != words.end();
  if (merge && statement.word(statement.stopped_at) == "returning") return "MERGE … RETURNING (PostgreSQL 17)";
  for (size_t i = 0; i < words.size(); ++i) {
    const Token& token = statement.tokens[i];
    const bool near = token.end + 60 >= offset && token.begin <= offset + 20;
    if (!near) continue;
    if (token.kind == TokenKind::kNumber && has_newer_number(words[i]))
      return "the number " + words[i] + " (PostgreSQL 16)";
    for (const Construct& construct : constructs())
      if (stands_at(construct, statement, i)) return std::string(construct.name);
  }
  return {};
}

}  // namespace ringfence::sql
