// Comma-separated values (RFC 4180) as rows by the names of their columns.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace ringfence::tests {

using CsvRow = std::map<std::string, std::string>;

/// The first line names the columns. A row with too few or too many cells throws std::runtime_error.
std::vector<CsvRow> read_csv(const std::string& text);

}  // namespace ringfence::tests
