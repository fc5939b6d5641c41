// What is known of PostgreSQL's functions: a few of each kind, and the names that are not PostgreSQL's.
#include "lint/sql/builtin_functions.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace ringfence::sql {
namespace {

std::string flags(std::string_view name) {
  const auto known = builtin_function(name);
  if (!known) return "unknown";
  std::string text;
  if (known->aggregate) text += "aggregate ";
  if (known->window) text += "window ";
  if (known->set_returning) text += "set ";
  if (known->strict) text += "strict ";
  if (known->stable) text += "stable ";
  if (known->reads_tables) text += "reads ";
  if (!text.empty()) text.pop_back();
  return text;
}

struct Case {
  std::string_view name;
  std::string_view flags;
};

void expect(std::initializer_list<Case> cases) {
  for (const Case& one : cases) EXPECT_EQ(flags(one.name), one.flags) << one.name;
}

TEST(BuiltinFunctions, Plain) {
  expect({{"lower", "strict stable"},
          {"abs", "strict stable"},
          {"now", "strict stable"},
          {"jsonb_build_object", "stable"},
          {"concat", "stable"},
          {"current_setting", "strict stable"},
          {"set_config", ""},
          {"random", "strict"},
          {"gen_random_uuid", ""},
          {"nextval", "strict"}});
}

TEST(BuiltinFunctions, FromTheGrammar) {
  expect({{"extract", "strict stable"},
          {"position", "strict stable"},
          {"overlay", "strict stable"},
          {"substring", "strict stable"},
          {"btrim", "strict stable"},
          {"timezone", "strict stable"},
          {"xmlexists", "strict stable"},
          {"grouping", "stable"}});
}

TEST(BuiltinFunctions, Rows) {
  expect({{"count", "aggregate stable"},
          {"jsonb_agg", "aggregate stable"},
          {"percentile_cont", "aggregate stable"},
          {"rank", "aggregate window stable"},
          {"row_number", "window stable"},
          {"lag", "window stable"},
          {"unnest", "set stable"},
          {"generate_series", "set stable"},
          {"jsonb_array_elements", "set stable"}});
}

TEST(BuiltinFunctions, Extensions) {
  expect({{"crypt", "strict stable"},
          {"similarity", "strict stable"},
          {"uuid_generate_v4", "strict"},
          {"uuid_generate_v7", ""},
          {"st_distance", "strict stable"},
          {"st_union", "aggregate stable"},
          {"st_dump", "set stable"}});
}

TEST(BuiltinFunctions, ReadWhatArgumentsName) {
  expect({{"query_to_xml", "strict reads"},
          {"dblink", "set reads"},
          {"ts_stat", "set reads"},
          {"crosstab", "set stable reads"},
          {"pg_read_file", "strict reads"},
          {"get_raw_page", "strict reads"}});
}

TEST(BuiltinFunctions, NotPostgres) {
  expect({{"", "unknown"},
          {"deal_total", "unknown"},
          {"LOWER", "unknown"},
          {"lowe", "unknown"},
          {"lowerr", "unknown"},
          {"coalesce", "unknown"},
          {"st", "unknown"}});
}

}  // namespace
}  // namespace ringfence::sql
