// The yardstick: what the parser alone needs for the same text.
#pragma once

#include <string>
#include <string_view>

namespace ringfence::bench {

/// Parses one statement as pg_query_parse does (JSON) and throws the tree away. False: it does not parse.
bool parse_statement(const std::string& statement);

/// Splits every .sql file below `folder` and parses each statement, on one thread. How many there were.
int parse_folder(const std::string& folder);

}  // namespace ringfence::bench
