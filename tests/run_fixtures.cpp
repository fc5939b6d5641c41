// Runs every fixture of every rule, the cases of tests/cases, and the examples of every manual.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "ringfence/program.h"
#include "ringfence/sql_front_end.h"
#include "tests/fixture_file.h"

namespace fs = std::filesystem;

namespace ringfence::tests {
namespace {

const fs::path kRoot = RINGFENCE_SOURCE_DIR;

// The same finding before and after an edit that moves lines.
using Identity = std::pair<std::string, std::string>;

std::map<Identity, int> count_by_identity(const std::vector<Finding>& findings) {
  std::map<Identity, int> counts;
  for (const Finding& finding : findings) ++counts[{finding.rule, finding.subject}];
  return counts;
}

void expect_one_line(const std::string& text, const std::string& what) {
  EXPECT_FALSE(text.empty()) << what;
  EXPECT_EQ(text.find('\n'), std::string::npos) << what << ": " << text;
}

// A fix parses, takes its finding away and brings no other.
void expect_fix_mends(const FixtureProject& before, const Finding& finding, const Fix& fix) {
  const FixtureFile fixed = before.with_fix(fix);
  const FixtureProject after(fixed);
  const auto counts_before = count_by_identity(before.findings());
  auto counts_after = count_by_identity(after.findings());
  const Identity mended{finding.rule, finding.subject};
  EXPECT_LT(counts_after[mended], counts_before.at(mended))
      << "the fix '" << fix.title << "' does not mend '" << finding.what << "':\n" << fixed.queries.text;
  for (const auto& [identity, count] : counts_after) {
    const auto known = counts_before.find(identity);
    EXPECT_LE(count, known == counts_before.end() ? 0 : known->second)
        << "the fix '" << fix.title << "' brings " << identity.first << " (" << identity.second << "):\n" << fixed.queries.text;
  }
}

class FixtureTest : public testing::Test {
 public:
  explicit FixtureTest(fs::path file) : file_(std::move(file)) {}

  void TestBody() override {
    SCOPED_TRACE(file_.string());
    const FixtureFile fixture = read_fixture(file_);
    const FixtureProject project(fixture);
    EXPECT_EQ(describe(project.found()), describe(expectations_of(fixture))) << "left: found, right: expected";
    for (const Finding& finding : project.findings()) {
      expect_one_line(finding.what, finding.rule + " says what");
      expect_one_line(finding.advice, finding.rule + " says what to do");
      for (const Label& why : finding.why) expect_one_line(why.text, finding.rule + " says why");
      for (const Fix& fix : finding.fixes) expect_fix_mends(project, finding, fix);
    }
  }

 private:
  fs::path file_;
};

// Fixtures of a rule show it both ways: a line where it speaks and a statement where no rule does.
class CoverageTest : public testing::Test {
 public:
  CoverageTest(fs::path fixtures, std::string rule) : fixtures_(std::move(fixtures)), rule_(std::move(rule)) {}

  void TestBody() override {
    bool hit = false, clean = false;
    for (const fs::directory_entry& entry : fs::directory_iterator(fixtures_)) {
      if (!is_fixture(entry.path())) continue;
      const FixtureFile fixture = read_fixture(entry.path());
      const Expectations expected = expectations_of(fixture);
      for (const auto& [at, rules] : expected) hit = hit || rules.contains(rule_);
      clean = clean || (entry.path().extension() == ".cpp" ? has_clean_text(FixtureProject(fixture), expected)
                                                           : has_clean_statement(fixture.queries, expected));
    }
    EXPECT_TRUE(hit) << fixtures_ << ": no line expects " << rule_;
    EXPECT_TRUE(clean) << fixtures_ << ": every statement is expected to be wrong";
  }

 private:
  static bool has_clean_statement(const NamedText& queries, const Expectations& expected) {
    const Source source(queries.name, queries.text);
    for (const SqlText& statement : read_sql_file(source, SqlFileKind::kQueries).statements) {
      const auto first = expected.lower_bound({queries.name, source.position(statement.host.begin).line});
      const auto last = expected.upper_bound({queries.name, source.position(statement.host.end).line});
      if (first == last) return true;
    }
    return false;
  }

  static bool has_clean_text(const FixtureProject& project, const Expectations& expected) {
    const auto is_expected = [&](Place at) {
      return expected.contains({fs::path(at.source->path()).filename().string(), at.source->position(at.span.begin).line});
    };
    const CodeReading& code = project.project().code;
    return std::any_of(code.statements.begin(), code.statements.end(), [&](const CodeStatement& one) {
      return !is_expected({one.text.source, one.text.host}) && !is_expected(one.call);
    }) || (code.linked != nullptr && has_clean_function(code, expected));
  }

  static bool has_clean_function(const CodeReading& code, const Expectations& expected) {
    const auto& functions = code.linked->functions();
    return std::any_of(functions.begin(), functions.end(), [&](const program::FunctionRef& one) {
      const CodeRange& at = one.function->at;
      const auto source = at.file < 0 ? code.source_of.end() : code.source_of.find(one.unit->files[static_cast<size_t>(at.file)].path);
      if (source == code.source_of.end() || one.function->calls.empty()) return false;
      const std::string name = fs::path(source->second->path()).filename().string();
      return expected.lower_bound({name, source->second->position(at.begin).line}) ==
             expected.upper_bound({name, source->second->position(at.end).line});
    });
  }

