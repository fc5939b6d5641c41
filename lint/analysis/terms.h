// What counts as the current tenant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ringfence/policy.h"
#include "ringfence/query.h"

namespace ringfence::analysis {

/// Decides, for the policy's `[tenant] terms`, which parameters and expressions of a statement are the tenant.
/// Immutable, for all statements.
class Terms {
 public:
  /// `infers_memberships`: tables that look like memberships are taken for them where none is declared.
  explicit Terms(const Policy& policy, bool infers_memberships = false);

  /// No term is declared: any one parameter (or dotted setting) may be the tenant, but only one in a statement.
  bool any() const { return any_; }
  /// `in_routine`: the parameters are a routine's own, numbered by its author and known by their names.
  bool matches_parameter(const Parameter& parameter, int level, bool in_routine) const;
  bool matches_stable(std::string_view text, int level) const;
  /// The set that a parameter holds is declared trusted: `ANY($1)`.
  bool trusts_set(const Parameter& parameter) const;
  /// Says who is signed in, as far as memberships go.
  bool is_member_term(std::string_view stable_text) const;
  /// A row of `table` with this value in `column` names a tenant of the caller's, by its own tenant key.
  bool identifies_member(const Table& table, int column, std::string_view stable_text) const;
  bool identifies_member(const Table& table, int column, const Parameter& parameter) const;
  /// A term is made by calling this function ("auth.jwt"): whoever declared it vouches for it.
  bool calls(std::string_view function) const;
  /// How to spell the tenant in advice: the statement's own spelling of a term if it has one, else the first declared.
  std::string spelling(const Query& query, int level, bool in_routine) const;

 private:
  struct Term {
    std::string text;  ///< Canonical expression, or empty for a parameter.
    int number = 0;
    std::string name;
    bool set = false;
    std::string written;
  };
  static Term parse(std::string_view written);
  const std::vector<Term>& of_level(int level) const;
  static bool is(const Term& term, const Parameter& parameter);

  struct MemberColumn {
    std::string table;
    std::string column;
    Term term;
  };
  const MemberColumn* declared_member(const Table& table, int column) const;

  bool any_ = true;
  bool infers_memberships_ = false;
  std::vector<MemberColumn> members_;
  std::vector<std::vector<Term>> levels_;
  std::vector<std::string> key_names_;
};

/// Whether the parameters of a statement are those of the routine it stands in.
bool has_routine_parameters(const Query& query);

/// Whether a canonical stable expression reads what a request brought with it and its sender may have made up:
/// `user_metadata` of a token, headers, cookies.
bool is_editable_claim(std::string_view stable_text);

/// Whether a canonical stable expression reads a custom setting (`current_setting('app.org_id')`) or a claim of a token.
bool is_custom_setting(std::string_view stable_text);

}  // namespace ringfence::analysis
