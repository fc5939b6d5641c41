// Which SQL is found in C++, and what is bound to it: tests/texts/*.cpp say it in comments, `// sql: TEXT | ARGUMENTS`, each
// in front of where the text begins. Real headers where Debian ships them, stand-ins for the others.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <sstream>

#include "tests/fixture_file.h"

namespace fs = std::filesystem;

namespace ringfence::tests {
namespace {

const fs::path kTexts = fs::path(RINGFENCE_SOURCE_DIR) / "tests/texts";

// White space counts as one blank, as it does for PostgreSQL.
std::string folded(const std::string& text) {
  std::string made;
  for (const char c : text) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!space) made += c;
    else if (!made.empty() && made.back() != ' ') made += ' ';
  }
  while (!made.empty() && made.back() == ' ') made.pop_back();
  return made;
}

std::vector<std::string> expected(const std::string& file) {
  static const std::regex pattern("// sql: (.*)");
  std::vector<std::string> texts;
  std::istringstream lines(file);
  std::smatch match;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_search(line, match, pattern)) texts.push_back(folded(match[1].str()));
  return texts;
}

// As written in the comments: arguments are shown where the comment at that place names any.
std::vector<std::string> found(const CodeReading& code, const std::vector<std::string>& wanted) {
  std::vector<std::string> texts;
  for (const CodeStatement& one : code.statements) {
    // What stands for a hole has a number that says nothing.
    std::string text = std::regex_replace(folded(one.text.text), std::regex("\\$2[0-9]000\\b"), "{}");
    std::string arguments;
    for (const BoundArgument& argument : one.arguments) arguments += (arguments.empty() ? " " : ", ") + argument.name;
    const bool shows = texts.size() < wanted.size() && wanted[texts.size()].find(" |") != std::string::npos;
    texts.push_back(shows ? folded(text + " |" + arguments) : text);
  }
  return texts;
}

class TextsTest : public testing::TestWithParam<fs::path> {};

TEST_P(TextsTest, AreFoundWithWhatIsBound) {
  const FixtureFile file = read_fixture(GetParam());
  const FixtureProject project(file);
  const std::vector<std::string> wanted = expected(file.queries.text);
  EXPECT_FALSE(wanted.empty());
  EXPECT_EQ(found(project.project().code, wanted), wanted);
}

std::vector<fs::path> files() {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(kTexts))
    if (entry.path().extension() == ".cpp") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

INSTANTIATE_TEST_SUITE_P(Cpp, TextsTest, testing::ValuesIn(files()), [](const auto& info) { return info.param.stem().string(); });

}  // namespace
}  // namespace ringfence::tests
