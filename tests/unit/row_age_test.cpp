// What a condition asks of a row's age, in all the ways that people write it.
#include <gtest/gtest.h>

#include "lint/lifecycle/condition.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::lifecycle {
namespace {

constexpr const char* kSchema =
    "CREATE TABLE organizations (id bigint PRIMARY KEY, closed_at timestamptz, keep_days int, keep interval);"
    "CREATE TABLE t (id bigint PRIMARY KEY, org_id bigint REFERENCES organizations (id), at timestamptz, later timestamptz, on_day date,"
    " ms bigint, state text);";

// Alternatives by " or ", what has to hold together by " and "; "?" for what is not known, "$1 * unit" for a parameter.
std::string text_of(const AgeLimit& limit) {
  const Duration& age = limit.age;
  if (!age.is_known) return "?";
  if (age.parameter == 0) return to_string(age.fixed);
  const std::string parameter = "$" + std::to_string(age.parameter);
  if (age.is_moment) return "since " + parameter;
  return age.unit ? parameter + " * " + to_string(*age.unit) : parameter;
}

std::string ages_of(const std::string& statement) {
  static const Schema schema = read_schema({std::make_shared<Source>("schema.sql", kSchema)});
  const Source source("q.sql", statement);
  const SqlFile file = read_sql_file(source, SqlFileKind::kQueries);
  SqlBinder binder(*schema.catalog);
  const BoundStatement bound = binder.bind(file.statements.at(0));
  if (bound.query == nullptr) return "unread";
  std::string made;
  for (const AgeLimits& way : ConditionReader(*bound.query).of_block(bound.query->root).ways) {
    std::string all;
    for (const AgeLimit& one : way) all += (all.empty() ? "" : " and ") + text_of(one);
    made += (made.empty() ? "" : " or ") + (all.empty() ? std::string("none") : all);
  }
  return made;
}

struct Case {
  const char* where;
  const char* ages;
};

TEST(RowAge, IsReadInEverySpelling) {
  const Case cases[] = {
      {"at < now() - interval '30 days'", "30 days"},
      {"at <= current_timestamp - '30 days'::interval", "30 days"},
      {"at < now() - CAST('1 month' AS interval)", "1 month"},
      {"at < now() - interval '3' month", "3 months"},
      {"at < now() - interval 'P90D'", "90 days"},
      {"now() - interval '2 hours' > at", "2 hours"},
      {"at + interval '30 days' < now()", "30 days"},
      {"now() - at > interval '1 day'", "24 hours"},
      {"age(at) >= interval '1 year'", "1 year"},
      {"age(now(), at) > '6 months'::interval", "6 months"},
      {"on_day < CURRENT_DATE - 30", "30 days"},
      {"at::date < current_date - 7", "7 days"},
      {"CURRENT_DATE - on_day > 30", "30 days"},
      {"at < date_trunc('day', now()) - interval '14 days'", "14 days"},
      {"at < date_trunc('day', now() - interval '14 days')", "14 days"},
      {"at < (now() AT TIME ZONE 'utc') - interval '5 days'", "5 days"},
      {"at < now() - make_interval(days => 30)", "30 days"},
      {"at < now() - make_interval(0, 1, 2)", "1 month 14 days"},
      {"at < now() - 30 * interval '1 day'", "30 days"},
      {"at < now() - interval '1 day' * 30", "30 days"},
      {"at < now() - interval '1 month' - interval '2 days'", "1 month 2 days"},
      {"extract(epoch FROM now() - at) > 172800", "2 days"},
      {"extract(day FROM now() - at) > 30", "30 days"},
      {"date_part('month', age(at)) > 3", "none"},
      {"ms < extract(epoch FROM now() - interval '3 days') * 1000", "3 days"},
      {"NOT (at >= now() - interval '30 days')", "30 days"},
      {"at NOT BETWEEN now() - interval '30 days' AND now()", "none"},
      {"at BETWEEN '-infinity' AND now() - interval '30 days'", "30 days"},
      {"COALESCE(later, at) < now() - interval '9 days'", "9 days"},
      {"GREATEST(later, at) < now() - interval '9 days'", "9 days"},
  };
  for (const Case& one : cases) EXPECT_EQ(ages_of(std::string("DELETE FROM t WHERE ") + one.where), one.ages) << one.where;
}

TEST(RowAge, DependsOnParametersAndOnWhatIsNotKnown) {
  const Case cases[] = {
      {"at < now() - $1::interval", "$1"},
      {"at < now() - $1 * interval '1 day'", "$1 * 24 hours"},
      {"at < now() - ($1 || ' days')::interval", "$1 * 24 hours"},
      {"at < now() - make_interval(hours => $1)", "$1 * 1 hour"},
      {"at < now() - format('%s days', $1)::interval", "$1 * 24 hours"},
      {"at < $1", "since $1"},
      {"at < now() - current_setting('app.keep')::interval", "?"},
      {"at < now() - (SELECT keep FROM organizations LIMIT 1)", "?"},
      {"at < (SELECT max(closed_at) FROM organizations)", "?"},
  };
  for (const Case& one : cases) EXPECT_EQ(ages_of(std::string("DELETE FROM t WHERE ") + one.where), one.ages) << one.where;
}

TEST(RowAge, IsCountedOverAndOrAndSubqueries) {
  const Case cases[] = {
      {"DELETE FROM t", "none"},
      {"DELETE FROM t WHERE id = $1", "none"},
      {"DELETE FROM t WHERE at > now() - interval '30 days'", "none"},
      {"DELETE FROM t WHERE at < '2020-01-01'", "none"},
      {"DELETE FROM t WHERE at < later", "none"},
      {"DELETE FROM t WHERE at < now() - interval '3 days' AND later < now() - interval '2 days'", "3 days and 2 days"},
      {"DELETE FROM t WHERE at < now() - interval '3 days' OR later < now() - interval '2 days'", "3 days or 2 days"},
      {"DELETE FROM t WHERE state = 'x' OR at < now() - interval '3 days'", "none or 3 days"},
      {"DELETE FROM t WHERE id IN (SELECT id FROM t WHERE at < now() - interval '3 days' LIMIT 10)", "3 days"},
      {"DELETE FROM t WHERE ctid = ANY (ARRAY(SELECT ctid FROM t WHERE at < now() - interval '3 days' LIMIT 10))", "3 days"},
      {"DELETE FROM t USING organizations o WHERE o.id = t.org_id AND o.closed_at < now() - interval '90 days'", "90 days"},
      {"WITH old AS (SELECT id FROM t WHERE at < now() - interval '3 days') DELETE FROM t USING old WHERE old.id = t.id", "3 days"},
      {"DELETE FROM t WHERE EXISTS (SELECT 1 FROM organizations o WHERE o.id = t.org_id AND o.closed_at < now() - interval '9 days')", "9 days"},
      {"DELETE FROM t WHERE NOT EXISTS (SELECT 1 FROM organizations o WHERE o.closed_at < now() - interval '9 days')", "none"},
      {"DELETE FROM t USING organizations o WHERE o.id = t.org_id AND t.at < now() - o.keep_days * interval '1 day'", "?"},
  };
  for (const Case& one : cases) EXPECT_EQ(ages_of(one.where), one.ages) << one.where;
}

}  // namespace
}  // namespace ringfence::lifecycle
