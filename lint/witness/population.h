// Two databases that agree on what one tenant owns, and on what is shared, and differ in everyone else's rows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "lint/witness/scratch_schema.h"

namespace ringfence::witness {

using Random = std::mt19937_64;

/// A column's value as PostgreSQL writes it; nothing: NULL.
using Value = std::optional<std::string>;

struct StoredRow {
  const Table* table = nullptr;
  std::vector<Value> values;  ///< By column; of generated columns nothing.
  int owner = 0;              ///< Index into PopulationPair::tenants; -1: shared.
};

/// Rows in an order in which they can be inserted.
using Population = std::vector<StoredRow>;

struct PopulationOptions {
  /// Foreign keys between owned tables may lead from the tenant's row to another tenant's.
  bool crossing = false;
  /// Values that a statement compares with, to be met now and then. By kind of type: see kind_of_type.
  std::vector<std::string> numbers;
  std::vector<std::string> texts;
  /// Tables that one other tenant fills with `crowd` rows now and then: more than a LIMIT lets through.
  std::vector<const Table*> crowded;
  int crowd = 0;
};

struct PopulationPair {
  /// The key's value at each level; the first tenant is the one that the statement runs for.
  std::vector<std::vector<std::string>> tenants;
  Population first;
  Population second;
  bool crossing = false;
};

/// Same seed, same pair, on every machine. Unique and foreign keys are respected; ids of one table turn up in others,
/// and where a key includes the tenant's also with other tenants.
PopulationPair populate(const SchemaPart& part, const PopulationOptions& options, uint64_t seed);

/// A value of `type` out of a handful: the same `number` gives the same value.
std::string value_of(std::string_view type, int number);
/// An array's text, elements quoted.
std::string array_of(const std::vector<std::string>& elements);

}  // namespace ringfence::witness
