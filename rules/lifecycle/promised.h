// How rules of this family name the promise that is broken.
#pragma once

#include <string>

#include "ringfence/rule.h"

namespace ringfence {

/// "aetrix/unlinked-uploads, clause 8"
inline std::string name_of(const Promised& one) { return one.commitment + (one.clause.empty() ? std::string() : ", clause " + one.clause); }

/// The finding breaks it.
inline Findings::Builder broken(Findings::Builder finding, const Promised& one, const std::string& subject) {
  finding.breaks(one.commitment).because(one.promised_at, "promised here").subject(one.commitment + " " + subject);
  return finding;
}

inline std::string listed(const std::vector<std::string>& names) {
  std::string made;
  for (const std::string& one : names) made += (made.empty() ? "" : ", ") + one;
  return made;
}

}  // namespace ringfence
