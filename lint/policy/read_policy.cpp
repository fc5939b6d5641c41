// TOML → Policy. Mistakes are collected, never thrown.
#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>

#include "ringfence/policy_reader.h"

namespace ringfence {

namespace {

const std::vector<std::string> kTables = {"inputs", "tenant", "rules"};
const std::vector<std::string> kInputKeys = {"schema", "queries"};
const std::vector<std::string> kTenantKeys = {"model", "root", "keys", "terms", "shared", "tables"};
const std::vector<std::string> kSeverities = {"error", "warning", "note", "audit", "off"};

class PolicyReader {
 public:
  PolicyReader(SourcePtr source, const std::vector<std::string>& rule_ids) : source_(std::move(source)), rule_ids_(rule_ids) {}

  PolicyReading read(const std::string& folder) {
    reading_.policy.folder = folder;
    reading_.policy.path = source_->path();
    reading_.policy.source = source_;
    try {
      const toml::table document = toml::parse(source_->text(), source_->path());
      read_document(document);
    } catch (const toml::parse_error& error) {
      mistake(place(error.source()), "not valid TOML: " + std::string(error.description()), "correct the line; nothing of this file was used");
    }
    return std::move(reading_);
  }

 private:
  // toml++ counts lines and columns from 1; columns are characters, which for configuration files are bytes.
  Place place(const toml::source_region& region) const {
    const auto offset = [&](const toml::source_position& at) {
      const uint32_t begin = source_->line_begin(std::max<uint32_t>(at.line, 1));
      return std::min(begin + (at.column > 0 ? at.column - 1 : 0), static_cast<uint32_t>(source_->text().size()));
    };
    const uint32_t begin = offset(region.begin);
    return {source_.get(), {begin, std::max(begin + 1, offset(region.end))}};
  }

  void mistake(Place at, std::string what, std::string advice) { reading_.mistakes.push_back({at, std::move(what), std::move(advice)}); }

  void unknown_key(const toml::key& key, const std::string& table, const std::vector<std::string>& known) {
    const std::string name(key.str());
    const std::string near = nearest_name(name, known);
    std::string list;
    for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
    mistake(place(key.source()), "unknown " + (table.empty() ? "table '[" + name + "]'" : "key '" + name + "' in [" + table + "]"),
            near.empty() ? "valid here: " + list : "did you mean '" + near + "'?");
  }

  void wrong_type(const toml::node& node, const std::string& name, const std::string& wanted) {
    mistake(place(node.source()), "'" + name + "' must be " + wanted, "write it as " + wanted);
  }

  void read_document(const toml::table& document) {
    for (const auto& [key, node] : document) {
      const std::string name(key.str());
      const bool known = std::find(kTables.begin(), kTables.end(), name) != kTables.end();
      if (!known) unknown_key(key, "", kTables);
      else if (!node.is_table()) wrong_type(node, name, "a table: [" + name + "]");
      else if (name == "inputs") read_inputs(*node.as_table());
      else if (name == "tenant") read_tenant(*node.as_table());
      else read_rules(*node.as_table());
    }
    check_contradictions();
  }

  void read_inputs(const toml::table& table) {
    for (const auto& [key, node] : table) {
      if (key == "schema") reading_.policy.inputs.schema = strings(node, "inputs.schema");
      else if (key == "queries") reading_.policy.inputs.queries = strings(node, "inputs.queries");
      else unknown_key(key, "inputs", kInputKeys);
    }
  }

  std::vector<Setting> strings(const toml::node& node, const std::string& name) {
    std::vector<Setting> values;
    if (const auto* one = node.as_string()) {
      values.push_back({one->get(), place(node.source())});
      return values;
    }
    if (!node.is_array()) {
      wrong_type(node, name, "a list of strings");
      return values;
    }
    for (const toml::node& element : *node.as_array()) {
      if (const auto* text = element.as_string()) values.push_back({text->get(), place(element.source())});
      else wrong_type(element, name, "a list of strings");
    }
    for (size_t i = 0; i < values.size(); ++i)
      for (size_t j = 0; j < i; ++j)
        if (values[i].value == values[j].value) mistake(values[i].at, "'" + values[i].value + "' stands twice in " + name, "remove one of them");
    return values;
  }

  // A flat list is one level; nested lists are levels.
  std::vector<std::vector<Setting>> levels(const toml::node& node, const std::string& name) {
    std::vector<std::vector<Setting>> made;
    const toml::array* array = node.as_array();
    const bool nested = array != nullptr && !array->empty() && array->front().is_array();
    if (!nested) {
      std::vector<Setting> level = strings(node, name);
      if (!level.empty()) made.push_back(std::move(level));
      else if (array != nullptr && array->empty()) mistake(place(node.source()), "'" + name + "' is empty", "name at least one, or leave the key out");
      return made;
    }
    for (const toml::node& level : *array) made.push_back(strings(level, name));
    return made;
  }

