// Random schemas with the policy that says who owns what: keys of one or two levels, composite keys, tables that hang
// on others, rows that everybody shares, views.
#pragma once

#include <string>
#include <vector>

#include "tests/oracle/choices.h"

namespace ringfence::tests {

/// What statements can do with a column: ids are compared with ids, numbers counted.
enum class ValueType : uint8_t { kId, kNumber, kText };

struct ColumnShape {
  std::string name;
  ValueType type = ValueType::kId;
  int level = -1;         ///< Of the tenant key, from 0; -1: no part of it.
  std::string refers_to;  ///< The table whose `id` it holds.
  bool nullable = false;
};

struct TableShape {
  enum class Ownership : uint8_t { kRoot, kDirect, kVia, kMixed, kShared };
  std::string name;
  Ownership ownership = Ownership::kDirect;
  bool is_view = false;
  bool single_key = false;     ///< `id` alone is unique.
  bool composite_key = false;  ///< (org_id, id) is unique.
  bool text_key = false;       ///< (org_id, s) is unique.
  std::vector<ColumnShape> columns;
  std::string via;  ///< kVia: the column that leads to the owner.

  bool is_owned() const { return ownership != Ownership::kShared; }
  const ColumnShape* column(const std::string& name) const;
};

struct RandomCatalog {
  std::string ddl;
  std::string policy;              ///< Text of a ringfence.toml.
  std::string id_type;             ///< Of all ids, as DDL spells it.
  std::vector<std::string> terms;  ///< What stands for the tenant at each level: "$1", "current_setting(…)::int8".
  bool terms_are_parameters = true;
  std::vector<TableShape> tables;  ///< Views too; the root is first.
};

RandomCatalog random_catalog(Choices& choices);

}  // namespace ringfence::tests
