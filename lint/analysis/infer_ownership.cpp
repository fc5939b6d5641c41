// Who owns the rows of each table. Definition: docs/isolation.md, "Owners".
#include <algorithm>
#include <cctype>
#include <map>

#include "ringfence/catalog.h"
#include "ringfence/lower_case.h"
#include "ringfence/policy.h"

namespace ringfence {

namespace {

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](unsigned char x, unsigned char y) {
           return std::tolower(x) == std::tolower(y);
         });
}

bool is_table(const Table& table, std::string_view written) {
  return same_name(table.name, written) || same_name(table.schema + "." + table.name, written);
}

std::string singular(std::string name) {
  name = lower_case(name);
  const auto ends = [&](std::string_view tail) { return name.size() > tail.size() && name.ends_with(tail); };
  if (ends("ies")) return name.substr(0, name.size() - 3) + "y";
  if (ends("sses") || ends("xes") || ends("ches") || ends("shes")) return name.substr(0, name.size() - 2);
  return ends("s") && !ends("ss") ? name.substr(0, name.size() - 1) : name;
}

class Inference {
 public:
  Inference(Catalog& catalog, const Policy& policy) : catalog_(catalog), policy_(policy) {}

  void run() {
    levels_ = std::max<size_t>(1, policy_.tenant.keys.size());
    catalog_.levels = static_cast<int>(levels_);
    find_root();
    find_tenant_schemas();
    for (const auto& table : catalog_.tables) table->ownership = {};
    for (const auto& table : catalog_.tables) {
      if (configured(*table)) table->ownership.declared = true;
      else if (!is_root(*table) && !is_in_tenant_schema(*table)) find_key(*table);
    }
    for (const auto& table : catalog_.tables) inherit_key(*table);
    find_paths();
    for (const auto& table : catalog_.tables)
      if (table->ownership.owner_class == OwnerClass::kUnclassified && table->ownership.why.empty())
        settle_rest(*table);
    for (const auto& table : catalog_.tables) names_.emplace_back(folded(singular(table->name)), table.get());
    for (const auto& table : catalog_.tables) find_references(*table);
  }

 private:
  void find_root() {
    if (!policy_.tenant.root) return;
    for (const auto& table : catalog_.tables)
      if (is_table(*table, policy_.tenant.root->value)) root_ = table.get();
  }

  void find_tenant_schemas() {
    catalog_.tenant_schemas.clear();
    if (policy_.tenant.model != TenantModel::kSchema) return;
    if (policy_.tenant.schema_template) catalog_.tenant_schemas.push_back(policy_.tenant.schema_template->value);
    for (const Setting& one : policy_.tenant.schemas) catalog_.tenant_schemas.push_back(one.value);
    for (const Setting& one : policy_.tenant.shared_schemas) catalog_.tenant_schemas.push_back("!" + one.value);
  }

  bool is_in_tenant_schema(Table& table) const {
    if (!catalog_.is_tenant_schema(table.schema)) return false;
    table.ownership.owner_class = OwnerClass::kSchema;
    table.ownership.why = "lies in a tenant's schema, '" + table.schema + "'";
    table.ownership.because = table.declared_at;
    return true;
  }

  static int primary_column(const Table& table) {
    for (const UniqueKey& key : table.unique_keys)
      if (key.primary && key.columns.size() == 1) return key.columns[0];
    return -1;
  }

  bool is_root(Table& table) {
    if (&table != root_) return false;
    own(table, OwnerClass::kRoot, primary_column(table), 0, "the tenant table itself", table.declared_at);
    return true;
  }

  void own(Table& table, OwnerClass owner_class, int column, size_t level, std::string why, Place because) {
    Ownership& ownership = table.ownership;
    ownership.owner_class = owner_class;
    ownership.keys.resize(levels_, -1);
    ownership.keys[level] = column;
    ownership.why = std::move(why);
    ownership.because = because;
  }

  // What a person says wins over what the schema suggests.
  bool configured(Table& table) {
    for (const auto& [name, said] : policy_.tenant.tables)
      if (is_table(table, name)) return apply(table, said);
    for (const Setting& shared : policy_.tenant.shared)
      if (is_table(table, shared.value)) {
        table.ownership.owner_class = OwnerClass::kShared;
        table.ownership.why = "listed in [tenant] shared";
        table.ownership.because = shared.at;
        return true;
      }
    return false;
  }