  fs::path fixtures_;
  std::string rule_;
};

// What the C++ of manuals takes for granted.
constexpr const char* kManualPrelude =
    "#include <pqxx/pqxx>\n#include <string>\n"
    "namespace http { struct Request { std::string query(const std::string& name) const; }; }\n"
    "struct RequestContext { long org_id() const; };\n";
constexpr const char* kManualPolicy =
    "[tenant]\nroot = \"organizations\"\nkeys = [\"org_id\"]\nterms = [\"$1\"]\n"
    "context = [\"RequestContext::org_id\"]\nrequest = [\"http::Request::query\"]\n";

// The fenced blocks of a manual, by their first line. SQL: `-- bad` gives the rule, `-- good` gives nothing (queries, or with
// `, in a migration` a part of the schema), `-- schema` replaces the default schema. TOML: `# policy` replaces the default
// policy and `# pack` adds a policy pack, `# bad` and `# good` are policies themselves.
class ManualTest : public testing::Test {
 public:
  ManualTest(fs::path file, std::string rule) : file_(std::move(file)), rule_(std::move(rule)) {}

  void TestBody() override {
    SCOPED_TRACE(file_.string());
    std::istringstream lines(read_text(file_));
    std::string language, block, section;
    for (std::string line; std::getline(lines, line);) {
      if (language.empty() && line.starts_with("## ")) section = line.substr(3);
      if (language.empty() && line.starts_with("```")) {
        language = line.size() > 3 ? line.substr(3) : "text";
        block.clear();
      } else if (line == "```") {
        run(language, block, section == "Examples");
        language.clear();
      } else if (!language.empty()) {
        block += line + "\n";
      }
    }
    EXPECT_GT(bad_, 0) << "no bad example";
    EXPECT_GT(good_, 0) << "no good example";
  }

 private:
  void run(const std::string& language, const std::string& block, bool is_example) {
    const bool is_cpp = language == "cpp" && RINGFENCE_HAS_CPP != 0;
    const std::string sign = language == "sql" ? "-- " : language == "toml" ? "# " : is_cpp ? "// " : "";
    if (sign.empty()) return;
    std::string first = block.substr(0, block.find('\n'));
    constexpr std::string_view kInMigration = ", in a migration";
    const bool in_migration = first.ends_with(kInMigration);
    if (in_migration) first.resize(first.size() - kInMigration.size());
    constexpr std::string_view kInDatabase = ", in the database";
    const bool in_database = first.ends_with(kInDatabase);
    if (in_database) first.resize(first.size() - kInDatabase.size());
    base_.is_of_tables = rule_.starts_with("schema-");
    FixtureFile fixture = base_;
    if (is_cpp) {
      fixture.queries = {"manual.cpp", kManualPrelude + block};
      fixture.policy.text = kManualPolicy;
    } else if (in_migration) fixture.schema.text += block;
    else if (in_database) fixture.database = {"database.sql", block};
    else (language == "sql" ? fixture.queries : fixture.policy).text = block;
    if (first == "# pack") {
      base_.pack = {"pack.toml", block};
    } else if (first == sign + "schema") {
      base_.schema.text = block;
    } else if (first == sign + "policy") {
      base_.policy.text = block;
    } else if (first == sign + "bad") {
      ++bad_;
      Expectations found = FixtureProject(fixture).found();
      for (const auto& [at, rules] : expectations_of(fixture)) found.erase(at);
      EXPECT_NE(describe(found).find(": " + rule_ + "\n"), std::string::npos) << "not found:\n" << block;
    } else if (first == sign + "good") {
      ++good_;
      EXPECT_EQ(describe(FixtureProject(fixture).found()), describe(expectations_of(fixture))) << "not clean:\n" << block;
    } else {
      EXPECT_FALSE(is_example) << "an example begins with neither '" << sign << "bad' nor '" << sign << "good':\n" << block;
    }
  }

  fs::path file_;
  std::string rule_;
  FixtureFile base_ = default_fixture("");
  int bad_ = 0;
  int good_ = 0;
};

// A minus sign would end a positive --gtest_filter.
std::string test_name(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

template <class Make>
void add_test(const char* suite, const std::string& name, Make make) {
  testing::RegisterTest(suite, test_name(name).c_str(), nullptr, nullptr, __FILE__, __LINE__, make);
}

void add_rule(const fs::path& folder, const std::string& rule) {
  // Without the C++ front end a rule of C++ alone has nothing to show.
  const fs::directory_iterator files(folder / "fixtures");
  if (std::none_of(begin(files), end(files), [](const fs::directory_entry& entry) { return is_fixture(entry.path()); })) return;
  add_test("Manual", rule, [file = folder / "rule.md", rule]() -> testing::Test* { return new ManualTest(file, rule); });
  add_test("Coverage", rule, [path = folder / "fixtures", rule]() -> testing::Test* { return new CoverageTest(path, rule); });
  for (const fs::directory_entry& entry : fs::directory_iterator(folder / "fixtures"))
    if (is_fixture(entry.path()))
      add_test("Fixture", rule + "/" + entry.path().stem().string(),
               [path = entry.path()]() -> testing::Test* { return new FixtureTest(path); });
}

void add_all() {
  for (const Rule& rule : all_rules())
    add_rule(kRoot / "rules" / rule.family / rule.id.substr(rule.family.size() + 1), std::string(rule.id));
  if (!fs::is_directory(kRoot / "tests/cases")) return;
  for (const fs::directory_entry& entry : fs::directory_iterator(kRoot / "tests/cases"))
    if (is_fixture(entry.path()))
      add_test("Case", entry.path().stem().string(), [path = entry.path()]() -> testing::Test* { return new FixtureTest(path); });
}

}  // namespace
}  // namespace ringfence::tests

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  ringfence::tests::add_all();
  return RUN_ALL_TESTS();
}
