#include "tests/promises/csv.h"

#include <stdexcept>
#include <utility>

namespace ringfence::tests {

namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> lines_of(const std::string& text) {
  std::vector<Cells> lines;
  Cells cells(1);
  bool is_quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') cells.back() += text[++i];
    else if (c == '"') is_quoted = !is_quoted;
    else if (!is_quoted && c == ',') cells.emplace_back();
    else if (!is_quoted && c == '\n') lines.push_back(std::exchange(cells, Cells(1)));
    else if (is_quoted || c != '\r') cells.back() += c;
  }
  if (is_quoted) throw std::runtime_error("a quote is not closed");
  if (cells != Cells(1)) lines.push_back(std::move(cells));
  return lines;
}

}  // namespace

std::vector<CsvRow> read_csv(const std::string& text) {
  const std::vector<Cells> lines = lines_of(text);
  std::vector<CsvRow> rows;
  for (size_t line = 1; line < lines.size(); ++line) {
    if (lines[line].size() != lines[0].size()) throw std::runtime_error("line " + std::to_string(line + 1) + " has another number of cells than the first");
    CsvRow& row = rows.emplace_back();
    for (size_t i = 0; i < lines[0].size(); ++i) row[lines[0][i]] = lines[line][i];
  }
  return rows;
}

}  // namespace ringfence::tests