  bool apply(Table& table, const OwnerOverride& said) {
    Ownership& ownership = table.ownership;
    ownership.because = said.at;
    ownership.why = "said in [tenant.tables]";
    switch (said.kind) {
      case OwnerOverride::Kind::kShared: ownership.owner_class = OwnerClass::kShared; return true;
      case OwnerOverride::Kind::kRoot:
        own(table, OwnerClass::kRoot, primary_column(table), 0, "said in [tenant.tables]", said.at);
        return true;
      case OwnerOverride::Kind::kKey:
      case OwnerOverride::Kind::kMixed:
        for (size_t level = 0; level < said.columns.size() && level < levels_; ++level)
          own(table, said.kind == OwnerOverride::Kind::kKey ? OwnerClass::kDirect : OwnerClass::kMixed,
              table.column_index(said.columns[level]), level, "said in [tenant.tables]", said.at);
        return true;
      case OwnerOverride::Kind::kVia:
        for (size_t k = 0; k < table.foreign_keys.size(); ++k)
          for (const int column : table.foreign_keys[k].columns)
            if (std::find(said.columns.begin(), said.columns.end(), table.columns[static_cast<size_t>(column)].name) !=
                said.columns.end())
              ownership.parents.push_back(static_cast<int>(k));
        ownership.parents.erase(std::unique(ownership.parents.begin(), ownership.parents.end()),
                                ownership.parents.end());
        ownership.nearest_parents = static_cast<int>(ownership.parents.size());
        if (ownership.parents.empty()) return false;
        ownership.owner_class = OwnerClass::kVia;
        return true;
    }
    return false;
  }

  // The first spelling that the table has; one that is NOT NULL goes before one that may be NULL.
  int key_of_level(const Table& table, size_t level) const {
    int nullable = -1;
    for (const Setting& spelling : policy_.tenant.keys[level]) {
      const int column = table.column_index(spelling.value);
      if (column < 0) continue;
      if (table.columns[static_cast<size_t>(column)].not_null) return column;
      if (nullable < 0) nullable = column;
    }
    return nullable;
  }

  void find_key(Table& table) {
    bool any_nullable = false;
    for (size_t level = 0; level < policy_.tenant.keys.size(); ++level)
      if (const int column = key_of_level(table, level); column >= 0) {
        const Column& key = table.columns[static_cast<size_t>(column)];
        any_nullable = any_nullable || !key.not_null;
        own(table, any_nullable ? OwnerClass::kMixed : OwnerClass::kDirect, column, level,
            "owned through its column '" + key.name + "'", key.declared_at);
      }
    if (table.ownership.owner_class == OwnerClass::kUnclassified) find_reference(table);
  }

  // A column that references the tenant table is a tenant key, whatever its name.
  void find_reference(Table& table) {
    int best = -1;
    int best_score = -1;
    for (const ForeignKey& key : table.foreign_keys) {
      if (root_ == nullptr || key.target != root_ || key.columns.size() != 1) continue;
      const Column& column = table.columns[static_cast<size_t>(key.columns[0])];
      const int score = (column.not_null ? 2 : 0) + (same_name(column.name, singular(root_->name) + "_id") ? 1 : 0);
      if (score > best_score) {
        best_score = score;
        best = key.columns[0];
      }
    }
    if (best < 0) return;
    const Column& column = table.columns[static_cast<size_t>(best)];
    own(table, column.not_null ? OwnerClass::kDirect : OwnerClass::kMixed, best, 0,
        "references " + root_->name + " through '" + column.name + "'", column.declared_at);
  }

  void inherit_key(Table& table) {
    if (table.ownership.owner_class != OwnerClass::kUnclassified || !table.ownership.why.empty()) return;
    for (const Table* parent : table.parents) {
      const Ownership& theirs = parent->ownership;
      if (theirs.owner_class != OwnerClass::kDirect && theirs.owner_class != OwnerClass::kMixed) continue;
      for (size_t level = 0; level < theirs.keys.size(); ++level) {
        if (theirs.keys[level] < 0) continue;
        const int column = table.column_index(parent->columns[static_cast<size_t>(theirs.keys[level])].name);
        if (column >= 0)
          own(table, theirs.owner_class, column, level, "inherits from " + parent->name, table.declared_at);
      }
    }
  }

