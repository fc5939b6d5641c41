// What a reviewer would otherwise say twice.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "ringfence/rule.h"

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = RINGFENCE_SOURCE_DIR;

std::vector<fs::path> sources() {
  std::vector<fs::path> files;
  for (const char* folder : {"include", "lint", "rules", "tests"})
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / folder))
      if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") files.push_back(entry.path());
  return files;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream stream(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string below_root(const fs::path& path) { return path.lexically_relative(kRoot).string(); }

TEST(Conventions, FoldersMeetOnlyThroughTheSharedHeaders) {
  const std::regex include("#include \"lint/([a-z]+)/.*\"");
  for (const fs::path& file : sources()) {
    const std::string path = below_root(file);
    if (path.rfind("tests/", 0) == 0) continue;
    for (const std::string& line : lines_of(file)) {
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      EXPECT_EQ(path.rfind("lint/" + match[1].str() + "/", 0), 0u) << path << ": " << line;
    }
  }
}

TEST(Conventions, OnlyTheParserKnowsLibpgQuery) {
  for (const fs::path& file : sources())
    for (const std::string& line : lines_of(file))
      EXPECT_TRUE(line.find("#include <pg_query.h>") != 0 || below_root(file) == "lint/sql/parse.cpp") << below_root(file);
}

TEST(Conventions, FilesAreNamedForWhatTheyHold) {
  const std::regex vague("^(utils?|helpers?|common|misc|manager)$");
  for (const fs::path& file : sources()) EXPECT_FALSE(std::regex_match(file.stem().string(), vague)) << below_root(file);
}

TEST(Conventions, FilesStayReadable) {
  for (const fs::path& file : sources()) {
    const size_t most = file.filename() == "rule.cpp" ? 120 : 430;
    EXPECT_LE(lines_of(file).size(), most) << below_root(file);
  }
}

TEST(Conventions, NothingIsLeftForLater) {
  const std::regex later(std::string("TO") + "DO|FIX" + "ME|XX" + "X");
  for (const fs::path& file : sources())
    for (const std::string& line : lines_of(file)) EXPECT_FALSE(std::regex_search(line, later)) << below_root(file) << ": " << line;
}

TEST(Conventions, EveryRuleHasAHitAndACleanCaseAsFixture) {
  for (const ringfence::Rule& rule : ringfence::all_rules()) {
    const fs::path folder = kRoot / "rules" / rule.family / std::string(rule.id.substr(rule.family.size() + 1)) / "fixtures";
    bool hit = false;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
      for (const std::string& line : lines_of(entry.path()))
        hit = hit || (line.find("-- expect: ") != std::string::npos && line.find(rule.id) != std::string::npos);
    // What is wrong in a TOML cannot stand in an SQL fixture: tests/unit/policy_test.cpp holds that rule.
    EXPECT_TRUE(hit || rule.id == "policy-mistake") << folder;
  }
}

}  // namespace