  void read_tenant(const toml::table& table) {
    Policy::Tenant& tenant = reading_.policy.tenant;
    for (const auto& [key, node] : table) {
      if (key == "model") read_model(node);
      else if (key == "root") {
        if (const auto* root = node.as_string()) tenant.root = Setting{root->get(), place(node.source())};
        else wrong_type(node, "tenant.root", "a table's name");
      } else if (key == "keys") tenant.keys = levels(node, "tenant.keys");
      else if (key == "terms") tenant.terms = levels(node, "tenant.terms");
      else if (key == "shared") tenant.shared = strings(node, "tenant.shared");
      else if (key == "tables") {
        if (node.is_table()) read_overrides(*node.as_table());
        else wrong_type(node, "tenant.tables", "a table: [tenant.tables]");
      } else unknown_key(key, "tenant", kTenantKeys);
    }
  }

  void read_model(const toml::node& node) {
    const auto* model = node.as_string();
    if (model != nullptr && model->get() == "row") return;
    if (model != nullptr && model->get() == "schema") {
      reading_.policy.tenant.model = TenantModel::kSchema;
      mistake(place(node.source()), "model \"schema\" is not proved by this version", "this version proves model \"row\" only");
      return;
    }
    mistake(place(node.source()), "'tenant.model' must be \"row\" or \"schema\"", "row: a tenant key in each table; schema: one schema a tenant");
  }

  void read_overrides(const toml::table& table) {
    for (const auto& [key, node] : table) {
      const toml::node* value = &node;
      if (const toml::table* entry = node.as_table()) {
        for (const auto& [name, inner] : *entry)
          if (name != "owner") unknown_key(name, "tenant.tables." + std::string(key.str()), {"owner"});
        value = entry->get("owner");
        if (value == nullptr) {
          mistake(place(node.source()), "'" + std::string(key.str()) + "' says nothing", "write { owner = \"via deal_id\" }");
          continue;
        }
      }
      if (const auto* text = value->as_string()) read_override(std::string(key.str()), text->get(), place(value->source()));
      else wrong_type(*value, "owner", "a string such as \"via deal_id\"");
    }
  }

  void read_override(const std::string& table, const std::string& text, Place at) {
    OwnerOverride said;
    said.at = at;
    const size_t space = text.find(' ');
    const std::string kind = text.substr(0, space);
    std::string rest = space == std::string::npos ? std::string() : text.substr(space + 1);
    std::replace(rest.begin(), rest.end(), ',', ' ');
    size_t begin = 0;
    while ((begin = rest.find_first_not_of(' ', begin)) != std::string::npos) {
      const size_t end = std::min(rest.find(' ', begin), rest.size());
      said.columns.push_back(rest.substr(begin, end - begin));
      begin = end;
    }
    const std::pair<std::string_view, OwnerOverride::Kind> kinds[] = {{"root", OwnerOverride::Kind::kRoot}, {"key", OwnerOverride::Kind::kKey},
                                                                     {"via", OwnerOverride::Kind::kVia}, {"mixed", OwnerOverride::Kind::kMixed},
                                                                     {"shared", OwnerOverride::Kind::kShared}};
    for (const auto& [name, value] : kinds)
      if (kind == name) {
        said.kind = value;
        const bool wants = value == OwnerOverride::Kind::kKey || value == OwnerOverride::Kind::kVia || value == OwnerOverride::Kind::kMixed;
        if (wants != !said.columns.empty()) break;
        reading_.policy.tenant.tables[table] = said;
        return;
      }
    mistake(at, "'" + text + "' is no owner", "one of: root, key COLUMN, via COLUMN, mixed COLUMN, shared");
  }

  void read_rules(const toml::table& table) {
    for (const auto& [key, node] : table) {
      const std::string id(key.str());
      if (!rule_ids_.empty() && std::find(rule_ids_.begin(), rule_ids_.end(), id) == rule_ids_.end()) {
        const std::string near = nearest_name(id, rule_ids_);
        mistake(place(key.source()), "unknown rule '" + id + "'", near.empty() ? "`ringfence rules` lists them" : "did you mean '" + near + "'?");
        continue;
      }
      const auto* word = node.as_string();
      const auto severity = word == nullptr ? std::nullopt : severity_from(word->get());
      if (severity) reading_.policy.rules[id] = {*severity, place(node.source())};
      else mistake(place(node.source()), "'" + id + "' must be error, warning, note, audit or off", [&] {
        const std::string near = word == nullptr ? std::string() : nearest_name(word->get(), kSeverities);
        return near.empty() ? std::string("write it as a string: \"warning\"") : "did you mean \"" + near + "\"?";
      }());
    }
  }

