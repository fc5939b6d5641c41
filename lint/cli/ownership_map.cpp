#include "lint/cli/ownership_map.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <vector>

#include "ringfence/foreign_keys.h"

namespace ringfence::cli {

namespace {

struct Style {
  OwnerClass owner_class;
  std::string_view colour;
  std::string_view means;
};

constexpr Style kStyles[] = {
    {OwnerClass::kRoot, "#f4a261", "the tenant itself"},
    {OwnerClass::kDirect, "#a8d5ba", "holds the tenant's key"},
    {OwnerClass::kVia, "#cfe8d5", "owned by the row it refers to"},
    {OwnerClass::kMixed, "#f6e7a1", "the tenant's, or shared where the key is NULL"},
    {OwnerClass::kSchema, "#a8d5ba", "lies in the tenant's schema"},
    {OwnerClass::kShared, "#dfe3e8", "belongs to all tenants"},
    {OwnerClass::kUnclassified, "#f2a6a6", "nobody can tell"},
};

struct Arrow {
  const Table* from = nullptr;
  const Table* to = nullptr;
  bool carries = true;
  std::string columns;
};

struct Map {
  std::vector<Arrow> arrows;           ///< Between tables of tenants, one for each pair and kind.
  std::vector<const Table*> connected; ///< In the catalog's order.
  std::vector<const Table*> alone;     ///< Nothing but the tenant table, or a shared one, is referred to.
};

bool is_shown(const Table& table) { return table.kind != Table::Kind::kPartition && table.kind != Table::Kind::kTemporary; }

// References to the tenant table say what the colour says, and those to shared tables nothing: with them, a hundred tables
// would be one knot.
Map map_of(const Catalog& catalog) {
  Map map;
  std::set<const Table*> touched;
  for (const auto& table : catalog.tables) {
    if (!is_shown(*table)) continue;
    for (const ForeignKey& key : table->foreign_keys) {
      if (key.target == nullptr || key.target->ownership.owner_class == OwnerClass::kRoot || !key.target->belongs_to_tenant() || !is_shown(*key.target)) continue;
      Arrow arrow{table.get(), key.target, !may_cross(*table, key), {}};
      for (const int column : key.columns) arrow.columns += (arrow.columns.empty() ? "" : ", ") + table->columns[static_cast<size_t>(column)].name;
      const auto same = [&](const Arrow& one) { return one.from == arrow.from && one.to == arrow.to && one.carries == arrow.carries; };
      if (const auto known = std::find_if(map.arrows.begin(), map.arrows.end(), same); known != map.arrows.end()) known->columns += "; " + arrow.columns;
      else map.arrows.push_back(std::move(arrow));
      touched.insert(table.get());
      touched.insert(key.target);
    }
  }
  for (const auto& table : catalog.tables)
    if (is_shown(*table)) (touched.contains(table.get()) ? map.connected : map.alone).push_back(table.get());
  std::stable_sort(map.alone.begin(), map.alone.end(), [](const Table* a, const Table* b) { return a->ownership.owner_class < b->ownership.owner_class; });
  return map;
}

const Style& style_of(const Table& table) {
  return *std::find_if(std::begin(kStyles), std::end(kStyles), [&](const Style& style) { return style.owner_class == table.ownership.owner_class; });
}

std::string escaped(std::string_view text, bool is_html) {
  std::string made;
  for (const char c : text) {
    if (is_html && (c == '&' || c == '<' || c == '>' || c == '"')) made += fmt::format("&#{};", static_cast<int>(c));
    else if (!is_html && (c == '"' || c == '\\')) made += fmt::format("\\{}", c);
    else made += c;
  }
  return made;
}

// Tables without arrows stand in a grid, four times as wide as a column of them all.
std::string grid(const std::vector<const Table*>& tables) {
  if (tables.empty()) return {};
  const auto columns = std::max<size_t>(1, static_cast<size_t>(std::ceil(std::sqrt(static_cast<double>(tables.size()) / 2))));
  std::string out = "  alone [shape=plain, style=\"\", label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"4\" cellpadding=\"5\">\n";
  for (size_t i = 0; i < tables.size(); i += columns) {
    out += "    <tr>";
    for (size_t k = i; k < std::min(i + columns, tables.size()); ++k)
      out += fmt::format("<td bgcolor=\"{}\">{}</td>", style_of(*tables[k]).colour, escaped(tables[k]->display_name(), true));
    out += "</tr>\n";
  }
  return out + "  </table>>]\n";
}

std::string legend(const Catalog& catalog) {
  std::string out = "  legend [shape=plain, style=\"\", label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"2\" cellpadding=\"3\">\n";
  for (const Style& style : kStyles) {
    const auto count = std::count_if(catalog.tables.begin(), catalog.tables.end(), [&](const auto& table) { return is_shown(*table) && &style_of(*table) == &style; });
    if (count > 0)
      out += fmt::format("    <tr><td bgcolor=\"{}\" align=\"left\">{}</td><td align=\"left\">{} ({})</td></tr>\n", style.colour, to_string(style.owner_class), style.means, count);
  }
  return out + "    <tr><td align=\"left\">solid</td><td align=\"left\">stays within the tenant</td></tr>\n"
               "    <tr><td align=\"left\">dashed</td><td align=\"left\">may lead to another tenant's row</td></tr>\n  </table>>]\n";
}

std::string read_all(FILE* pipe) {
  std::string text;
  char buffer[4096];
  for (size_t count; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, count);
  return text;
}

}  // namespace

std::string ownership_map_dot(const Catalog& catalog) {
  const Map map = map_of(catalog);
  std::string out =
      "digraph ownership {\n  graph [rankdir=LR, nodesep=0.15, ranksep=0.9, fontname=\"Helvetica\", pack=true, packmode=\"node\"]\n"
      "  node [shape=box, style=filled, color=\"#5b6770\", fontname=\"Helvetica\", fontsize=11, height=0.3, margin=\"0.08,0.04\"]\n"
      "  edge [color=\"#5b6770\", arrowsize=0.6, fontname=\"Helvetica\", fontsize=9]\n";
  for (const Table* table : map.connected)
    out += fmt::format("  \"{}\" [fillcolor=\"{}\"]\n", escaped(table->display_name(), false), style_of(*table).colour);
  for (const Arrow& arrow : map.arrows)
    out += fmt::format("  \"{}\" -> \"{}\" [style={}, tooltip=\"{}\"{}]\n", escaped(arrow.from->display_name(), false), escaped(arrow.to->display_name(), false),
                       arrow.carries ? "solid" : "dashed", escaped(arrow.columns, false), arrow.carries ? "" : ", color=\"#c0392b\"");
  return out + grid(map.alone) + legend(catalog) + "}\n";
}

std::string ownership_map_mermaid(const Catalog& catalog) {
  const Map map = map_of(catalog);
  std::map<const Table*, std::string> ids;
  std::string out = "flowchart LR\n";
  const auto node = [&](const Table* table, std::string_view indent) {
    const std::string& id = ids.try_emplace(table, fmt::format("t{}", ids.size())).first->second;
    std::string name = table->display_name();
    for (size_t at = name.find('"'); at != std::string::npos; at = name.find('"', at)) name.replace(at, 1, "#quot;");
    out += fmt::format("{}{}[\"{}\"]:::{}\n", indent, id, name, to_string(table->ownership.owner_class));
  };
  for (const Table* table : map.connected) node(table, "  ");
  if (!map.alone.empty()) {
    out += "  subgraph alone [refer to no table of a tenant]\n";
    for (const Table* table : map.alone) node(table, "    ");
    out += "  end\n";
  }
  for (const Arrow& arrow : map.arrows) out += fmt::format("  {} {} {}\n", ids.at(arrow.from), arrow.carries ? "-->" : "-.->", ids.at(arrow.to));
  for (const Style& style : kStyles) out += fmt::format("  classDef {} fill:{},stroke:#5b6770,color:#1b1f23\n", to_string(style.owner_class), style.colour);
  return out;
}

std::optional<std::string> ownership_map_svg(const Catalog& catalog, std::string& problem) {
  char path[] = "/tmp/ringfence-map-XXXXXX";
  const int file = mkstemp(path);
  const std::string dot = ownership_map_dot(catalog);
  const bool written = file >= 0 && write(file, dot.data(), dot.size()) == static_cast<ssize_t>(dot.size());
  if (file >= 0) close(file);
  FILE* pipe = written ? popen(fmt::format("dot -Tsvg {} 2>&1", path).c_str(), "r") : nullptr;
  std::string svg = pipe == nullptr ? std::string() : read_all(pipe);
  const int status = pipe == nullptr ? -1 : pclose(pipe);
  if (file >= 0) unlink(path);
  if (status == 0 && svg.find("<svg") != std::string::npos) return svg;
  problem = svg.find("not found") != std::string::npos ? "svg needs Graphviz: apt-get install graphviz (or take --format dot)"
                                                       : "dot could not draw the map: " + svg.substr(0, svg.find('\n'));
  return std::nullopt;
}

}  // namespace ringfence::cli
