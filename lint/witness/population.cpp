#include "lint/witness/population.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/witness/scratch_schema.h"

namespace ringfence::witness {

namespace {

constexpr int kTenants = 4;
constexpr int kTenantNumbers = 5;
constexpr int kValues = 3;  // Few values, so that rows meet.
constexpr int kIds = 7;
constexpr int kAttempts = 12;
constexpr int kShared = -1;

bool is_number(std::string_view type) {
  return type == "int2" || type == "int4" || type == "int8" || type == "numeric" || type == "float4" ||
         type == "float8" || type == "oid" || type == "money";
}

class Populating {
 public:
  Populating(const SchemaPart& part, const PopulationOptions& options, uint64_t seed)
      : part_(part), options_(options), random_(seed) {}

  PopulationPair run() {
    pair_.crossing = options_.crossing;
    choose_tenants();
    for (const Table* table : insertion_order(part_)) fill(*table);
    return std::move(pair_);
  }

 private:
  enum Side { kBoth, kFirst, kSecond };

  int draw(int below) { return static_cast<int>(random_() % static_cast<uint64_t>(below)); }
  bool chance(int percent) { return draw(100) < percent; }

  // With several levels, tenants share their first level or their second: (1, 1), (1, 2), (2, 1), (2, 2). The tenant
  // itself is in both databases, others in one or in both.
  void choose_tenants() {
    const std::string type = key_type();
    std::vector<int> numbers;
    for (int number = 1; number <= kTenantNumbers; ++number) numbers.insert(numbers.begin() + draw(number), number);
    for (int tenant = 0; tenant < kTenants; ++tenant) {
      std::vector<std::string> levels;
      for (int level = 0; level < part_.catalog->levels; ++level) {
        const int choice = part_.catalog->levels == 1 ? tenant : level == 0 ? tenant / 2 : tenant % 2;
        levels.push_back(value_of(type, numbers[static_cast<size_t>(choice)]));
      }
      pair_.tenants.push_back(std::move(levels));
      presence_.push_back(tenant == 0 || (options_.crossing && tenant == 1) || chance(40) ? kBoth
                          : chance(50)                                                    ? kFirst
                                                                                          : kSecond);
    }
  }

  std::string key_type() const {
    for (const Table* table : part_.tables)
      for (const int key : table->ownership.keys)
        if (table->is_owned() && key >= 0) return table->columns[static_cast<size_t>(key)].type;
    return "int8";
  }

  void fill(const Table& table) {
    if (!table.is_owned()) return add_many(table, kShared, kBoth, 1 + draw(3));
    if (table.ownership.owner_class == OwnerClass::kRoot) {
      add(table, 0, kBoth);
      for (int tenant = 1; tenant < kTenants; ++tenant) {
        if (is_in(tenant, kFirst)) add(table, tenant, kFirst);
        if (is_in(tenant, kSecond)) add(table, tenant, kSecond);
      }
      return;
    }
    add_many(table, 0, kBoth, draw(4));
    if (table.ownership.owner_class == OwnerClass::kMixed && chance(60)) add_many(table, kShared, kBoth, 1);
    if (options_.crossing) add_reachable(table);
    // What asks whether anybody has a row is answered differently where one database has none.
    const Side without = chance(85) ? kBoth : chance(50) ? kFirst : kSecond;
    for (int tenant = 1; tenant < kTenants; ++tenant) {
      if (is_tenants_own(table, tenant)) continue;
      if (is_in(tenant, kFirst) && without != kFirst) add_many(table, tenant, kFirst, draw(4));
      if (is_in(tenant, kSecond) && without != kSecond) add_many(table, tenant, kSecond, draw(4));
    }
    if (is_crowded(table) && !is_tenants_own(table, 1) && chance(50))
      add_many(table, 1, is_in(1, kFirst) ? kFirst : kSecond, options_.crowd);
  }

  bool is_crowded(const Table& table) const {
    return std::find(options_.crowded.begin(), options_.crowded.end(), &table) != options_.crowded.end();
  }