  // Breadth first from the tables that have a key: the shortest way of NOT NULL foreign keys to an owner.
  void find_paths() {
    std::map<const Table*, int> distance;
    for (const auto& table : catalog_.tables)
      if (table->is_owned()) distance[table.get()] = 0;
    for (int hops = 1; hops <= 16; ++hops) {
      std::vector<Table*> found;
      for (const auto& table : catalog_.tables) {
        if (distance.contains(table.get()) || !table->ownership.why.empty() || table->is_owned()) continue;
        const bool reaches =
            std::any_of(table->foreign_keys.begin(), table->foreign_keys.end(),
                        [&](const ForeignKey& key) { return is_path(*table, key) && distance.contains(key.target); });
        if (reaches) found.push_back(table.get());
      }
      for (Table* table : found) distance[table] = hops;
      if (found.empty()) break;
    }
    for (const auto& table : catalog_.tables)
      if (const auto at = distance.find(table.get()); at != distance.end() && at->second > 0)
        settle_path(*table, distance);
  }

  static bool is_path(const Table& table, const ForeignKey& key) {
    return key.target != nullptr && key.target != &table &&
           std::all_of(key.columns.begin(), key.columns.end(),
                       [&](int column) { return table.columns[static_cast<size_t>(column)].not_null; });
  }

  void settle_path(Table& table, const std::map<const Table*, int>& distance) {
    Ownership& ownership = table.ownership;
    std::vector<std::pair<int, int>> ways;
    for (size_t k = 0; k < table.foreign_keys.size(); ++k)
      if (const ForeignKey& key = table.foreign_keys[k]; is_path(table, key) && distance.contains(key.target))
        ways.emplace_back(distance.at(key.target), static_cast<int>(k));
    std::stable_sort(ways.begin(), ways.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [far, key] : ways) {
      ownership.parents.push_back(key);
      ownership.nearest_parents += far == ways[0].first ? 1 : 0;
    }
    const ForeignKey& nearest = table.foreign_keys[static_cast<size_t>(ownership.parents[0])];
    const Column& column = table.columns[static_cast<size_t>(nearest.columns[0])];
    ownership.owner_class = OwnerClass::kVia;
    ownership.why = "'" + column.name + "' (NOT NULL) leads to " + nearest.target->name;
    ownership.because = column.declared_at;
  }

  void settle_rest(Table& table) {
    for (const ForeignKey& key : table.foreign_keys) {
      if (key.target == nullptr || !key.target->is_owned() || key.target == &table) continue;
      const Column& column = table.columns[static_cast<size_t>(key.columns[0])];
      table.ownership.why = "its only way to an owner, '" + column.name + "', may be NULL";
      table.ownership.because = column.declared_at;
      return;
    }
    table.ownership.owner_class = OwnerClass::kShared;
    table.ownership.why = "nothing in it leads to an owner";
    table.ownership.because = table.declared_at;
  }

  static std::string folded(std::string_view name) {
    std::string made;
    for (const char c : name)
      if (c != '_') made += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return made;
  }

  static bool is_surrogate(const Table& table, int index) {
    const Column& column = table.columns[static_cast<size_t>(index)];
    const bool id_type =
        column.type == "uuid" || column.type == "int4" || column.type == "int8" || column.type == "int2";
    if (!id_type || !column.not_null) return false;
    if (index == primary_column(table)) return true;
    // `id` in a longer primary key (id, inserted_at): one entity over time. With the tenant key in it, it is a number
    // that every tenant counts for itself.
    const auto& tenant = table.ownership.keys;
    for (const UniqueKey& key : table.unique_keys) {
      const auto contains = [&](int wanted) {
        return std::find(key.columns.begin(), key.columns.end(), wanted) != key.columns.end();
      };
      const bool per_tenant =
          std::any_of(tenant.begin(), tenant.end(), [&](int column) { return column >= 0 && contains(column); });
      if (key.primary && same_name(column.name, "id") && contains(index) && !per_tenant) return true;
    }
    const bool makes_uuid = column.default_text.find("uuid") != std::string::npos;
    return column.has_default && same_name(column.name, "id") &&
           (makes_uuid || column.default_text.empty() || column.default_text.find("nextval") != std::string::npos);
  }

