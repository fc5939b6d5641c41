// Schema-per-tenant: whose schema a statement reaches into; and settings that say who the tenant is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/query.h"

namespace ringfence::analysis {

/// Immutable, for all statements.
class SchemaScope {
 public:
  SchemaScope(const Catalog& catalog, const Policy& policy, bool path_is_tenants);

  /// Adds to the facts of one statement.
  void judge(const Query& query, Facts& facts) const;

 private:
  /// A tenant's schema as the statement names it; empty: by the search path.
  struct Reach {
    std::string schema;
    Place at;
  };
  enum class Kind : uint8_t { kPath, kLiteral, kHole, kTemplate };

  Kind kind_of(std::string_view schema) const;
  Reach reach_of(const Query& query, const Relation& relation) const;
  bool same_tenant(const Query& query, const Reach& a, const Reach& b) const;
  Proof proof_of(const Query& query, const Reach& reach) const;
  bool is_tenants(const NameHole& hole) const;
  void judge_relations(const Query& query, Facts& facts, std::vector<Reach>& reaches) const;
  void note_settings(const Query& query, Facts& facts, std::vector<Reach>& reaches) const;
  void note_schemas(const Query& query, const std::vector<Reach>& reaches, Facts& facts) const;

  const Catalog& catalog_;
  std::string template_;
  std::vector<std::string> settings_;  ///< That say who the tenant is.
  std::vector<std::string> names_;     ///< Of the terms that are parameters: of values that say the tenant's schema.
  bool any_term_ = true;
  bool path_is_tenants_ = false;
};

}  // namespace ringfence::analysis
