#include "lint/sql/newer_syntax.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "lint/sql/lex.h"

namespace ringfence::sql {

namespace {

struct Construct {
  std::vector<std::string_view> words;  ///< Neighbouring tokens, in lower case.
  std::string_view name;
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
      {{"split", "partition"}, "SPLIT PARTITION (PostgreSQL 19)"},
      {{"merge", "partitions"}, "MERGE PARTITIONS (PostgreSQL 19)"},
      {{"virtual"}, "a virtual generated column (PostgreSQL 18)"},
      {{"set", "expression"}, "ALTER COLUMN … SET EXPRESSION (PostgreSQL 17)"},
      {{"returning", "with", "("}, "RETURNING WITH (OLD AS …, NEW AS …) (PostgreSQL 18)"},
      {{"without", "overlaps"}, "WITHOUT OVERLAPS (PostgreSQL 18)"},
      {{"period"}, "a temporal foreign key with PERIOD (PostgreSQL 18)"},
      {{"not", "enforced"}, "NOT ENFORCED (PostgreSQL 18)"},
      {{"any_value", "("}, "any_value (PostgreSQL 16)"},
      {{"merge_action", "("}, "merge_action() (PostgreSQL 17)"},
  };
  return known;
}

bool has_newer_number(std::string_view number) {
  const bool radix = number.size() > 2 && number[0] == '0' && std::isalpha(static_cast<unsigned char>(number[1])) && (number[1] | 0x20) != 'e';
  return radix || number.find('_') != number.npos;
}

}  // namespace

std::string newer_syntax(std::string_view sql, uint32_t offset, std::string_view message) {
  if (message.find("subquery in FROM must have an alias") != message.npos) return "a subquery in FROM without an alias (PostgreSQL 16)";
  if (message.find("VALUES in FROM must have an alias") != message.npos) return "VALUES in FROM without an alias (PostgreSQL 16)";
  std::vector<Token> tokens;
  std::vector<std::string> words;
  Lexer lexer(sql);
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    tokens.push_back(token);
    std::string word(sql.substr(token.begin, std::min<uint32_t>(token.end - token.begin, 40)));
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
    words.push_back(std::move(word));
  }
  const bool merge = !words.empty() && std::find(words.begin(), words.end(), "merge") != words.end();
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool near = tokens[i].end + 60 >= offset && tokens[i].begin <= offset + 20;
    if (!near) continue;
    if (tokens[i].kind == TokenKind::kNumber && has_newer_number(words[i])) return "the number " + words[i] + " (PostgreSQL 16)";
    if (merge && words[i] == "returning" && tokens[i].begin <= offset && offset <= tokens[i].end) return "MERGE … RETURNING (PostgreSQL 17)";
    for (const Construct& construct : constructs()) {
      bool all = i + construct.words.size() <= words.size();
      for (size_t w = 0; all && w < construct.words.size(); ++w) all = words[i + w] == construct.words[w];
      if (all) return std::string(construct.name);
    }
  }
  return {};
}

}  // namespace ringfence::sql
