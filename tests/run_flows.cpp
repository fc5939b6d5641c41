// What leaves a program in C++: tests/flows, every shape of code with every library. The README there says how it is put
// together.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>
#include <toml++/toml.h>

#include "tests/fixture_file.h"

namespace fs = std::filesystem;

namespace ringfence::tests {
namespace {

const fs::path kFlows = fs::path(RINGFENCE_SOURCE_DIR) / "tests/flows";
constexpr const char* kUsual = "personal-in-log";

// Where the text between the parentheses at `open` ends; npos: nowhere.
size_t closing(const std::string& line, size_t open) {
  int depth = 0;
  for (size_t i = open; i < line.size(); ++i) {
    depth += line[i] == '(' ? 1 : line[i] == ')' ? -1 : 0;
    if (depth == 0) return i;
  }
  return std::string::npos;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
  return text;
}

// A library's ways to let a value go: the words that stand for them in shapes, and its own statements with `$value`.
class Library {
 public:
  explicit Library(const fs::path& file) : name(file.stem().string()), table_(toml::parse_file(file.string())) {
    for (const char* word : {"text", "stream", "format", "stringify"})
      if (table_.contains(word)) ways_[word] = string(word);
    rule = table_["rule"].value_or(std::string(kUsual));
  }

  std::string string(const char* key) const { return table_[key].value_or(std::string()); }
  std::vector<std::string> strings(const char* key) const {
    std::vector<std::string> made;
    if (const toml::array* list = table_[key].as_array())
      for (const toml::node& one : *list) made.push_back(one.value_or(std::string()));
    return made;
  }

  /// `LOG(x);`, `STREAM(x);`, `FORMAT(x);`, `STRINGIFY(x);` as this library has it. False where it has no such way.
  bool fill(std::string& line) const {
    for (const auto& [word, key] : {std::pair{"LOG(", "text"}, {"STREAM(", "stream"}, {"FORMAT(", "format"}, {"STRINGIFY(", "stringify"}}) {
      const size_t at = line.find(word);
      if (at == std::string::npos || (at > 0 && line[at - 1] != ' ')) continue;
      const auto way = ways_.find(key);
      const size_t open = at + std::string(word).size() - 1, end = closing(line, open);
      if (way == ways_.end() || end == std::string::npos) return false;
      line.replace(at, end + 2 - at, replaced(way->second, "$value", line.substr(open + 1, end - open - 1)));
    }
    return true;
  }

  std::string name, rule;

 private:
  toml::table table_;
  std::map<std::string, std::string> ways_;
};

// One file, with its includes in front and everything else in a namespace of its own.
struct Piece {
  std::string name;
  std::vector<std::string> includes, lines;
};

// Nothing where the library cannot do what the shape asks for.
std::optional<Piece> piece(const Library& library, const std::string& name, const std::string& text) {
  Piece made{name, {}, {}};
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("#include")) {
      made.includes.push_back(line);
      continue;
    }
    if (!library.fill(line)) return std::nullopt;
    const size_t expected = line.find("// expect: ");
    if (expected != std::string::npos && library.rule != kUsual) {
      // What is no log has one rule for everything; rows and objects are the business of logs.
      if (line.compare(expected + 11, std::string::npos, kUsual) != 0) return std::nullopt;
      line = replaced(line, kUsual, library.rule);
    }
    made.lines.push_back(line);
  }
  return made;
}

// All ways that the library has but the first, each with a leak and a look-alike.
std::vector<std::string> further_ways(const Library& library) {
  std::vector<std::string> lines;
  for (const std::string& way : library.strings("more")) {
    const std::string function = std::to_string(lines.size()) + "(const Customer& customer) {";
    lines.insert(lines.end(), {"void leak_" + function, "  " + replaced(way, "$value", "customer.email") + "  // expect: " + library.rule, "}"});
    lines.insert(lines.end(), {"void clean_" + function, "  " + replaced(way, "$value", "customer.status"), "}"});
  }
  return lines;
}

