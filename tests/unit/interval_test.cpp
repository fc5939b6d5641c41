// Lengths of time: read as PostgreSQL does, and compared where months have no fixed length.
#include "ringfence/interval.h"

#include <gtest/gtest.h>

namespace ringfence {
namespace {

constexpr int64_t kDay = 86400;

TEST(Intervals, AreReadAsPostgresqlReadsThem) {
  struct Case {
    const char* text;
    Interval is;
  };
  for (const Case& one : {Case{"30 days", {0, 30 * kDay}}, {"1 year 6 mons", {18, 0}}, {"13 months", {13, 0}}, {"24 hours", {0, kDay}}, {"02:30", {0, 9000}},
                          {"1 day 02:00:01", {0, kDay + 7201}}, {"P90D", {0, 90 * kDay}}, {"P1Y2MT3M", {14, 180}}, {"2 weeks", {0, 14 * kDay}},
                          {"@ 5 minutes", {0, 300}}, {"1.5 days", {0, kDay + kDay / 2}}, {"1.5 months", {1, 15 * kDay}}, {"30 days ago", {0, -30 * kDay}},
                          {"-1 month", {-1, 0}}, {"7 YEARS", {84, 0}}, {"90", {0, 90}}})
    EXPECT_EQ(interval_from(one.text), one.is) << one.text;
  for (const char* text : {"", "days", "30 dayz", "1 day day", "P", "P1H", "soon", "1 : 2", "..", "1e999 days"}) EXPECT_EQ(interval_from(text), std::nullopt) << text;
}

TEST(Intervals, AreLongerOnlyWhereThatIsCertain) {
  const auto longer = [](const char* one, const char* than) { return is_longer(*interval_from(one), *interval_from(than)); };
  EXPECT_FALSE(longer("30 days", "1 month"));
  EXPECT_FALSE(longer("31 days", "1 month"));
  EXPECT_FALSE(longer("1 month", "30 days"));
  EXPECT_TRUE(longer("32 days", "1 month"));
  EXPECT_TRUE(longer("1 month", "27 days"));
  EXPECT_TRUE(longer("1 month 1 day", "1 month"));
  EXPECT_FALSE(longer("90 days", "3 months"));
  EXPECT_FALSE(longer("3 months", "90 days"));
  EXPECT_TRUE(longer("13 months", "1 year"));
  EXPECT_FALSE(longer("365 days", "1 year"));
  EXPECT_TRUE(longer("25 hours", "24 hours"));
}

TEST(Intervals, AreWrittenAsPeopleDo) {
  const auto written = [](const char* text) { return to_string(*interval_from(text)); };
  EXPECT_EQ(written("24 hours"), "24 hours");
  EXPECT_EQ(written("P90D"), "90 days");
  EXPECT_EQ(written("84 mons"), "7 years");
  EXPECT_EQ(written("13 months"), "1 year 1 month");
  EXPECT_EQ(written("02:00"), "2 hours");
  EXPECT_EQ(written("300"), "5 minutes");
}

}  // namespace
}  // namespace ringfence
