// The labelled cases in tests/cases, each held against a real PostgreSQL: what is announced as a leak shows a
// difference, what is announced as nothing shows none, and what is noted shows one only where references cross tenants.
#include <gtest/gtest.h>

#include "lint/witness/arguments.h"
#include "lint/witness/laboratory.h"
#include "lint/witness/scratch_server.h"
#include "ringfence/rule.h"
#include "ringfence/sql_front_end.h"
#include "tests/fixture_file.h"

namespace ringfence::tests {

namespace {

namespace fs = std::filesystem;

enum class Label : uint8_t { kIsolated, kIfConsistent, kLeak };

// What the comments on the statement's lines announce.
Label label_of(const SqlText& statement, const Source& source, const Expectations& expected) {
  Label label = Label::kIsolated;
  const uint32_t last = source.position(statement.host.end).line;
  for (uint32_t line = source.position(statement.host.begin).line; line <= last; ++line)
    if (const auto rules = expected.find({source.path(), line}); rules != expected.end())
      for (const std::string& rule : rules->second)
        label = std::max(label, find_rule(rule)->severity <= Severity::kNote ? Label::kIfConsistent : Label::kLeak);
  return label;
}

struct Seen {
  bool inside = false;
  bool crossing = false;
  std::string failure;
  std::string example;
};

class CaseRunner {
 public:
  CaseRunner(const witness::ScratchServer& server, const FixtureProject& fixture)
      : policy_(fixture.project().policy),
        part_(witness::whole(*fixture.project().catalog)),
        laboratory_(server.connection_string(), part_, "cases") {}

  Seen run(const SqlText& statement) {
    Seen seen;
    const witness::TenantTerms terms(policy_, statement, {});
    const witness::NumberedStatement numbered = witness::without_gaps(statement);
    witness::PopulationOptions options;
    witness::add_constants(statement.text, options);
    witness::Random random(7);
    for (uint64_t seed = 1; seed <= kSeeds && !(seen.inside && seen.crossing); ++seed) {
      options.crossing = seed % 3 == 0;
      laboratory_.load(0, witness::populate(part_, options, seed));
      std::string problem;
      const std::vector<std::string> types = laboratory_.parameter_types(0, numbered.text, problem);
      if (!problem.empty()) {
        seen.failure = problem;
        return seen;
      }
      for (int run = 0; run < kRuns; ++run) {
        const auto experiment = witness::draw_experiment(numbered, types, terms, laboratory_.pair(0), random);
        note(laboratory_.run(0, experiment), options.crossing, seen);
      }
    }
    return seen;
  }

 private:
  static constexpr uint64_t kSeeds = 36;
  static constexpr int kRuns = 12;

  static void note(const witness::Outcome& outcome, bool crossing, Seen& seen) {
    if (outcome.difference == witness::Difference::kNone) return;
    // Whether a reference is accepted depends on what others have: that is what the note is about.
    bool& kind = crossing || outcome.foreign_key_failure ? seen.crossing : seen.inside;
    if (!kind && !outcome.first.empty()) seen.example = outcome.first[0];
    kind = true;
  }

  const Policy& policy_;
  witness::SchemaPart part_;
  witness::Laboratory laboratory_;
};

class Cases : public testing::TestWithParam<fs::path> {};

std::vector<fs::path> case_files() {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(RINGFENCE_SOURCE_DIR) / "tests/cases"))
    if (is_fixture(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_P(Cases, AreWhatTheyAreSaidToBe) {
  const FixtureFile file = read_fixture(GetParam());
  const FixtureProject fixture(file);
  const Expectations expected = expectations_of(file);
  const witness::ScratchServer server;
  CaseRunner runner(server, fixture);
  const Source& source = *fixture.project().query_sources[0];
  for (const SqlText& statement : read_sql_file(source, SqlFileKind::kQueries).statements) {
    const Label label = label_of(statement, source, expected);
    const Seen seen = runner.run(statement);
    const auto where = [&] {
      return GetParam().filename().string() + ":" + std::to_string(source.position(statement.host.begin).line) + ": " +
             statement.text + "\n" + seen.failure + seen.example;
    };
    EXPECT_EQ(seen.failure, "") << where();
    EXPECT_EQ(seen.inside, label == Label::kLeak) << where();
    if (label == Label::kLeak) continue;
    EXPECT_EQ(seen.crossing, label == Label::kIfConsistent) << where();
  }
}

INSTANTIATE_TEST_SUITE_P(Labelled, Cases, testing::ValuesIn(case_files()),
                         [](const auto& info) { return info.param.stem().string(); });

}  // namespace ringfence::tests