  bool is_in(int tenant, Side side) const {
    const Side presence = presence_[static_cast<size_t>(tenant)];
    return presence == kBoth || presence == side;
  }

  // Where the table lacks the level in which two tenants differ, a row of one is a row of the other.
  bool is_same_owner(const Table& table, int a, int b) const {
    if (a == b) return true;
    if (table.ownership.owner_class == OwnerClass::kVia && !table.ownership.parents.empty())
      return is_same_owner(*table.foreign_keys[static_cast<size_t>(table.ownership.parents[0])].target, a, b);
    const std::vector<int>& keys = table.ownership.keys;
    if (keys.empty() || a < 0 || b < 0) return false;
    const std::vector<std::string>& one = pair_.tenants[static_cast<size_t>(a)];
    const std::vector<std::string>& other = pair_.tenants[static_cast<size_t>(b)];
    for (size_t level = 0; level < keys.size() && level < one.size(); ++level)
      if (keys[level] >= 0 && one[level] != other[level]) return false;
    return true;
  }

  bool is_tenants_own(const Table& table, int tenant) const { return is_same_owner(table, tenant, 0); }

  void add_many(const Table& table, int owner, Side side, int count) {
    for (int i = 0; i < count; ++i) add(table, owner, side);
  }

  std::set<int> referred_columns(const Table& table) const {
    std::set<int> columns;
    for (const Table* other : part_.tables)
      for (const ForeignKey& key : other->foreign_keys)
        if (key.target == &table) columns.insert(key.target_columns.begin(), key.target_columns.end());
    return columns;
  }

  // Another tenant's row that is there in both databases under the same id, and is otherwise another one: what a
  // reference that crosses tenants leads to.
  void add_reachable(const Table& table) {
    const int owner = chance(60) ? 1 : 1 + draw(kTenants - 1);
    if (is_tenants_own(table, owner) || presence_[static_cast<size_t>(owner)] != kBoth || !add(table, owner, kFirst))
      return;
    const StoredRow made = pair_.first.back();
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      StoredRow twin = make(table, made.owner, kSecond);
      for (const int column : referred_columns(table))
        twin.values[static_cast<size_t>(column)] = made.values[static_cast<size_t>(column)];
      if (!complete_ || clashes(twin, pair_.second)) continue;
      pair_.second.push_back(twin);
      reachable_[&table].push_back(twin);
      return;
    }
    pair_.first.pop_back();
  }

  bool add(const Table& table, int owner, Side side) {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const StoredRow row = make(table, owner, side);
      if (!complete_) continue;
      if ((side != kSecond && clashes(row, pair_.first)) || (side != kFirst && clashes(row, pair_.second))) continue;
      if (side != kSecond) pair_.first.push_back(row);
      if (side != kFirst) pair_.second.push_back(row);
      return true;
    }
    return false;
  }

  StoredRow make(const Table& table, int owner, Side side) {
    StoredRow row;
    row.table = &table;
    row.owner = owner;
    complete_ = true;
    for (size_t i = 0; i < table.columns.size(); ++i) row.values.push_back(plain_value(table, static_cast<int>(i)));
    for (size_t k = 0; k < table.foreign_keys.size(); ++k) refer(row, static_cast<int>(k), side);
    if (owner != kShared)
      for (size_t level = 0; level < table.ownership.keys.size(); ++level)
        if (const int key = table.ownership.keys[level]; key >= 0)
          row.values[static_cast<size_t>(key)] = pair_.tenants[static_cast<size_t>(owner)][level];
    if (owner != kShared) set_level_ids(row);
    if (owner == kShared)
      for (const int key : table.ownership.keys)
        if (key >= 0) row.values[static_cast<size_t>(key)] = std::nullopt;
    return row;
  }

