// The tutorial of docs/policy-packs.md: its pack is the one of docs/examples/tutorial-pack, what it shows is what the program
// prints, and each promise is broken and kept where it says so.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <sstream>

#include "tests/example.h"

namespace ringfence::tests {

namespace {

namespace fs = std::filesystem;

constexpr const char* kExample = "docs/examples/tutorial-pack";
const fs::path kFolder = fs::path(RINGFENCE_SOURCE_DIR) / kExample;

std::string manual() { return text_of(fs::path(RINGFENCE_SOURCE_DIR) / "docs/policy-packs.md"); }

nlohmann::json checked(const std::string& config, int exit_code) {
  const Outcome outcome = run_ringfence(std::string("check --no-cache --format json ") + kExample + " --config " + kExample + "/" + config);
  EXPECT_EQ(outcome.exit_code, exit_code);
  auto document = nlohmann::json::parse(outcome.output, nullptr, false);
  return document.is_object() ? document : nlohmann::json::object();
}

// "own-studio: broken" of each commitment that code can show.
std::string statuses(const nlohmann::json& document) {
  std::string text;
  for (const auto& one : document.value("commitments", nlohmann::json::array()))
    if (one.value("status", "") != "not checkable") text += one.value("id", "") + ": " + one.value("status", "") + "\n";
  return text;
}

std::string all(const std::string& status) {
  std::string text;
  for (const char* id : {"own-studio", "no-cards", "guests-forgotten", "messages", "invoices", "change-record"}) text += std::string(id) + ": " + status + "\n";
  return text;
}

std::string without_times(const std::string& text) { return std::regex_replace(text, std::regex("[0-9]+\\.[0-9]+ s\\b"), "0.00 s"); }

TEST(Tutorial, ThePackIsShortAndStandsInTheManual) {
  const std::string pack = text_of(kFolder / "pack.toml");
  EXPECT_LT(std::count(pack.begin(), pack.end(), '\n'), 60);
  EXPECT_NE(manual().find("```toml\n# pack.toml\n" + pack + "```\n"), std::string::npos);
}

TEST(Tutorial, WhatBreaksThePolicyIsFoundAndNothingElse) {
  const nlohmann::json document = checked("ringfence.toml", 1);
  EXPECT_EQ(one_a_line(found(document)), one_a_line(announced(kExample))) << "left: found, right: announced";
  EXPECT_EQ(statuses(document), all("broken"));
}

TEST(Tutorial, WhatKeepsItIsKnown) {
  const nlohmann::json document = checked("kept.toml", 0);
  EXPECT_EQ(one_a_line(found(document)), "");
  EXPECT_EQ(statuses(document), all("kept"));
}

// Each block that begins with "$ ringfence" is what that command prints; a line with nothing but "…" leaves out any number of lines.
TEST(Tutorial, TheManualShowsWhatIsPrinted) {
  std::istringstream lines(manual());
  int blocks = 0;
  bool is_shown = false;
  std::string printed;
  size_t from = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("    $ ringfence ", 0) == 0) {
      printed = without_times(run_ringfence(line.substr(std::string("    $ ringfence ").size()) + " 2>&1").output);
      is_shown = true;
      from = 0;
      ++blocks;
      continue;
    }
    if (is_shown && !line.empty() && line.rfind("    ", 0) != 0) is_shown = false;
    if (!is_shown || line.empty() || line == "    …") continue;
    const size_t at = printed.find(without_times(line.substr(4)) + "\n", from);
    EXPECT_NE(at, std::string::npos) << "the manual shows a line that is not printed: " << line << "\nprinted:\n" << printed;
    if (at != std::string::npos) from = at + 1;
  }
  EXPECT_GE(blocks, 4);
}

}  // namespace

}  // namespace ringfence::tests
