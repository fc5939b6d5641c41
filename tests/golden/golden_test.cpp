// The program on the example projects: what it finds is what their comments announce, and how it says so is, of the first,
// kept in tests/golden/fieldcrm.txt (ci/test --update-golden accepts today's text).
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "tests/example.h"

namespace ringfence::tests {

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = RINGFENCE_SOURCE_DIR;
constexpr const char* kExample = "docs/examples/fieldcrm";

// The text is long: what counts is where it changed.
std::string first_difference(const std::string& now, const std::string& accepted) {
  std::istringstream left(now), right(accepted);
  std::string a, b;
  for (int line = 1;; ++line) {
    const bool more_left = static_cast<bool>(std::getline(left, a));
    const bool more_right = static_cast<bool>(std::getline(right, b));
    if (!more_left && !more_right) return {};
    if (more_left != more_right || a != b)
      return "line " + std::to_string(line) + "\nnow:      " + (more_left ? a : "(the end)") +
             "\naccepted: " + (more_right ? b : "(the end)");
  }
}

void expect_what_it_announces(const std::string& example) {
  const Outcome outcome = run_ringfence("check --no-cache --format json " + example);
  EXPECT_EQ(outcome.exit_code, 1);
  const auto document = nlohmann::json::parse(outcome.output, nullptr, false);
  ASSERT_TRUE(document.is_object()) << outcome.output;
  EXPECT_EQ(one_a_line(found(document)), one_a_line(announced(example))) << "left: found, right: announced";
}

TEST(Golden, TheExampleHasExactlyTheFindingsItAnnounces) { expect_what_it_announces(kExample); }

TEST(Golden, SoHasTheExampleWithASchemaForEachTenant) { expect_what_it_announces("docs/examples/schema-per-tenant"); }

TEST(Golden, SoHasTheExampleOfRowLevelSecurity) { expect_what_it_announces("docs/examples/rls"); }

TEST(Golden, TheTextOfTheExampleIsAsAccepted) {
  const Outcome outcome = run_ringfence(std::string("check --no-cpp --color never ") + kExample);
  EXPECT_EQ(outcome.exit_code, 1);
  const std::string text = std::regex_replace(outcome.output, std::regex("\\b[0-9]+\\.[0-9]+ s\\b"), "0.00 s");
  const fs::path golden = kRoot / "tests/golden/fieldcrm.txt";
  if (std::getenv("RINGFENCE_UPDATE_GOLDEN") != nullptr) std::ofstream(golden, std::ios::binary) << text;
  EXPECT_EQ(first_difference(text, text_of(golden)), "") << "ci/test --update-golden accepts the new text";
}

}  // namespace

}  // namespace ringfence::tests
