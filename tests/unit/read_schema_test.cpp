// What the catalog says after migrations have run, in a few lines for each table.
#include <gtest/gtest.h>

#include "ringfence/sql_front_end.h"

namespace ringfence {
namespace {

std::unique_ptr<Catalog> catalog_of(std::string ddl) {
  static std::vector<SourcePtr> kept;  // Places point into sources.
  kept.push_back(std::make_shared<Source>("schema.sql", std::move(ddl)));
  return read_schema({kept.back()}).catalog;
}

std::string names(const Table& table, const std::vector<int>& columns) {
  std::string list;
  for (const int column : columns)
    list += (list.empty() ? "" : ",") + (column < 0 ? "?" : table.columns[static_cast<size_t>(column)].name);
  return list;
}

std::string condition(const Table& table, const ColumnCondition& condition) {
  const std::string column = names(table, {condition.column});
  switch (condition.kind) {
    case ColumnCondition::Kind::kIsNull: return column + " null";
    case ColumnCondition::Kind::kIsNotNull: return column + " not null";
    default: return column + "=" + condition.value;
  }
}

TEST(ReadSchema, PredicatesOfPartialIndexes) {
  struct Case {
    const char* where;
    const char* conditions;  ///< Empty: not understood, the index identifies nothing.
  };
  const Case cases[] = {
      {"gone_at IS NULL", "gone_at null"},
      {"(gone_at IS NULL) AND ((state)::text = 'open'::text)", "gone_at null; state=open"},
      {"live", "live=true"},
      {"NOT live AND kind = 3", "live=false; kind=3"},
      {"live IS TRUE AND live = false", "live=true; live=false"},
      {"1.5 = kind AND state IS NOT NULL", "kind=1.5; state not null"},
      {"state <> 'open'", ""},
      {"gone_at IS NULL OR live", ""},
      {"gone_at IS NULL AND kind > 3", ""},
      {"lower(state) = 'open'", ""},
      {"kind::text = '3'", ""},
      {"state::varchar(2) = 'op'", ""},
      {"live IS NOT TRUE", ""},
  };
  for (const Case& one : cases) {
    const auto catalog = catalog_of(
        "CREATE TABLE t (id int, gone int, state varchar, kind int, live bool, gone_at date);"
        "CREATE UNIQUE INDEX k ON t (id) WHERE " +
        std::string(one.where) +
        " ;\n"
        "ALTER TABLE t DROP COLUMN gone;");
    const Table& table = *catalog->tables.at(0);
    ASSERT_EQ(table.unique_keys.size(), 1u) << one.where;
    const UniqueKey& key = table.unique_keys[0];
    std::string conditions;
    for (const ColumnCondition& part : key.conditions)
      conditions += (conditions.empty() ? "" : "; ") + condition(table, part);
    EXPECT_EQ(conditions, one.conditions) << one.where;
    EXPECT_EQ(key.predicate, one.where);
  }
}

TEST(ReadSchema, AnIndexGoesWithAColumnThatItOnlyMentions) {
  for (const char* index : {"(id) WHERE gone IS NULL", "(id) WHERE gone > 3", "(id, lower(gone))"}) {
    const auto catalog = catalog_of("CREATE TABLE t (id int, gone text); CREATE UNIQUE INDEX ON t " +
                                    std::string(index) + "; ALTER TABLE t DROP COLUMN gone;");
    EXPECT_TRUE(catalog->tables.at(0)->unique_keys.empty()) << index;
    EXPECT_TRUE(catalog->tables.at(0)->indexes.empty()) << index;
  }
}

}  // namespace
}  // namespace ringfence
