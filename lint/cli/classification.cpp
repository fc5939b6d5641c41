#include "lint/cli/classification.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

namespace ringfence::cli {

namespace {

void for_each_column(const Project& project, const std::string& table,
                     const std::function<void(const Table&, const Column&, const DataKind&)>& use) {
  for (const auto& one : project.catalog->tables) {
    if (!table.empty() && one->name != table && one->display_name() != table) continue;
    for (size_t i = 0; i < one->columns.size(); ++i) use(*one, one->columns[i], project.columns.of(*one, static_cast<int>(i)));
  }
}

std::string kind_of(const DataKind& kind) {
  std::string text = kind.category.empty() ? std::string(to_string(kind.data_class)) : kind.category;
  if (kind.treatment != Treatment::kNone) text += fmt::format(" ({})", to_string(kind.treatment));
  return text;
}

std::string why_of(const DataKind& kind) {
  if (!kind.because) return kind.why;
  return fmt::format("{} ({}:{})", kind.why, kind.because.source->path(), kind.because.source->position(kind.because.span.begin).line);
}

}  // namespace

std::string classification_text(const Project& project, const std::string& table) {
  size_t column_width = 6, kind_width = 5;
  for_each_column(project, table, [&](const Table& owner, const Column& column, const DataKind& kind) {
    column_width = std::max(column_width, owner.display_name().size() + 1 + column.name.size());
    kind_width = std::max(kind_width, kind_of(kind).size());
  });
  std::string out = fmt::format("{:<10}  {:<{}}  {:<{}}  {}\n", "class", "column", column_width, "category", kind_width, "why");
  std::array<size_t, 3> counts{};
  for_each_column(project, table, [&](const Table& owner, const Column& column, const DataKind& kind) {
    ++counts[static_cast<size_t>(kind.data_class)];
    out += fmt::format("{:<10}  {:<{}}  {:<{}}  {}\n", to_string(kind.data_class), owner.display_name() + "." + column.name, column_width,
                       kind.category.empty() ? "" : kind_of(kind), kind_width, why_of(kind));
  });
  out += fmt::format("\n{} personal  {} credential  {} none\n", counts[1], counts[2], counts[0]);
  return out;
}

std::string classification_json(const Project& project, const std::string& table) {
  nlohmann::ordered_json columns = nlohmann::ordered_json::array();
  for_each_column(project, table, [&](const Table& owner, const Column& column, const DataKind& kind) {
    columns.push_back({{"table", owner.display_name()},
                       {"column", column.name},
                       {"type", column.type},
                       {"class", to_string(kind.data_class)},
                       {"category", kind.category},
                       {"fides", fides_key(kind.category)},
                       {"treatment", to_string(kind.treatment)},
                       {"why", why_of(kind)}});
  });
  return columns.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace ringfence::cli
