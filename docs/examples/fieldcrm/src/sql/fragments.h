#pragma once

#include <string>

namespace fieldcrm::sql {

enum class Sort { kNewest, kOldest, kName, kAmount };

/// The condition that every statement over owned rows needs; `$1` is the organization throughout this service.
inline std::string tenant_filter(const std::string& alias) { return alias + ".org_id = $1"; }

/// Both levels: `$2` is the branch.
inline std::string branch_filter(const std::string& alias) {
  return alias + ".org_id = $1 AND " + alias + ".branch_id = $2";
}

/// Text of our own for every member of the enumeration: nothing of the client's gets into the statement.
inline std::string order_by(Sort sort, const std::string& alias) {
  switch (sort) {
    case Sort::kNewest: return " ORDER BY " + alias + ".created_at DESC";
    case Sort::kOldest: return " ORDER BY " + alias + ".created_at";
    case Sort::kName: return " ORDER BY " + alias + ".name";
    case Sort::kAmount: return " ORDER BY " + alias + ".amount DESC";
  }
  return "";
}

/// Numbers, not text.
inline std::string page(int size, int skip) {
  return " LIMIT " + std::to_string(size) + " OFFSET " + std::to_string(skip);
}

/// `$4`
inline std::string placeholder(size_t number) { return "$" + std::to_string(number); }

}  // namespace fieldcrm::sql
