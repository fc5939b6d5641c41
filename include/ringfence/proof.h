// The outcome of proving that a relation use, or a whole statement, stays inside one tenant.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/source.h"

namespace ringfence {

/// Ordered from best to worst: a statement's verdict is the worst of its parts.
enum class Verdict : uint8_t {
  kProven,       ///< Follows from the statement and the catalog.
  kConditional,  ///< Follows if foreign keys between tenant-owned tables never cross tenants.
  kUnknown,      ///< Something that we do not model stands in the way.
  kRefuted,      ///< Nothing ties the rows to the tenant, and nothing hides it from us.
};
std::string_view to_string(Verdict verdict);

/// What exactly is missing where a relation use is not proven: one gap, one rule.
enum class Gap : uint8_t {
  kNone,
  kUnscoped,             ///< Nothing at all ties it.
  kIdOnly,               ///< Found by a key the caller passes, and nothing else.
  kOptionalFilter,       ///< The scope switches itself off (`$1 IS NULL OR …`, COALESCE, CASE).
  kEscapingOr,           ///< One branch of an OR is scoped, another is not.
  kIneffectiveJoinFilter,///< The predicate stands in ON of an outer join and does not bind the preserved side.
  kLeakyWindow,          ///< LIMIT, window, DISTINCT ON or aggregate over all tenants before the scope applies.
  kPartialKey,           ///< Some level of the tenant key is not bound.
  kSetScope,             ///< Bound to a set of tenants that is not declared trusted.
  kOtherTerm,            ///< Bound to another tenant term than the rest of the statement.
  kLiteral,              ///< Bound to a literal.
  kCrossingJoin,         ///< Conditional: reached through a foreign key that does not carry the tenant key.
};
std::string_view to_string(Gap gap);

/// One step of why: "d.org_id = $1 (WHERE)", "c.id is unique, so c is the row that d.company_id references".
struct Reason {
  std::string text;
  Place at;
};

struct Proof {
  Verdict verdict = Verdict::kUnknown;
  Gap gap = Gap::kNone;
  std::string term;             ///< What binds it: "$1", "@org_id". Empty where nothing does.
  std::string detail;           ///< What the gap's rule names: the branch, the join, the LIMIT, the set, the literal, …
  Place detail_at;              ///< Where that stands.
  std::vector<Reason> reasons;  ///< Filled on request (explain), in order of the argument.
};

}  // namespace ringfence
