// The only roles that may have privileges.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "lint/lifecycle/conclusion.h"
#include "ringfence/wildcard.h"

namespace ringfence::lifecycle {

namespace {

std::string in_capitals(std::string text) {
  const size_t column = text.find(" (");
  std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(column == std::string::npos ? text.size() : column), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

class RoleJudge {
 public:
  RoleJudge(const Conclusion& with, const Commitment& commitment) : with_(with), commitment_(commitment) {}

  void judge() {
    const Catalog& catalog = with_.promises.catalog;
    for (const auto& one : catalog.tables) look_at(one->grants, one->display_name(), one->owner_role);
    for (const auto& one : catalog.views) look_at(one->grants, one->name, one->owner_role);
    for (const auto& one : catalog.routines) look_at(one->grants, one->name + "()", one->owner_role);
    for (const OtherGrant& one : catalog.other_grants) look_at({one.grant}, one.on, {});
    for (const DefaultGrant& one : catalog.default_grants)
      look_at({one.grant}, std::string(one.on == DefaultGrant::On::kTables ? "tables" : "functions") + " to come" + (one.schema.empty() ? "" : " in " + one.schema), {});
    for (Stray& one : strays_) with_.facts.stray_grants.push_back({promised(commitment_, {}), one.role, what(one), one.at});
    if (strays_.empty() && seen_ > 0) with_.keep(commitment_, fmt::format("{} privileges, all of the declared roles", seen_), {});
    if (strays_.empty() && seen_ == 0) with_.leave_open(commitment_, "the schema grants nothing to anybody", {});
  }

 private:
  struct Stray {
    std::string role;
    Place at;
    std::vector<std::string> privileges;
    std::vector<std::string> objects;
  };

  bool is_declared(const std::string& role) const {
    return std::any_of(commitment_.roles.begin(), commitment_.roles.end(), [&](const Setting& one) { return wildcard_matches(one.value, role); });
  }

  bool is_granted_by_default(const Grant& grant) const {
    const auto& all = with_.promises.catalog.default_grants;
    return std::any_of(all.begin(), all.end(), [&](const DefaultGrant& one) { return one.grant.role == grant.role && one.grant.declared_at == grant.declared_at; });
  }

  void look_at(const std::vector<Grant>& grants, const std::string& on, const std::string& owner) {
    for (const Grant& grant : grants) {
      // What PostgreSQL gives everybody with a new function is nobody's grant.
      if (grant.by_default && grant.role == "public" && !is_granted_by_default(grant)) continue;
      ++seen_;
      const Role* role = with_.promises.catalog.find_role(grant.role);
      if (grant.role.empty() || grant.role == owner || (grant.role != "public" && is_declared(grant.role)) || (role != nullptr && role->superuser)) continue;
      const std::string name = grant.role == "public" ? "PUBLIC" : grant.role;
      auto known = std::find_if(strays_.begin(), strays_.end(), [&](const Stray& one) { return one.role == name && one.at == grant.declared_at; });
      if (known == strays_.end()) known = strays_.insert(strays_.end(), {name, grant.declared_at, {}, {}});
      const auto add = [](std::vector<std::string>& to, std::string text) {
        if (std::find(to.begin(), to.end(), text) == to.end()) to.push_back(std::move(text));
      };
      add(known->privileges, in_capitals(grant.privilege));
      add(known->objects, on);
    }
  }

  static std::string what(const Stray& stray) {
    std::string made;
    for (const std::string& one : stray.privileges) made += (made.empty() ? "" : ", ") + one;
    made += " on " + stray.objects[0];
    if (stray.objects.size() > 1) made += fmt::format(" and {} more", stray.objects.size() - 1);
    return made;
  }

  const Conclusion& with_;
  const Commitment& commitment_;
  std::vector<Stray> strays_;
  int seen_ = 0;
};

}  // namespace

void conclude_roles(const Conclusion& with) {
  with.each([&](const Commitment& commitment) {
    if (!commitment.roles.empty()) RoleJudge(with, commitment).judge();
  });
}

}  // namespace ringfence::lifecycle
