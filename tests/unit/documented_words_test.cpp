// Every word that ringfence.toml and policy packs know stands in their manuals, and none is told that they do not know.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>

#include "ringfence/policy_reader.h"

namespace ringfence {
namespace {

class Disk : public ProjectFiles {
 public:
  explicit Disk(std::string pack) : pack_(std::move(pack)) {}
  ReadFile read(const std::string&) const override {
    ReadFile made;
    made.source = std::make_shared<Source>("pack.toml", pack_);
    return made;
  }

 private:
  std::string pack_;
};

constexpr const char* kUnknown = "qqqqqqqq";

// What the reader says is valid beside a word that it cannot know: "valid here: name, title", "valid tables: [pack], [rules]".
std::vector<std::string> words_beside_unknown(const std::string& own, const std::string& pack) {
  const PolicyReading reading = read_policy(std::make_shared<Source>("ringfence.toml", own), "/project", {"tenant"}, Disk(pack));
  std::vector<std::string> words;
  for (const PolicyMistake& one : reading.mistakes) {
    if (one.what.find(kUnknown) == std::string::npos || one.advice.rfind("valid ", 0) != 0) continue;
    const std::string list = one.advice.substr(one.advice.find(':'));
    const std::regex word("[a-z_]+");
    for (std::sregex_iterator at(list.begin(), list.end(), word), end; at != end; ++at) words.push_back(at->str());
  }
  return words;
}

std::string manual(const std::string& name) {
  std::ifstream stream(std::string(RINGFENCE_SOURCE_DIR) + "/docs/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// `word`, `[word]`, `[[word]]`, `table.word`.
bool is_mentioned(const std::string& word, const std::string& text) {
  return std::regex_search(text, std::regex("`[^`\n]*\\b" + word + "\\b[^`\n]*`"));
}

// A row of a table: "| `word` | what it holds |".
bool has_row(const std::string& word, const std::string& text) { return text.find("\n| `" + word + "` |") != std::string::npos; }

const std::string kNoPack;
const std::string kHead = "[pack]\nname = 'own'\ntitle = 'Policy'\n";
const std::string kCommitment = "[[commitments]]\nid = 'one'\nclause = '1'\npromise = 'P.'\n";
const std::string kUse = "[policy]\npacks = ['pack.toml']\n";

void expect_told(const std::vector<std::string>& words, size_t how_many, const std::string& name, bool (*is_told)(const std::string&, const std::string&)) {
  EXPECT_GE(words.size(), how_many) << name;
  const std::string text = manual(name);
  for (const std::string& word : words) EXPECT_TRUE(is_told(word, text)) << "'" << word << "' is not told in docs/" << name;
}

TEST(DocumentedWords, OfPolicyPacks) {
  const std::string unknown = std::string(kUnknown) + " = 1\n";
  expect_told(words_beside_unknown(kUse, unknown + kHead + kCommitment + "rules = ['tenant']\n"), 8, "policy-packs.md", is_mentioned);
  expect_told(words_beside_unknown(kUse, kHead + unknown + kCommitment + "rules = ['tenant']\n"), 3, "policy-packs.md", has_row);
  expect_told(words_beside_unknown(kUse, kHead + kCommitment + "rules = ['tenant']\n" + unknown), 14, "policy-packs.md", has_row);
}

TEST(DocumentedWords, OfTheParametersOfCommitments) {
  const auto words = [](const std::string& parameter) {
    return words_beside_unknown(kUse, kHead + kCommitment + parameter + " = { " + kUnknown + " = 1 }\n");
  };
  expect_told(words("retention"), 4, "policy-packs.md", has_row);
  expect_told(words("reveal"), 3, "policy-packs.md", has_row);
  expect_told(words("restricted"), 2, "policy-packs.md", has_row);
  expect_told(words("deduplicate"), 2, "policy-packs.md", has_row);
  expect_told(words("only_in"), 2, "policy-packs.md", has_row);
}

TEST(DocumentedWords, OfRingfenceToml) {
  const std::string unknown = std::string(kUnknown) + " = 1\n";
  expect_told(words_beside_unknown(unknown, kNoPack), 9, "configuration.md", is_mentioned);
  for (const char* table : {"inputs", "tenant", "personal", "credential", "policy", "history"})
    expect_told(words_beside_unknown("[" + std::string(table) + "]\n" + unknown, kNoPack), 1, "configuration.md", is_mentioned);
  expect_told(words_beside_unknown("[[recipients]]\nname = 'a'\nhosts = ['b']\n" + unknown, kNoPack), 4, "configuration.md", is_mentioned);
}

}  // namespace
}  // namespace ringfence
