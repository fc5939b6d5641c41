// What a reviewer would otherwise say twice.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = RINGFENCE_SOURCE_DIR;

struct TextFile {
  std::string path;  ///< Below the root.
  std::vector<std::string> lines;

  std::string name() const { return fs::path(path).filename().string(); }
  bool is_code() const { return path.ends_with(".cpp") || path.ends_with(".h"); }
  bool lies_in(const std::string& folder) const { return path.starts_with(folder + "/"); }
};

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream stream(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

const std::vector<TextFile>& all_files() {
  static const std::vector<TextFile> files = [] {
    std::vector<TextFile> found;
    for (const char* folder : {"ci", "clang-plugin", "docs", "include", "lint", "rules", "tests"}) {
      if (!fs::is_directory(kRoot / folder)) continue;
      for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / folder))
        if (entry.is_regular_file())
          found.push_back({entry.path().lexically_relative(kRoot).string(), lines_of(entry.path())});
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(kRoot))
      if (entry.is_regular_file() && entry.path().filename() != "LICENSE")
        found.push_back({entry.path().filename().string(), lines_of(entry.path())});
    return found;
  }();
  return files;
}

std::vector<TextFile> code_files() {
  std::vector<TextFile> code;
  for (const TextFile& file : all_files())
    if (file.is_code()) code.push_back(file);
  return code;
}

TEST(Conventions, FoldersMeetOnlyThroughTheSharedHeaders) {
  const std::regex include("#include [\"<]((?:lint/[a-z_]+|rules/[a-z]+)/)[^\">]+[\">]");
  for (const TextFile& file : code_files()) {
    if (file.lies_in("tests")) continue;
    for (const std::string& line : file.lines) {
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      EXPECT_TRUE(file.path.starts_with(match[1].str())) << file.path << ": " << line;
    }
  }
}

TEST(Conventions, SharedHeadersIncludeOnlyEachOther) {
  for (const TextFile& file : code_files()) {
    if (!file.lies_in("include")) continue;
    for (const std::string& line : file.lines)
      EXPECT_TRUE(!line.starts_with("#include \"") || line.starts_with("#include \"ringfence/")) << file.path << ": " << line;
  }
}

TEST(Conventions, OnlyOneFileKnowsTheParserAndOneFolderKnowsClang) {
  const std::regex clang("#include [\"<](clang|clang-c|clang-tidy|llvm|llvm-c)/");
  for (const TextFile& file : code_files()) {
    if (file.lies_in("tests/bench")) continue;
    for (const std::string& line : file.lines) {
      EXPECT_TRUE(!line.starts_with("#include <pg_query") || file.path == "lint/sql/parse.cpp") << file.path << ": " << line;
      EXPECT_TRUE(!std::regex_search(line, clang) || file.lies_in("clang-plugin")) << file.path << ": " << line;
    }
  }
}

TEST(Conventions, RulesReadFactsAndNothingElse) {
  const std::regex allowed("#include (\"ringfence/(rule|leak)\\.h\"|\"rules/[a-z]+/[a-z_]+\\.h\"|<[a-z_]+>)");
  for (const TextFile& file : code_files()) {
    if (!file.lies_in("rules") || file.name() == "generate_registry.cpp" || file.path.find("/fixtures/") != std::string::npos) continue;
    for (const std::string& line : file.lines)
      EXPECT_TRUE(!line.starts_with("#include") || std::regex_match(line, allowed)) << file.path << ": " << line;
  }
}

TEST(Conventions, FilesAreNamedForWhatTheyHold) {
  const std::regex vague("(.*_)?(utils?|helpers?|common|misc|manager)");
  for (const TextFile& file : all_files())
    EXPECT_FALSE(std::regex_match(fs::path(file.path).stem().string(), vague)) << file.path;
}

TEST(Conventions, FilesStayReadable) {
  for (const TextFile& file : code_files()) {
    const size_t most = file.name() == "rule.cpp" ? 120 : file.path == "include/ringfence/facts.h" ? 200 : 400;
    EXPECT_LE(file.lines.size(), most) << file.path;
  }
}

TEST(Conventions, HeadersAreIncludedOnceAndSayTheirPurpose) {
  for (const TextFile& file : code_files()) {
    if (!file.path.ends_with(".h") || file.lies_in("docs")) continue;
    ASSERT_GE(file.lines.size(), 2u) << file.path;
    EXPECT_TRUE(file.lines[0].starts_with("// ")) << file.path << " does not begin with what it is for";
    EXPECT_NE(std::find(file.lines.begin(), file.lines.end(), "#pragma once"), file.lines.end()) << file.path;
  }
}

TEST(Conventions, NothingIsLeftForLater) {
  // Put together here, so that this file does not find itself.
  const std::string words[] = {std::string("TO") + "DO", std::string("FIX") + "ME", std::string("XX") + "X", std::string("HA") + "CK"};
  const auto is_letter = [](const std::string& line, size_t at) { return at < line.size() && (std::isalnum(static_cast<unsigned char>(line[at])) != 0 || line[at] == '_'); };
  for (const TextFile& file : all_files())
    for (const std::string& line : file.lines)
      for (const std::string& word : words)
        for (size_t at = line.find(word); at != std::string::npos; at = line.find(word, at + 1))
          EXPECT_TRUE((at > 0 && is_letter(line, at - 1)) || is_letter(line, at + word.size())) << file.path << ": " << line;
}

TEST(Conventions, ScriptsStopAtTheFirstErrorAndExplainThemselves) {
  for (const TextFile& file : all_files()) {
    if (!file.lies_in("ci") || file.lines.empty() || file.lines[0] != "#!/usr/bin/env bash") continue;
    const auto has = [&](const std::string& text) {
      return std::any_of(file.lines.begin(), file.lines.end(), [&](const std::string& line) { return line.find(text) != line.npos; });
    };
    EXPECT_TRUE(has("set -euo pipefail")) << file.path;
    EXPECT_TRUE(has("--help")) << file.path;
    EXPECT_TRUE(has("usage: " + file.path)) << file.path;
  }
}

TEST(Conventions, EveryRuleIsACompleteFolder) {
  for (const fs::directory_entry& family : fs::directory_iterator(kRoot / "rules")) {
    const std::string name = family.path().filename().string();
    if (!family.is_directory() || name == "knowledge" || name == "policies") continue;
    for (const fs::directory_entry& rule : fs::directory_iterator(family.path())) {
      if (!rule.is_directory()) continue;
      for (const char* part : {"rule.cpp", "rule.toml", "rule.md", "fixtures"})
        EXPECT_TRUE(fs::exists(rule.path() / part)) << rule.path() / part;
    }
  }
}

TEST(Conventions, LinksOfTheDocumentationLeadSomewhere) {
  const std::regex link("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  for (const TextFile& file : all_files()) {
    if (!file.path.ends_with(".md")) continue;
    for (const std::string& line : file.lines)
      for (std::sregex_iterator at(line.begin(), line.end(), link), end; at != end; ++at)
        EXPECT_TRUE(fs::exists(kRoot / fs::path(file.path).parent_path() / (*at)[1].str())) << file.path << ": " << line;
  }
}

}  // namespace
