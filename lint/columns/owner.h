// What a table or a class is about.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/columns/lexicon.h"

namespace ringfence::columns {

struct Owner {
  Words words;
  std::set<std::string> groups;  ///< "person", "message", … of rules/knowledge/columns/owners.toml.

  bool is_one_of(const std::vector<std::string>& wanted) const;
};

Owner owner_of(std::string_view name);

/// The groups of one word or phrase.
const std::set<std::string>& groups_of(const std::string& phrase);

}  // namespace ringfence::columns
