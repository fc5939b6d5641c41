// What `[tenant] terms` accepts, and how each term is kept.
#include <gtest/gtest.h>

#include "lint/policy/term.h"

namespace ringfence {
namespace {

TEST(PolicyTerm, CastsAndParenthesesSayNothing) {
  struct Case {
    const char* written;
    const char* value;
  };
  const Case cases[] = {
      {"$1", "$1"},
      {" $12::uuid ", "$12"},
      {"@org_id::character varying(40)", "@org_id"},
      {":org_id", ":org_id"},
      {":'org_id'", ":org_id"},
      {"$org_id", "@org_id"},
      {"${org_id}", "${org_id}"},
      {"{org_id}", "@org_id"},
      {"%(org_id)s", "%(org_id)s"},
      {"?2", ":?2"},
      {"sqlc.arg('org_id')", "@org_id"},
      {"CAST($1 AS uuid)", "$1"},
      {"any( sqlc.slice(orgs)::uuid[] )", "ANY(@orgs)"},
      {"ANY(($1))", nullptr},
      {"auth.uid()", "auth.uid()"},
      {"(select auth.uid())", "auth.uid()"},
      {"current_tenant", "current_tenant"},
      {"current_setting('app.org_id'::text, true)::uuid", "current_setting('app.org_id', true)"},
      {"NULLIF(current_setting('it''s'), '')::uuid", "current_setting('it''s')"},
      {"tenant_of('a', 7)", "tenant_of('a', '7')"},
      {"current_user", "current_user"},
      {"USER", "current_user"},
      {"session_user::text", "session_user"},
      {"auth.jwt()->>'org_id'", "auth.jwt() ->> 'org_id'"},
      {"(current_setting('request.jwt.claims', true)::json ->> 'org_id')::bigint",
       "current_setting('request.jwt.claims', true) ->> 'org_id'"},
      {"((select auth.jwt()) -> 'app_metadata' ->> 'org_id'::text)::uuid", "auth.jwt() -> 'app_metadata' ->> 'org_id'"},
      {"auth.jwt() #>> '{app_metadata,orgs}' -> 0", "auth.jwt() #>> '{app_metadata,orgs}' -> '0'"},
  };
  for (const Case& one : cases) {
    const policy::TermReading reading = policy::read_term(one.written);
    EXPECT_EQ(reading.complaint.has_value(), one.value == nullptr) << one.written;
    EXPECT_EQ(reading.value, one.value == nullptr ? one.written : one.value);
  }
}

TEST(PolicyTerm, WhatIsNoTermIsToldAndMatchesNothing) {
  struct Case {
    const char* written;
    const char* what;
  };
  const Case cases[] = {
      {"?", "'?' does not say which parameter"},
      {"%s", "'%s' does not say which parameter"},
      {"$0", "'$0': parameters are numbered from 1"},
      {"@", "'@' names no parameter"},
      {"42", "'42' is a literal, not the current tenant"},
      {"'acme'::text", "''acme'::text' is a literal, not the current tenant"},
      {"d.org_id = $1", "'d.org_id = $1' is a condition, not a term"},
      {"lower($1)", "'lower($1)' is an expression over a parameter"},
      {"current_setting('app.org", "'current_setting('app.org': a quote is not closed"},
      {"current_setting('a'", "'current_setting('a'' is no term"},
      {"@claims::json ->> 'org_id'", "'@claims::json ->> 'org_id'' is an expression over a parameter"},
      {"auth.jwt() ->> lower('x')", "'auth.jwt() ->> lower('x')' is no term"},
      {"auth.jwt() || 'x'", "'auth.jwt() || 'x'' cannot be recognised in a statement"},
      {"ANY(auth.uid())", "'ANY(auth.uid())': ANY takes one parameter"},
      {"$1; drop table x", "'$1; drop table x' cannot be recognised in a statement"},
  };
  for (const Case& one : cases) {
    const policy::TermReading reading = policy::read_term(one.written);
    ASSERT_TRUE(reading.complaint) << one.written;
    EXPECT_EQ(reading.complaint->what, one.what);
    EXPECT_EQ(reading.value, one.written);
  }
  const std::string deep(100000, '(');
  EXPECT_TRUE(policy::read_term(deep).complaint);
  EXPECT_LT(policy::read_term(deep).complaint->what.size(), 100u) << "long values are shortened";
}

}  // namespace
}  // namespace ringfence