  // `branches.id` is what `branch_id`, a level of the key, refers to: it takes the values that the level has.
  void set_level_ids(StoredRow& row) {
    const int tenant = draw(kTenants);
    const int owner = is_same_owner(*row.table, tenant, row.owner) ? tenant : row.owner;
    for (const Table* table : part_.tables)
      for (const ForeignKey& key : table->foreign_keys) {
        if (key.target != row.table || row.table->ownership.owner_class == OwnerClass::kRoot) continue;
        const auto& keys = table->ownership.keys;
        for (size_t i = 0; i < key.columns.size() && i < key.target_columns.size(); ++i)
          for (size_t level = 1; level < keys.size(); ++level)
            if (keys[level] == key.columns[i])
              row.values[static_cast<size_t>(key.target_columns[i])] = pair_.tenants[static_cast<size_t>(owner)][level];
      }
  }

  Value plain_value(const Table& table, int index) {
    const Column& column = table.columns[static_cast<size_t>(index)];
    if (column.generated || (!column.not_null && chance(12))) return std::nullopt;
    if (column.type.ends_with("[]"))
      return chance(50) ? "{}" : array_of({value_of(column.type.substr(0, column.type.size() - 2), 1 + draw(2))});
    const bool in_key = std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](const UniqueKey& key) {
      return std::find(key.columns.begin(), key.columns.end(), index) != key.columns.end();
    });
    const std::vector<std::string>& met = is_number(column.type) ? options_.numbers : options_.texts;
    if (!met.empty() &&
        (is_number(column.type) || !is_builtin_type(column.type) || column.type == "text" || column.type == "varchar" ||
         column.type == "bpchar") &&
        chance(in_key ? 20 : 50))
      return met[static_cast<size_t>(draw(static_cast<int>(met.size())))];
    const int ids = is_crowded(table) ? kIds + 4 * options_.crowd : kIds;
    return value_of(column.type, 1 + draw(in_key ? ids : kValues));
  }

  bool is_owner_path(const Table& table, int key) const {
    return table.ownership.owner_class == OwnerClass::kVia && !table.ownership.parents.empty() &&
           table.ownership.parents[0] == key;
  }

  void refer(StoredRow& row, int index, Side side) {
    const ForeignKey& key = row.table->foreign_keys[static_cast<size_t>(index)];
    if (!part_.contains(key.target) || key.columns.size() != key.target_columns.size()) return;
    const auto is_key = [&](int column) {
      const auto& keys = row.table->ownership.keys;
      return std::find(keys.begin(), keys.end(), column) != keys.end();
    };
    if (std::all_of(key.columns.begin(), key.columns.end(), is_key)) return;  // The owner, set below.
    // Other tenants' rows may refer to anybody's; the tenant's own only to rows that both databases have.
    const bool free = options_.crossing && row.owner > 0 && !is_owner_path(*row.table, index);
    std::vector<const StoredRow*> targets;
    for (const StoredRow& target : side == kSecond ? pair_.second : pair_.first)
      if (target.table == key.target &&
          (is_same_owner(*key.target, target.owner, row.owner) || target.owner == kShared || free))
        targets.push_back(&target);
    const std::vector<StoredRow>& reachable = reachable_[key.target];
    if (options_.crossing && row.owner == 0 && !is_owner_path(*row.table, index) && !reachable.empty()) {
      if (chance(50)) targets.clear();
      for (const StoredRow& target : reachable) targets.push_back(&target);
    }
    const bool optional = std::any_of(key.columns.begin(), key.columns.end(), [&](int column) {
      return !row.table->columns[static_cast<size_t>(column)].not_null;
    });
    if (targets.empty() || (optional && chance(25))) {
      if (!optional) complete_ = false;
      for (const int column : key.columns)
        if (!row.table->columns[static_cast<size_t>(column)].not_null)
          row.values[static_cast<size_t>(column)] = std::nullopt;
      return;
    }
    const StoredRow& target = *targets[static_cast<size_t>(draw(static_cast<int>(targets.size())))];
    for (size_t i = 0; i < key.columns.size(); ++i)
      row.values[static_cast<size_t>(key.columns[i])] = target.values[static_cast<size_t>(key.target_columns[i])];
  }

  // What refer() chose may have been overwritten by another key's columns or the owner's.
  bool has_valid_references(const StoredRow& row, Side side) const {
    const Population& there = side == kSecond ? pair_.second : pair_.first;
    return std::all_of(row.table->foreign_keys.begin(), row.table->foreign_keys.end(), [&](const ForeignKey& key) {
      if (!part_.contains(key.target) || key.columns.size() != key.target_columns.size()) return true;
      const auto is_null = [&](int column) { return !row.values[static_cast<size_t>(column)].has_value(); };
      if (std::any_of(key.columns.begin(), key.columns.end(), is_null)) return true;
      return std::any_of(there.begin(), there.end(), [&](const StoredRow& target) {
        if (target.table != key.target) return false;
        for (size_t i = 0; i < key.columns.size(); ++i)
          if (row.values[static_cast<size_t>(key.columns[i])] !=
              target.values[static_cast<size_t>(key.target_columns[i])])
            return false;
        return true;
      });
    });
  }

  bool clashes(const StoredRow& row, const Population& there) const {
    if (!has_valid_references(row, &there == &pair_.second ? kSecond : kFirst)) return true;
    return std::any_of(row.table->unique_keys.begin(), row.table->unique_keys.end(), [&](const UniqueKey& key) {
      if (key.over_expressions || key.columns.empty()) return false;
      return std::any_of(there.begin(), there.end(), [&](const StoredRow& other) {
        return other.table == row.table && std::all_of(key.columns.begin(), key.columns.end(), [&](int column) {
                 const Value& value = row.values[static_cast<size_t>(column)];
                 return value == other.values[static_cast<size_t>(column)] &&
                        (value.has_value() || key.nulls_not_distinct);
               });
      });
    });
  }

  const SchemaPart& part_;
  const PopulationOptions& options_;
  Random random_;
  PopulationPair pair_;
  std::vector<Side> presence_;
  std::map<const Table*, std::vector<StoredRow>> reachable_;
  bool complete_ = true;  ///< The row under construction has all its NOT NULL references.
};

}  // namespace

