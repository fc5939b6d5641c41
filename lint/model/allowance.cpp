// What `[personal] allow` lets leave.
#include <algorithm>

#include "ringfence/policy.h"

namespace ringfence {

namespace {

// "contact" is every category that begins with it.
bool is_of(std::string_view category, std::string_view allowed) {
  return allowed == "*" || category == allowed ||
         (category.size() > allowed.size() && category.starts_with(allowed) && category[allowed.size()] == '.');
}

// "billing::*" or a name, from the right as far as it takes.
bool is_component(std::string_view function, std::string_view pattern) {
  if (pattern.empty() || pattern == "*") return true;
  const std::string inside = "::" + std::string(pattern.substr(0, pattern.size() - (pattern.ends_with("*") ? 1 : 0)));
  const std::string name = "::" + std::string(function);
  return pattern.ends_with("*") ? name.find(inside) != std::string::npos : name.ends_with(inside);
}

}  // namespace

bool Policy::Personal::allows(std::string_view category, std::string_view sink, std::string_view function) const {
  return std::any_of(allow.begin(), allow.end(), [&](const Allowance& one) {
    return one.sink == sink && is_of(category, one.category) && is_component(function, one.component);
  });
}

}  // namespace ringfence