  void check_contradictions() {
    const Policy::Tenant& tenant = reading_.policy.tenant;
    for (const Setting& shared : tenant.shared) {
      if (tenant.root && shared.value == tenant.root->value) mistake(shared.at, "'" + shared.value + "' is both the root and shared", "remove it from shared");
      if (const auto said = tenant.tables.find(shared.value); said != tenant.tables.end() && said->second.kind != OwnerOverride::Kind::kShared)
        mistake(shared.at, "'" + shared.value + "' is shared here and owned in [tenant.tables]", "keep one of the two");
    }
    for (size_t a = 0; a < tenant.keys.size(); ++a)
      for (size_t b = 0; b < a; ++b)
        for (const Setting& one : tenant.keys[a])
          for (const Setting& other : tenant.keys[b])
            if (one.value == other.value) mistake(one.at, "'" + one.value + "' is a key of two levels", "a column is the key of one level");
    if (tenant.terms.size() > 1 && tenant.terms.size() != tenant.keys.size())
      mistake(tenant.terms[0].empty() ? Place{source_.get(), {0, 1}} : tenant.terms[0][0].at,
              "terms has " + std::to_string(tenant.terms.size()) + " levels, keys has " + std::to_string(tenant.keys.size()),
              "give one list of terms for each level of keys, or a flat list for all");
  }

  SourcePtr source_;
  const std::vector<std::string>& rule_ids_;
  PolicyReading reading_;
};

bool same_folded(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

PolicyReading read_policy(SourcePtr toml, const std::string& folder, const std::vector<std::string>& rule_ids) {
  return PolicyReader(std::move(toml), rule_ids).read(folder);
}

std::vector<PolicyMistake> check_policy(const Policy& policy, const Catalog& catalog) {
  std::vector<PolicyMistake> mistakes;
  std::vector<std::string> names;
  std::vector<std::string> columns;
  for (const auto& table : catalog.tables) {
    names.push_back(table->display_name());
    for (const Column& column : table->columns) columns.push_back(column.name);
  }
  const auto find = [&](const std::string& name) -> const Table* {
    for (const auto& table : catalog.tables)
      if (same_folded(table->name, name) || same_folded(table->schema + "." + table->name, name)) return table.get();
    return nullptr;
  };
  const auto want_table = [&](const std::string& name, Place at) {
    if (find(name) != nullptr) return;
    const std::string near = nearest_name(name, names);
    mistakes.push_back({at, "the schema has no table '" + name + "'", near.empty() ? "`ringfence catalog` lists the tables" : "did you mean '" + near + "'?"});
  };
  if (policy.tenant.root) want_table(policy.tenant.root->value, policy.tenant.root->at);
  for (const Setting& shared : policy.tenant.shared) want_table(shared.value, shared.at);
  for (const auto& [name, said] : policy.tenant.tables) {
    want_table(name, said.at);
    const Table* table = find(name);
    if (table == nullptr) continue;
    for (const std::string& column : said.columns)
      if (table->column_index(column) < 0) mistakes.push_back({said.at, "'" + name + "' has no column '" + column + "'", "name a column of the table"});
    const bool leads = std::any_of(table->foreign_keys.begin(), table->foreign_keys.end(), [&](const ForeignKey& key) {
      return std::any_of(key.columns.begin(), key.columns.end(), [&](int c) {
        return !said.columns.empty() && table->columns[static_cast<size_t>(c)].name == said.columns[0];
      });
    });
    if (said.kind == OwnerOverride::Kind::kVia && !leads)
      mistakes.push_back({said.at, "no foreign key of '" + name + "' has that column", "via needs a column with a foreign key"});
  }
  for (const auto& level : policy.tenant.keys) {
    const bool any = std::any_of(level.begin(), level.end(), [&](const Setting& key) { return std::find(columns.begin(), columns.end(), key.value) != columns.end(); });
    if (any || level.empty() || catalog.tables.empty()) continue;
    const std::string near = nearest_name(level[0].value, columns);
    mistakes.push_back({level[0].at, "no table has a column '" + level[0].value + "'", near.empty() ? "name the columns that hold the tenant" : "did you mean '" + near + "'?"});
  }
  return mistakes;
}

std::string find_policy_file(const std::string& folder) {
  std::error_code error;
  std::filesystem::path at = std::filesystem::absolute(folder, error).lexically_normal();
  while (!at.empty()) {
    // "Not there" counts as an error for is_regular_file; it is none for us.
    if (std::filesystem::is_regular_file(at / "ringfence.toml", error)) return (at / "ringfence.toml").string();
    if (!at.has_parent_path() || at == at.parent_path()) break;
    at = at.parent_path();
  }
  return {};
}

}  // namespace ringfence
