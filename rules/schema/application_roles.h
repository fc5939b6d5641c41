// Which roles are the application.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "ringfence/rule.h"

namespace ringfence::schema {

/// The application has the privileges of this role, being it or a member that inherits them.
inline bool gives_application(const Facts& facts, const std::string& role) {
  std::vector<std::string> reached = facts.application_roles;
  for (size_t next = 0; next < reached.size(); ++next) {
    const Role* known = facts.catalog->find_role(reached[next]);
    if (known == nullptr || !known->inherits) continue;
    for (const std::string& of : known->member_of)
      if (std::find(reached.begin(), reached.end(), of) == reached.end()) reached.push_back(of);
  }
  return std::find(reached.begin(), reached.end(), role) != reached.end();
}

}  // namespace ringfence::schema