  // Large systems leave foreign keys out. What is named like a reference to an owned table is taken for one where the
  // question is only whether references cross tenants.
  void find_references(Table& table) {
    table.reference_columns.clear();
    for (size_t i = 0; i < table.columns.size(); ++i) {
      Column& column = table.columns[i];
      const int index = static_cast<int>(i);
      column.surrogate = is_surrogate(table, index);
      column.implied_target = nullptr;
      const std::string name = folded(column.name);
      if (column.surrogate || name.ends_with("id")) table.reference_columns.push_back(index);
      const auto& keys = table.ownership.keys;
      if (name.size() < 5 || !name.ends_with("id") || std::find(keys.begin(), keys.end(), index) != keys.end())
        continue;
      const std::string stem = name.substr(0, name.size() - 2);
      // The table with the least in front of the stem: v1_task rather than v1_dag_to_task for task_id.
      const Table* target = nullptr;
      size_t shortest = std::string::npos;
      for (const auto& [candidate_name, candidate] : names_) {
        if (!candidate_name.ends_with(stem) || candidate_name.size() >= shortest) continue;
        shortest = candidate_name.size();
        target = candidate;
      }
      if (target != nullptr && target->is_owned() && target != root_) column.implied_target = target;
    }
  }

  Catalog& catalog_;
  const Policy& policy_;
  std::vector<std::pair<std::string, const Table*>> names_;
  const Table* root_ = nullptr;
  size_t levels_ = 1;
};

constexpr std::string_view kKeyNames[] = {"organization_id", "organisation_id", "org_id",       "tenant_id",
                                          "tenantid",        "account_id",      "workspace_id", "company_id",
                                          "team_id",         "customer_id",     "client_id",    "organizationid",
                                          "orgid",           "workspaceid",     "accountid"};

}  // namespace

void infer_ownership(Catalog& catalog, const Policy& policy) {
  Inference(catalog, policy).run();
  catalog.index();
}

TenantGuess guess_tenant(const Catalog& catalog) {
  TenantGuess guess;
  std::map<std::string, int> spellings;
  std::map<std::string, int> roots;
  for (const auto& table : catalog.tables) {
    for (const ForeignKey& key : table->foreign_keys) {
      if (key.target == nullptr || key.target == table.get() || key.columns.size() != 1) continue;
      const std::string& column = table->columns[static_cast<size_t>(key.columns[0])].name;
      for (size_t rank = 0; rank < std::size(kKeyNames); ++rank)
        if (same_name(column, kKeyNames[rank])) roots[key.target->name] += 10 + (rank < 6 ? 2 : 0);
    }
    for (const Column& column : table->columns)
      for (const std::string_view name : kKeyNames)
        if (same_name(column.name, name)) ++spellings[column.name];
  }
  int best = 0;
  for (const auto& [root, score] : roots)
    if (score > best) {
      best = score;
      guess.root = root;
    }
  std::map<std::string, int> to_root;
  for (const auto& table : catalog.tables)
    for (const ForeignKey& key : table->foreign_keys)
      if (key.target != nullptr && key.target->name == guess.root && key.columns.size() == 1)
        ++to_root[table->columns[static_cast<size_t>(key.columns[0])].name];
  for (const auto& [column, count] : to_root)
    if (spellings.contains(column)) guess.keys.push_back(column);
  if (guess.root.empty()) {
    int most = 0;
    for (const auto& [column, count] : spellings)
      if (count > most) {
        most = count;
        guess.keys = {column};
      }
    if (most > 0) guess.why = "'" + guess.keys[0] + "' is a column of " + std::to_string(most) + " tables";
  } else {
    guess.why =
        std::to_string(best / 10) + " tables reference " + guess.root + " by a column that looks like a tenant key";
  }
  return guess;
}

}  // namespace ringfence