class Matrix {
 public:
  explicit Matrix(const fs::path& file) : library_(file) {
    std::vector<Piece> mine, others;
    std::vector<fs::path> shapes;
    for (const fs::directory_entry& entry : fs::directory_iterator(kFlows / "shapes")) shapes.push_back(entry.path());
    std::sort(shapes.begin(), shapes.end());
    for (const fs::path& shape : shapes)
      if (auto one = piece(library_, shape.stem().stem().string(), read_text(shape)))
        (shape.stem().has_extension() ? others : mine).push_back(std::move(*one));
    // Both halves of a shape, or none.
    const auto lacks_half = [&](const Piece& one) {
      return std::none_of(mine.begin(), mine.end(), [&](const Piece& other) { return other.name == one.name; });
    };
    std::erase_if(others, lacks_half);
    mine.push_back({"ways", {}, further_ways(library_)});
    fixture_ = {{"schema.sql", read_text(kFlows / "schema.sql")},
                {library_.name + ".cpp", unit(mine)},
                {"ringfence.toml", read_text(kFlows / "ringfence.toml")},
                {},
                {{"other.cpp", unit(others)}, {"customer.h", read_text(kFlows / "customer.h")}},
                library_.strings("flags")};
    for (std::string& flag : fixture_.flags) flag = replaced(flag, "$stand-ins", (fs::path(RINGFENCE_SOURCE_DIR) / "tests/stand-ins").string());
  }

  const FixtureFile& fixture() const { return fixture_; }

  /// "spdlog.cpp:12: personal-in-log: <the line>", of what is in C++ and of the families that are meant.
  std::string describe(const Expectations& all) const {
    std::string text;
    for (const auto& [at, rules] : all)
      for (const std::string& rule : rules)
        if (at.first.ends_with(".cpp") && (rule.starts_with("personal-") || rule.starts_with("credential-")))
          text += at.first + ":" + std::to_string(at.second) + ": " + rule + ": " + line(at.first, at.second) + "\n";
    return text;
  }

 private:
  std::string unit(const std::vector<Piece>& pieces) const {
    std::string text = "#include \"customer.h\"\n";
    for (const std::string& header : library_.strings("includes")) text += "#include <" + header + ">\n";
    for (const Piece& one : pieces)
      for (const std::string& include : one.includes) text += include + "\n";
    text += library_.string("before") + "\n";
    for (const Piece& one : pieces) {
      text += "namespace shape_" + one.name + " {\n";
      for (const std::string& line : one.lines) text += line + "\n";
      text += "}\n";
    }
    return text;
  }

  // With the namespace that it stands in: the shape.
  std::string line(const std::string& file, uint32_t number) const {
    std::istringstream lines(file == fixture_.queries.name ? fixture_.queries.text : fixture_.more_units[0].text);
    std::string line, shape;
    for (uint32_t i = 0; i < number && std::getline(lines, line); ++i)
      if (line.starts_with("namespace shape_")) shape = line.substr(16, line.find(' ', 16) - 16);
    return shape + ": " + line.substr(std::min(line.find_first_not_of(' '), line.size()));
  }

  Library library_;
  FixtureFile fixture_;
};

class FlowsTest : public testing::TestWithParam<fs::path> {};

TEST_P(FlowsTest, LeakWhereTheyAreSaidTo) {
  const Matrix matrix(GetParam());
  Expectations expected = expectations_of(matrix.fixture());
  expected.merge(expectations_of({{}, matrix.fixture().more_units[0], {}}));
  if (const char* folder = std::getenv("RINGFENCE_KEEP_FLOWS")) {
    for (const NamedText* file : {&matrix.fixture().queries, &matrix.fixture().more_units[0]})
      std::ofstream(fs::path(folder) / (GetParam().stem().string() + "-" + file->name)) << file->text;
  }
  const FixtureProject project(matrix.fixture());
  EXPECT_FALSE(expected.empty());
  const auto lines = [](const std::string& text) {
    std::set<std::string> made;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) made.insert(line);
    return made;
  };
  const std::set<std::string> found = lines(matrix.describe(project.found())), wanted = lines(matrix.describe(expected));
  for (const std::string& line : wanted) EXPECT_TRUE(found.contains(line)) << "not found: " << line;
  for (const std::string& line : found) EXPECT_TRUE(wanted.contains(line)) << "not expected: " << line;
}

std::vector<fs::path> libraries() {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFlows / "libraries"))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

INSTANTIATE_TEST_SUITE_P(Cpp, FlowsTest, testing::ValuesIn(libraries()), [](const auto& info) {
  std::string name = info.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace ringfence::tests
