// A first ringfence.toml, with the reasons as comments.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ringfence/policy_reader.h"

namespace ringfence {

namespace {

using Tables = std::vector<const Table*>;

std::string toml_string(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += fmt::format("\\{}", c);
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      made += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    else made += c;
  }
  return made + "\"";
}

// What stands in a comment must not leave its line.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return text;
}

// On one line while it is short, else one entry a line.
std::string toml_list(const std::vector<std::string>& values) {
  std::vector<std::string> strings;
  for (const std::string& value : values) strings.push_back(toml_string(value));
  const std::string line = fmt::format("[{}]", fmt::join(strings, ", "));
  if (line.size() <= 90) return line;
  return fmt::format("[\n  {},\n]", fmt::join(strings, ",\n  "));
}

std::string first_names(const Tables& tables) {
  constexpr size_t kMost = 8;
  std::vector<std::string> names;
  for (const Table* table : tables)
    if (names.size() < kMost) names.push_back(one_line(table->display_name()));
  const std::string more =
      tables.size() > kMost ? fmt::format(", … and {} more", tables.size() - kMost) : std::string();
  return fmt::format("{}{}", fmt::join(names, ", "), more);
}

class Draft {
 public:
  explicit Draft(const Catalog& catalog) : guess_(guess_tenant(catalog)), table_count_(catalog.tables.size()) {
    for (const auto& table : catalog.tables) classes_[table->ownership.owner_class].push_back(table.get());
  }

  std::string text(const std::vector<std::string>& schema_globs, const std::vector<std::string>& query_globs) {
    text_ = "# What ringfence checks, and who owns which rows. Every key: docs/configuration.md\n\n";
    add_inputs(schema_globs, query_globs);
    text_ += "\n[tenant]\nmodel = \"row\"   # each row names its tenant, itself or through a foreign key\n\n";
    add_root();
    add_keys();
    add_terms();
    add_shared();
    add_ownership();
    add_unclassified();
    text_ +=
        "\n[rules]\n"
        "# By rule or by family; `ringfence rules` lists them. error | warning | note | audit | off\n"
        "# tenant-crossing-join = \"warning\"\n";
    return std::move(text_);
  }

 private:
  void add_inputs(const std::vector<std::string>& schema_globs, const std::vector<std::string>& query_globs) {
    text_ += "[inputs]\n# Migrations, in the order in which they run; paths are relative to this file.\n";
    text_ += schema_globs.empty() ? "# schema = [\"db/migrations/*.sql\"]\n"
                                  : fmt::format("schema = {}\n", toml_list(schema_globs));
    if (query_globs.empty())
      text_ +=
          "# No query files were found; until they are named, only bodies of SQL functions are checked.\n# queries = "
          "[\"db/queries/**/*.sql\"]\n";
    else text_ += fmt::format("queries = {}\n", toml_list(query_globs));
  }

  void add_root() {
    text_ += "# The table with one row for each tenant.\n";
    if (guess_.root.empty()) {
      text_ += "# No table stands out; please fill in:\n# root = \"organizations\"\n\n";
      return;
    }
    text_ += fmt::format("# Guessed: {}.\nroot = {}\n\n", one_line(guess_.why), toml_string(guess_.root));
  }

  void add_keys() {
    text_ += "# The columns that hold the tenant, whatever table they stand in.\n";
    if (guess_.keys.empty()) {
      text_ += guess_.root.empty() ? "# No column looks like one; please fill in:\n"
                                   : "# Columns that reference the root are found without being named here.\n";
      text_ += "# keys = [\"organization_id\"]\n\n";
      return;
    }
    if (guess_.root.empty()) text_ += fmt::format("# Guessed: {}.\n", one_line(guess_.why));
    text_ += fmt::format("keys = {}\n\n", toml_list(guess_.keys));
  }

  void add_terms() {
    const std::string key = guess_.keys.empty() ? "organization_id" : guess_.keys.front();
    text_ +=
        "# What counts as the current tenant: parameters by number or name, functions, settings. Left out, any one\n"
        "# parameter of a statement may be it; named, a parameter that is something else no longer passes for it.\n";
    text_ +=
        fmt::format("# terms = {}\n\n",
                    one_line(fmt::format("[\"$1\", {}, \"current_setting('app.tenant')\"]", toml_string("@" + key))));
  }

  void add_shared() {
    const Tables& shared = classes_[OwnerClass::kShared];
    text_ += "# Tables whose rows belong to all tenants.\n";
    if (shared.empty()) {
      text_ += "# None were found.\n# shared = [\"currencies\"]\n\n";
      return;
    }
    std::vector<std::string> names;
    for (const Table* table : shared) names.push_back(table->display_name());
    text_ += fmt::format(
        "# Guessed: nothing in these leads to a tenant. Please go through them: what stands here is not "
        "checked.\nshared = {}\n\n",
        toml_list(names));
  }

  void add_ownership() {
    text_ +=
        fmt::format("# {} tables were read; `ringfence catalog` says of each who owns it, and why:\n", table_count_);
    const auto add = [&](OwnerClass owner_class, std::string_view meaning) {
      const Tables& tables = classes_[owner_class];
      if (!tables.empty())
        text_ += fmt::format("#   {:>4} {:<13} {}: {}\n", tables.size(), to_string(owner_class), meaning,
                             first_names(tables));
    };
    add(OwnerClass::kRoot, "the tenant itself");
    add(OwnerClass::kDirect, "has the tenant's column");
    add(OwnerClass::kVia, "owned by the row it references");
    add(OwnerClass::kMixed, "the tenant's column may be NULL, such rows are shared");
    add(OwnerClass::kShared, "belongs to all tenants");
    add(OwnerClass::kUnclassified, "could not be told");
    text_ +=
        "# Say otherwise here, one table a line: \"root\", \"key COLUMN\", \"via COLUMN\", \"mixed COLUMN\" or "
        "\"shared\".\n";
  }

  void add_unclassified() {
    text_ += "[tenant.tables]\n";
    for (const Table* table : classes_[OwnerClass::kUnclassified]) {
      const std::string why = table->ownership.why.empty() ? "its owner could not be told" : table->ownership.why;
      text_ += fmt::format("# {} = {{ owner = {} }}   # {}\n", toml_string(table->display_name()),
                           toml_string(suggested_owner(*table)), one_line(why));
    }
  }

  static std::string suggested_owner(const Table& table) {
    for (const ForeignKey& key : table.foreign_keys)
      if (key.target != nullptr && key.target != &table && key.target->is_owned())
        return fmt::format("via {}", table.columns[static_cast<size_t>(key.columns[0])].name);
    return "shared";
  }

  TenantGuess guess_;
  size_t table_count_;
  std::map<OwnerClass, Tables> classes_;
  std::string text_;
};

}  // namespace

std::string draft_policy(const Catalog& catalog, const std::vector<std::string>& schema_globs,
                         const std::vector<std::string>& query_globs) {
  return Draft(catalog).text(schema_globs, query_globs);
}

}  // namespace ringfence
