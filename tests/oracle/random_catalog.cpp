#include "tests/oracle/random_catalog.h"

#include <fmt/format.h>

#include <array>

namespace ringfence::tests {

namespace {

using Ownership = TableShape::Ownership;

constexpr std::array<std::string_view, 5> kNames = {"deals", "tasks", "notes", "files", "calls"};

class CatalogWriter {
 public:
  explicit CatalogWriter(Choices& choices) : choices_(choices) {}

  RandomCatalog write() {
    levels_ = choices_.chance(20) ? 2 : 1;
    made_.id_type = std::array{"int8", "uuid", "text"}[choices_.weighted({70, 20, 10})];
    write_policy();
    write_flat("orgs", Ownership::kRoot);
    write_flat("kinds", Ownership::kShared);
    const uint32_t count = 2 + choices_.below(4);
    for (uint32_t i = 0; i < count; ++i) write_table(std::string(kNames[i]));
    if (choices_.chance(60)) write_view("v1");
    if (choices_.chance(30)) write_view("v2");
    return std::move(made_);
  }

 private:
  void write_policy() {
    made_.terms_are_parameters = !choices_.chance(15);
    std::string terms;
    for (int level = 0; level < levels_; ++level) {
      made_.terms.push_back(
          made_.terms_are_parameters
              ? fmt::format("${}", level + 1)
              : fmt::format("nullif(current_setting('app.level_{}', true), '')::{}", level, made_.id_type));
      const std::string declared =
          made_.terms_are_parameters ? made_.terms.back() : fmt::format("current_setting('app.level_{}')", level);
      terms += fmt::format("{}[\"{}\"]", level == 0 ? "" : ", ", declared);
    }
    made_.policy = fmt::format("[tenant]\nroot = \"orgs\"\nkeys = [{}]\nterms = [{}]\nshared = [\"kinds\"]\n",
                               levels_ == 2 ? "[\"org_id\"], [\"client_id\"]" : "\"org_id\"", terms);
  }

  void write_flat(const std::string& name, Ownership ownership) {
    TableShape table;
    table.name = name;
    table.ownership = ownership;
    table.single_key = true;
    table.columns = {{"id", ValueType::kId, ownership == Ownership::kRoot ? 0 : -1, "", false}};
    add_payload(table, true);
    made_.ddl += fmt::format("CREATE TABLE {} (id {} PRIMARY KEY, x int4, s text);\n", name, made_.id_type);
    made_.tables.push_back(table);
  }

  static void add_payload(TableShape& table, bool nullable) {
    table.columns.push_back({"x", ValueType::kNumber, -1, "", nullable});
    table.columns.push_back({"s", ValueType::kText, -1, "", nullable});
  }

  const TableShape* owned_parent(bool any_key) {
    std::vector<const TableShape*> parents;
    for (const TableShape& table : made_.tables)
      if ((table.ownership == Ownership::kDirect || table.ownership == Ownership::kVia) &&
          (any_key || table.single_key))
        parents.push_back(&table);
    return parents.empty() ? nullptr : choices_.one_of(parents);
  }

  static std::string reference_to(const TableShape& table) {
    return table.name.substr(0, table.name.size() - 1) + "_id";
  }

  void write_table(const std::string& name) {
    TableShape table;
    table.name = name;
    const TableShape* parent = owned_parent(false);
    table.ownership = std::array{Ownership::kDirect, Ownership::kVia,
                                 Ownership::kMixed}[choices_.weighted({65, parent == nullptr ? 0U : 25U, 10})];
    std::string columns, constraints;
    if (table.ownership == Ownership::kVia) {
      table.single_key = true;
      table.via = reference_to(*parent);
      table.columns = {{"id", ValueType::kId, -1, "", false}, {table.via, ValueType::kId, -1, parent->name, false}};
      columns = fmt::format("id {0} PRIMARY KEY, {1} {0} NOT NULL REFERENCES {2} (id)", made_.id_type, table.via,
                            parent->name);
    } else {
      columns = keys_of(table, constraints);
      if (table.ownership == Ownership::kDirect) columns += reference_of(table, constraints);
    }
    if (choices_.chance(25)) {
      columns += fmt::format(", kind_id {} REFERENCES kinds (id)", made_.id_type);
      table.columns.push_back({"kind_id", ValueType::kId, -1, "kinds", true});
    }
    const bool nullable = choices_.chance(50);
    columns += nullable ? ", x int4, s text" : ", x int4 NOT NULL, s text NOT NULL";
    add_payload(table, nullable);
    made_.ddl += fmt::format("CREATE TABLE {} ({}{});\n", name, columns, constraints);
    if (choices_.chance(15))
      made_.ddl += fmt::format("CREATE UNIQUE INDEX ON {} ({}) WHERE x = {};\n", name, choices_.chance(50) ? "s" : "id",
                               1 + choices_.below(2));
    made_.tables.push_back(table);
  }

