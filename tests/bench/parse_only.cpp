#include "tests/bench/parse_only.h"

#include <pg_query.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace ringfence::bench {

bool parse_statement(const std::string& statement) {
  const PgQueryParseResult result = pg_query_parse(statement.c_str());
  const bool parsed = result.error == nullptr;
  pg_query_free_parse_result(result);
  return parsed;
}

int parse_folder(const std::string& folder) {
  int statements = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".sql") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const PgQuerySplitResult split = pg_query_split_with_scanner(text.c_str());
    for (int i = 0; i < split.n_stmts; ++i) {
      const auto begin = static_cast<size_t>(split.stmts[i]->stmt_location);
      parse_statement(text.substr(begin, static_cast<size_t>(split.stmts[i]->stmt_len)));
      ++statements;
    }
    pg_query_free_split_result(split);
  }
  return statements;
}

}  // namespace ringfence::bench