std::string value_of(std::string_view type, int number) {
  if (is_number(type)) return std::to_string(number);
  if (type == "bool") return number % 2 == 0 ? "false" : "true";
  if (type == "uuid") return fmt::format("00000000-0000-0000-0000-{:012}", number);
  if (type == "date") return fmt::format("2026-01-{:02}", number);
  if (type == "timestamp" || type == "timestamptz") return fmt::format("2026-01-{:02} 00:00:00", number);
  if (type == "time" || type == "timetz") return fmt::format("{:02}:00:00", number);
  if (type == "interval") return fmt::format("{} days", number);
  if (type == "json" || type == "jsonb") return fmt::format("{{\"a\": {}}}", number);
  if (type == "inet" || type == "cidr") return fmt::format("10.0.0.{}", number);
  if (type == "bytea") return fmt::format("\\x0{}", number);
  if (type == "xml") return fmt::format("<a>{}</a>", number);
  if (type == "macaddr") return fmt::format("08:00:2b:01:02:{:02}", number);
  if (type == "int4range" || type == "int8range") return fmt::format("[{},{})", number, number + 1);
  if (type == "point") return fmt::format("({0},{0})", number);
  if (type == "bit" || type == "varbit") return number % 2 == 0 ? "0" : "1";
  return std::string(1, static_cast<char>('a' + (number - 1) % 26));
}

std::string array_of(const std::vector<std::string>& elements) {
  std::string text;
  for (const std::string& element : elements) {
    text += text.empty() ? "{\"" : ",\"";
    for (const char c : element) text += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    text += '"';
  }
  return text.empty() ? "{}" : text + "}";
}

PopulationPair populate(const SchemaPart& part, const PopulationOptions& options, uint64_t seed) {
  return Populating(part, options, seed).run();
}

}  // namespace ringfence::witness