  std::string keys_of(TableShape& table, std::string& constraints) {
    const std::string& type = made_.id_type;
    const bool mixed = table.ownership == Ownership::kMixed;
    const bool has_client = levels_ == 2 && (!made_client_ || !choices_.chance(25));
    made_client_ |= has_client;
    std::string columns = mixed ? fmt::format("id {0}, org_id {0}", type)
                                : fmt::format("id {0}, org_id {0} NOT NULL REFERENCES orgs (id)", type);
    table.columns = {{"id", ValueType::kId, -1, "", false}, {"org_id", ValueType::kId, 0, "orgs", mixed}};
    if (has_client) {
      columns += fmt::format(", client_id {}{}", type, mixed ? "" : " NOT NULL");
      table.columns.push_back({"client_id", ValueType::kId, 1, ""});
    }
    const size_t key = mixed ? 0 : choices_.weighted({45, 35, 20});
    table.single_key = key != 2;
    table.composite_key = key != 0;
    constraints =
        std::array{", PRIMARY KEY (id)", ", PRIMARY KEY (id), UNIQUE (org_id, id)", ", PRIMARY KEY (org_id, id)"}[key];
    table.text_key = !mixed && choices_.chance(30);
    if (table.text_key) constraints += ", UNIQUE (org_id, s)";
    return columns;
  }

  std::string reference_of(TableShape& table, std::string& constraints) {
    const TableShape* parent = choices_.chance(60) ? owned_parent(true) : nullptr;
    if (parent == nullptr) return {};
    const std::string column = reference_to(*parent);
    const bool composite = parent->composite_key && (!parent->single_key || choices_.chance(50));
    const std::string_view key = composite ? "org_id, " : "";
    constraints += fmt::format(", FOREIGN KEY ({0}{1}) REFERENCES {2} ({0}id)", key, column, parent->name);
    const bool nullable = !choices_.chance(40);
    table.columns.push_back({column, ValueType::kId, -1, parent->name, nullable});
    return fmt::format(", {} {}{}", column, made_.id_type, nullable ? "" : " NOT NULL");
  }

  void write_view(const std::string& name) {
    const TableShape of = choices_.one_of(made_.tables);
    if (of.is_view) return;
    TableShape view = of;
    view.name = name;
    view.is_view = true;
    view.single_key = view.composite_key = view.text_key = false;
    std::string keys, outputs;
    for (const ColumnShape& column : of.columns) {
      if (column.level >= 0) keys += (keys.empty() ? "t." : ", t.") + column.name;
      outputs += (outputs.empty() ? "t." : ", t.") + column.name;
    }
    // One row of all tenants' figures is read for the figures; whatever ignores them sees no difference.
    switch (choices_.weighted({50, 25, keys.empty() ? 0U : 15U, 10})) {
      case 0: made_.ddl += fmt::format("CREATE VIEW {} AS SELECT {} FROM {} t;\n", name, outputs, of.name); break;
      case 1:
        made_.ddl +=
            fmt::format("CREATE VIEW {} AS SELECT * FROM {} t WHERE t.x > {};\n", name, of.name, choices_.below(3));
        break;
      case 2:
        std::erase_if(view.columns, [](const ColumnShape& column) { return column.level < 0 && column.name != "x"; });
        made_.ddl += fmt::format("CREATE VIEW {0} AS SELECT {1}, count(*)::int4 AS x FROM {2} t GROUP BY {1};\n", name,
                                 keys, of.name);
        break;
      default: {
        const TableShape& other = choices_.one_of(made_.tables);
        if (other.is_view) return;
        outputs.replace(outputs.rfind("t.s"), 3, "u.s");
        made_.ddl += fmt::format("CREATE VIEW {} AS SELECT {} FROM {} t LEFT JOIN {} u ON {};\n", name, outputs,
                                 of.name, other.name, choices_.chance(50) ? "u.s = t.s" : "u.x = t.x");
      }
    }
    made_.tables.push_back(view);
  }

  Choices& choices_;
  RandomCatalog made_;
  int levels_ = 1;
  bool made_client_ = false;
};

}  // namespace

const ColumnShape* TableShape::column(const std::string& wanted) const {
  for (const ColumnShape& one : columns)
    if (one.name == wanted) return &one;
  return nullptr;
}

RandomCatalog random_catalog(Choices& choices) { return CatalogWriter(choices).write(); }

}  // namespace ringfence::tests
