// One entry of `[tenant] terms`: what counts as the current tenant.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lint/policy/complaint.h"

namespace ringfence::policy {

struct TermReading {
  /// As the prover compares it: without casts and outer parentheses, and a parameter in one of the spellings `$1`,
  /// `@name`, `:name`, `${name}`, `#{name}`, `%(name)s`, or `ANY(…)` of those. As written where there
  /// is a complaint: it matches nothing then, which proves too little rather than too much.
  std::string value;
  std::optional<Complaint> complaint;
};

TermReading read_term(std::string_view written);

}  // namespace ringfence::policy
