// What a review says of a state and a history, and how the page, the tables and Markdown say it.
#include "ringfence/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/review/made_up_history.h"

namespace ringfence::tests {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Period kQuarter{"2026-07-01", "2026-09-30"};
constexpr const char* kMade = "2026-10-02T08:00:00Z";

RecordedFinding finding(const std::string& name, const std::string& severity = "error") {
  RecordedFinding made;
  made.fingerprint = name;
  made.rule = "tenant-unscoped-read";
  made.severity = severity;
  made.path = "q.sql";
  made.line = 7;
  made.what = "what is wrong: " + name;
  return made;
}

RecordedFinding accepted(const std::string& name, const std::string& until = "") {
  RecordedFinding made = finding(name);
  made.acceptance = Acceptance{"comment", "billing", "A. Developer", "2026-07-03", until, "q.sql:6"};
  return made;
}

RunSummary run(int64_t id, const std::string& day) {
  RunSummary made;
  made.id = id;
  made.at = day + "T08:00:00Z";
  made.tool = "0.1.0";
  return made;
}

const ReviewedFinding& named(const Review& review, const std::string& name) {
  for (const ReviewedFinding& one : review.findings)
    if (one.finding.fingerprint == name) return one;
  throw std::runtime_error("no finding " + name);
}

std::string words(const ReviewedFinding& one) {
  return std::string(to_string(one.status)) + (one.is_new ? ", new" : "") + (one.was_accepted_now ? ", accepted now" : "") + (one.with_other_tool ? ", other tool" : "") + "; since " +
         (one.since.empty() ? "before" : one.since) + (one.fixed.empty() ? "" : "; fixed " + one.fixed);
}

// A run before the quarter, three in it, one after it.
HistorySlice slice() {
  HistorySlice made;
  made.runs = {run(1, "2026-06-20"), run(2, "2026-07-01"), run(3, "2026-08-10"), run(4, "2026-09-30"), run(5, "2026-10-01")};
  made.begins_before = true;
  int64_t identity = 0;
  const auto was = [&](RecordedFinding what, int64_t first, int64_t gone, bool same = false) { made.findings.push_back({std::move(what), same ? identity : ++identity, first, gone}); };
  was(finding("always"), 1, 0);
  was(finding("fixed at the beginning"), 1, 2);
  was(finding("came"), 3, 0);
  was(finding("came and went"), 2, 4);
  was(finding("accepted later"), 1, 3);
  was(accepted("accepted later"), 3, 0, true);
  was(finding("back again"), 1, 2);
  was(finding("back again"), 4, 0, true);
  was(finding("fixed after it"), 1, 5);
  was(finding("came after it"), 5, 0);
  return made;
}

RunRecord state(std::vector<RecordedFinding> findings) {
  RunRecord made;
  made.project = "crm";
  made.branch = "main";
  made.at = kMade;
  made.findings = std::move(findings);
  return made;
}

TEST(Review, CountsWhatHappenedInThePeriodAndNothingElse) {
  const Review review = make_review(state({finding("always"), finding("came"), accepted("accepted later"), finding("back again"), finding("came after it"), finding("of today")}), slice(), kQuarter, kMade);
  EXPECT_EQ(words(named(review, "always")), "open; since before");
  EXPECT_EQ(words(named(review, "fixed at the beginning")), "fixed; since before; fixed 2026-07-01");
  EXPECT_EQ(words(named(review, "came")), "open, new; since 2026-08-10");
  EXPECT_EQ(words(named(review, "came and went")), "fixed, new; since 2026-07-01; fixed 2026-09-30");
  EXPECT_EQ(words(named(review, "accepted later")), "accepted, accepted now; since before");
  EXPECT_EQ(words(named(review, "back again")), "open, new; since 2026-09-30");
  EXPECT_EQ(words(named(review, "came after it")), "open; since 2026-10-01");
  EXPECT_EQ(words(named(review, "of today")), "open; since before");
  EXPECT_THROW(named(review, "fixed after it"), std::runtime_error);
  EXPECT_EQ(review.opened, 3);          // came, came and went, back again
  EXPECT_EQ(review.fixed, 3);           // at the beginning, came and went, back again (before it came back)
  EXPECT_EQ(review.newly_accepted, 1);
  EXPECT_EQ(review.runs.size(), 3u);
  int opened = 0, fixed = 0;
  for (const ReviewedTime& one : review.times) {
    opened += one.opened;
    fixed += one.fixed;
  }
  EXPECT_EQ(opened, 3);
  EXPECT_EQ(fixed, 3);
}

TEST(Review, WithoutACheckTellsOfTheLastRun) {
  HistorySlice runs = slice();
  runs.runs.pop_back();
  const Review review = make_review(std::nullopt, runs, kQuarter, kMade);
  EXPECT_FALSE(review.is_checked_now);
  EXPECT_EQ(review.count(ReviewedFinding::Status::kOpen), 4);  // always, came, back again, and what was fixed after it.
  EXPECT_EQ(words(named(review, "fixed after it")), "open; since before");
}

TEST(Review, TheFirstRunOfAllOpensNothing) {
  HistorySlice runs;
  runs.runs = {run(1, "2026-07-10"), run(2, "2026-08-10")};
  runs.findings = {{finding("there"), 1, 1, 0}, {accepted("accepted there"), 2, 1, 0}, {finding("new"), 3, 2, 0}};
  const Review review = make_review(std::nullopt, runs, kQuarter, kMade);
  EXPECT_EQ(std::tuple(review.opened, review.fixed, review.newly_accepted), std::tuple(1, 0, 0));
  EXPECT_EQ(words(named(review, "there")), "open; since before");
}

TEST(Review, MarksWhatCameWithAnotherTool) {
  HistorySlice runs;
  runs.runs = {run(1, "2026-07-10"), run(2, "2026-08-10"), run(3, "2026-08-11")};
  runs.runs[1].tool = runs.runs[2].tool = "0.2.0";
  runs.findings = {{finding("with it"), 1, 2, 0}, {finding("later"), 2, 3, 0}, {finding("gone with it"), 3, 1, 2}};
  const Review review = make_review(std::nullopt, runs, kQuarter, kMade);
  EXPECT_EQ(words(named(review, "with it")), "open, new, other tool; since 2026-08-10");
  EXPECT_EQ(words(named(review, "later")), "open, new; since 2026-08-11");
  EXPECT_EQ(words(named(review, "gone with it")), "fixed, other tool; since before; fixed 2026-08-10");
  EXPECT_EQ(review.changes_of_tool, 1);
}

TEST(Review, TellsTheCourseOfACommitment) {
  HistorySlice runs = slice();
  RecordedCommitment broken{"own", "uploads", "8", "Uploads are deleted", "broken", {"a"}, {"always"}, ""}, kept = broken;
  kept.status = "kept";
  runs.commitments = {{kept, 0, 1, 3}, {broken, 0, 3, 4}, {kept, 0, 4, 0}};
  RunRecord now = state({finding("always")});
  now.commitments = {kept};
  const Review review = make_review(now, runs, kQuarter, kMade);
  EXPECT_THAT(review.commitments.at(0).course, ElementsAre("before 2026-07-01 kept", "2026-08-10 broken", "2026-09-30 kept"));
  EXPECT_THAT(named(review, "always").commitments, ElementsAre("own/uploads"));
}

TEST(Review, MapsFindingsToControls) {
  RunRecord now = state({finding("a"), finding("b", "warning"), accepted("c")});
  now.state.rules_off = {"tenant-literal-id"};
  const Review review = make_review(now, {}, kQuarter, kMade);
  const auto found = std::find_if(review.controls.begin(), review.controls.end(), [](const ReviewedControl& one) { return one.framework == "SOC 2" && one.control == "CC6.1"; });
  ASSERT_NE(found, review.controls.end());
  EXPECT_EQ(std::tuple(found->errors, found->warnings, found->accepted), std::tuple(1, 1, 1));
  EXPECT_THAT(found->rules, testing::Contains("tenant-unscoped-read"));
  EXPECT_THAT(found->rules_off, testing::Contains("tenant-literal-id"));
  EXPECT_THAT(found->rules, Not(testing::Contains("tenant-literal-id")));
}

TEST(Periods, AreQuartersUnlessSomebodySaysOtherwise) {
  const auto quarter = [](const std::string& today) {
    const Period period = last_full_quarter(today);
    return period.from + " " + period.to;
  };
  EXPECT_EQ(quarter("2026-11-21"), "2026-07-01 2026-09-30");
  EXPECT_EQ(quarter("2026-10-01"), "2026-07-01 2026-09-30");
  EXPECT_EQ(quarter("2026-09-30"), "2026-04-01 2026-06-30");
  EXPECT_EQ(quarter("2026-02-28"), "2025-10-01 2025-12-31");
  EXPECT_EQ(date_problem("2024-02-29"), "");
  for (const char* wrong : {"2026-02-29", "2026-13-01", "2026-7-1", "yesterday", "2026-07-01x", ""}) EXPECT_NE(date_problem(wrong), "") << wrong;
}

TEST(Periods, AreCutIntoWeeksOrMonths) {
  const Review quarter = make_review(state({}), {}, kQuarter, kMade);
  EXPECT_EQ(quarter.times.front().from, "2026-07-01");  // A Wednesday.
  EXPECT_EQ(quarter.times.front().to, "2026-07-05");
  EXPECT_EQ(quarter.times.back().to, "2026-09-30");
  const Review year = make_review(state({}), {}, {"2025-10-15", "2026-09-30"}, kMade);
  EXPECT_EQ(year.times.size(), 12u);
  EXPECT_EQ(year.times.front().to, "2025-10-31");
}

// Whatever a repository or a history holds, it is text in the page.
Review hostile() {
  const std::string markup = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";
  RecordedFinding one = finding("a");
  one.what = one.rule = one.path = one.advice = one.owner = one.severity = markup;
  RecordedFinding other = accepted("b");
  other.acceptance = Acceptance{"comment", markup, markup, markup, markup, markup};
  RunRecord now = state({one, other});
  now.project = now.branch = now.commit = now.command = now.tool = markup;
  now.packs = {{markup, markup, markup, markup}};
  now.commitments = {{markup, markup, markup, markup, markup, {markup}, {"a"}, markup}};
  now.state.tables = {{markup, markup, markup, markup, markup}};
  now.state.columns = {{markup, markup, markup, markup, markup, markup, markup, markup, {markup}, {markup}, {markup}, {markup}, markup}};
  now.state.flows = {{markup, markup, markup, markup, markup, markup}};
  now.state.not_read = now.state.unknown = {markup};
  now.coverage.database = markup;
  return make_review(now, slice(), kQuarter, kMade);
}

TEST(Page, TakesNothingForMarkup) {
  const std::string page = render_review_html(hostile());
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img"));
  size_t scripts = 0;
  for (size_t at = page.find("<script"); at != std::string::npos; at = page.find("<script", at + 1)) ++scripts;
  EXPECT_EQ(scripts, 1u);
}

TEST(Page, ReachesForNothingElse) {
  const std::string page = render_review_html(hostile());
  for (const char* word : {"src=\"", "@import", "url(http", "href=\"http", "<link", "<iframe"}) EXPECT_THAT(page, Not(HasSubstr(word))) << word;
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(Page, StaysSmallHoweverManyFindingsThereAre) {
  MadeUp options;
  options.findings = 30000;
  options.columns = 9000;
  options.tables = 3000;
  const Review review = make_review(made_up_run(options, 50), {}, kQuarter, kMade);
  const std::string page = render_review_html(review);
  EXPECT_LT(page.size(), 5'000'000u);
  EXPECT_GT(page.size(), 3'500'000u);
  EXPECT_THAT(page, HasSubstr("more rows are in the CSV: ringfence review --format csv --table findings"));
}

TEST(Tables, AreCsvThatSpreadsheetsDoNotCompute) {
  RecordedFinding one = finding("a");
  one.what = "a \"quoted\" one, with\na line end";
  one.advice = "=HYPERLINK(\"http://x\")";
  one.owner = "@crm/data";
  const std::string text = review_csv(make_review(state({one}), {}, kQuarter, kMade), "findings");
  EXPECT_THAT(text, testing::StartsWith("status,severity,rule,path,line,finding,advice,"));
  EXPECT_THAT(text, HasSubstr("\"a \"\"quoted\"\" one, with\na line end\",\"'=HYPERLINK(\"\"http://x\"\")\""));
  EXPECT_THAT(text, HasSubstr(",'@crm/data,"));
}

TEST(Tables, OfCommitmentsSayWhatBreaksThem) {
  RunRecord now = state({finding("a")});
  now.commitments = {{"own", "uploads", "8", "Uploads are deleted", "broken", {"no purge (q.sql:7)"}, {"a"}, ""}, {"own", "tls", "9", "TLS", "not checkable", {}, {}, "not in the code"}};
  EXPECT_EQ(review_csv(make_review(now, {}, kQuarter, kMade), "commitments"),
            "pack,commitment,clause,promise,status,evidence,findings\r\n"
            "own,uploads,8,Uploads are deleted,broken,no purge (q.sql:7),tenant-unscoped-read q.sql:7\r\n"
            "own,tls,9,TLS,not checkable,not in the code,\r\n");
}

TEST(Markdown, HasAllPartsAndNoMarkup) {
  const std::string text = render_review_markdown(hostile());
  for (const char* part : {"## Summary", "## Commitments", "## The period", "## Accepted findings", "## Findings", "## Personal data and credentials", "## Controls", "## Coverage", "## Origin"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, Not(HasSubstr("<script>")));
}

}  // namespace

}  // namespace ringfence::tests
