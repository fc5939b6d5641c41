// Input of the worst kinds: the program says clearly what is wrong, ends with the right exit code, and loses nothing
// that could be read. What could be read is, in each case, one leak with a known place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::Contains;
using testing::Eq;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

constexpr const char* kSchema =
    "CREATE TABLE organizations (id bigint PRIMARY KEY);\n"
    "CREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), title text);\n"
    "CREATE INDEX deals_by_org ON deals (org_id);\n";
constexpr const char* kPolicy =
    "[inputs]\nschema = [\"schema/*.sql\"]\nqueries = [\"queries/*.sql\"]\n"
    "[tenant]\nroot = \"organizations\"\nkeys = [\"org_id\"]\nterms = [\"$1\"]\n";
constexpr const char* kLeak = "SELECT title FROM deals;\n";

struct Outcome {
  int exit_code = -1;                 ///< -1: a signal ended it.
  std::string trouble;                ///< What it wrote to stderr.
  std::vector<std::string> findings;  ///< "queries/a.sql:3 tenant-unscoped-read"
  std::string messages;               ///< What the findings say, one a line.
};

class HostileInput : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "ringfence-hostile.XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    write("ringfence.toml", kPolicy);
    write("schema/1.sql", kSchema);
    fs::create_directories(folder_ / "queries");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& path, const std::string& text) {
    fs::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << text;
  }

  Outcome check(const std::string& arguments = "") {
    const fs::path report = folder_ / "report.json";
    const fs::path trouble = folder_ / "trouble.txt";
    const std::string command = "cd '" + folder_.string() +
                                "' && '" RINGFENCE_PROGRAM "' check --quiet --format json --fail-on warning " +
                                arguments + " >'" + report.string() + "' 2>'" + trouble.string() + "'";
    const int status = std::system(command.c_str());
    Outcome outcome;
    // The shell reports a signal of its child as an exit code above 128.
    if (WIFEXITED(status) && WEXITSTATUS(status) < 128) outcome.exit_code = WEXITSTATUS(status);
    outcome.trouble = read(trouble);
    const auto json = nlohmann::json::parse(read(report), nullptr, false);
    if (!json.is_object()) return outcome;
    for (const auto& finding : json["findings"]) {
      outcome.findings.push_back(finding["path"].get<std::string>() + ":" + std::to_string(finding["line"].get<int>()) +
                                 " " + finding["rule"].get<std::string>());
      outcome.messages += finding["what"].get<std::string>() + " " + finding.value("advice", "") + "\n";
    }
    return outcome;
  }

  static std::string read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  fs::path folder_;
};

std::string repeated(std::string_view text, size_t times) {
  std::string made;
  made.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) made += text;
  return made;
}

TEST_F(HostileInput, EmptyFiles) {
  write("queries/empty.sql", "");
  write("queries/blank.sql", "\n \t\n;;;\n-- nothing\n");
  write("schema/2.sql", "");
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 0) << outcome.trouble;
  EXPECT_THAT(outcome.findings, testing::IsEmpty());
}

TEST_F(HostileInput, BinaryFileBesideGoodOnes) {
  std::string bytes;
  for (int i = 0; i < 100000; ++i) bytes += static_cast<char>(i * 7919 >> 3);
  write("queries/binary.sql", bytes);
  write("queries/good.sql", kLeak);
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 2) << outcome.trouble;
  EXPECT_THAT(outcome.findings,
              IsSupersetOf({"queries/binary.sql:1 input-unparsed", "queries/good.sql:1 tenant-unscoped-read"}));
  EXPECT_THAT(outcome.messages, HasSubstr("binary"));
}

TEST_F(HostileInput, BinarySchema) {
  write("schema/2.sql", std::string("\0\1\2CREATE", 9));
  write("queries/good.sql", kLeak);
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 2) << outcome.trouble;
  EXPECT_THAT(outcome.findings,
              IsSupersetOf({"schema/2.sql:1 input-unparsed", "queries/good.sql:1 tenant-unscoped-read"}));
}

TEST_F(HostileInput, InvalidUtf8) {
  write("queries/a.sql",
        "-- caf\xE9 \xFF\nSELECT title FROM deals WHERE org_id = $1 AND title = 'caf\xE9';\n" + std::string(kLeak));
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 1) << outcome.trouble;
  EXPECT_THAT(outcome.findings, Contains("queries/a.sql:3 tenant-unscoped-read"));
}

TEST_F(HostileInput, ByteOrderMarkAndCarriageReturns) {
  write("queries/a.sql", "\xEF\xBB\xBFSELECT 1;\r\n\r\nSELECT title FROM deals;\r\n");
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 1) << outcome.trouble;
  EXPECT_THAT(outcome.findings, testing::ElementsAre("queries/a.sql:3 tenant-unscoped-read"));
}

TEST_F(HostileInput, UnterminatedTokensBeforeGoodStatements) {
  for (const char* open : {"SELECT 'no end;", "SELECT \"no end;", "SELECT $$no end;", "SELECT $body$no end;",
                           "SELECT E'no \\' end;", "/* no end;"}) {
    write("queries/a.sql", std::string("SELECT 1;\n") + open + "\n\n" + kLeak);
    const Outcome outcome = check();
    EXPECT_EQ(outcome.exit_code, 1) << open << outcome.trouble;
    EXPECT_THAT(outcome.findings,
                IsSupersetOf({"queries/a.sql:2 input-unparsed", "queries/a.sql:4 tenant-unscoped-read"}))
        << open;
  }
}

TEST_F(HostileInput, SyntaxErrorsBetweenGoodStatements) {
  write("queries/a.sql", "SELEC 1;\n" + std::string(kLeak) + "SELECT FROM WHERE;\n)))((;\n" + kLeak);
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 1) << outcome.trouble;
  EXPECT_THAT(outcome.findings,
              IsSupersetOf({"queries/a.sql:1 input-unparsed", "queries/a.sql:2 tenant-unscoped-read",
                            "queries/a.sql:3 input-unparsed", "queries/a.sql:5 tenant-unscoped-read"}));
}

TEST_F(HostileInput, HundredMegabytes) {
  write("queries/large.sql", kLeak + ("SELECT '" + std::string(size_t{100} << 20, 'x') + "';\n") + kLeak);
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 1) << outcome.trouble;
  EXPECT_THAT(outcome.findings,
              IsSupersetOf({"queries/large.sql:1 tenant-unscoped-read", "queries/large.sql:2 input-unparsed",
                            "queries/large.sql:3 tenant-unscoped-read"}));
}

TEST_F(HostileInput, StatementsThatWouldOverflowTheParser) {
  const struct {
    const char* what;
    std::string statement;
  } cases[] = {
      {"a million terms", "SELECT title FROM deals WHERE org_id = $1 AND id = 1" + repeated("+1", 1000000)},
      {"a million alternatives",
       "SELECT title FROM deals WHERE org_id = $1 AND (id = 1" + repeated(" OR id=2", 400000) + ")"},
      {"parentheses", "SELECT " + repeated("(", 200000) + "1" + repeated(")", 200000)},
      {"NOT", "SELECT " + repeated("NOT ", 200000) + "true"},
      {"CASE", "SELECT " + repeated("CASE WHEN true THEN ", 50000) + "1" + repeated(" END", 50000)},
      {"UNION", "SELECT 1" + repeated(" UNION SELECT 1", 100000)},
      {"subqueries", "SELECT * FROM " + repeated("(SELECT * FROM ", 20000) + "deals" + repeated(") x", 20000)},
  };
  for (const auto& one : cases) {
    write("queries/a.sql", one.statement + ";\n" + kLeak);
    const Outcome outcome = check();
    EXPECT_EQ(outcome.exit_code, 1) << one.what << outcome.trouble;
    EXPECT_THAT(outcome.findings, Contains("queries/a.sql:2 tenant-unscoped-read")) << one.what;
  }
}

TEST_F(HostileInput, LongListsAreNoDepth) {
  write("queries/a.sql",
        "SELECT title FROM deals WHERE org_id = $1 AND id IN (1" + repeated(",2", 100000) + ");\n" + kLeak);
  const Outcome outcome = check();
  EXPECT_THAT(outcome.findings, Contains("queries/a.sql:2 tenant-unscoped-read"));
  EXPECT_EQ(outcome.exit_code, 1) << outcome.trouble;
}

TEST_F(HostileInput, FilesThatCannotBeOpened) {
  fs::create_symlink("nowhere", folder_ / "queries/broken.sql");
  fs::create_directories(folder_ / "queries/folder.sql");
  write("queries/good.sql", kLeak);
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.trouble, HasSubstr("broken.sql"));
  EXPECT_THAT(outcome.findings, testing::ElementsAre("queries/good.sql:1 tenant-unscoped-read"));
}

TEST_F(HostileInput, PathsThatAreNotThere) {
  const Outcome outcome = check("queries/missing.sql");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.trouble, HasSubstr("missing.sql"));
}

TEST_F(HostileInput, ViewsAndFunctionsInCircles) {
  write("schema/2.sql",
        "CREATE VIEW a AS SELECT id, title FROM deals;\n"
        "CREATE VIEW b AS SELECT * FROM a;\n"
        "CREATE OR REPLACE VIEW a AS SELECT id, title FROM b;\n"
        "CREATE VIEW itself AS SELECT * FROM itself;\n"
        "CREATE FUNCTION ping() RETURNS bigint LANGUAGE sql AS 'SELECT pong()';\n"
        "CREATE FUNCTION pong() RETURNS bigint LANGUAGE sql AS 'SELECT ping()';\n");
  write("queries/a.sql",
        "SELECT title FROM a;\nSELECT title FROM b;\nSELECT * FROM itself;\nSELECT ping();\n" + std::string(kLeak));
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 1) << outcome.trouble;
  EXPECT_THAT(outcome.findings, Contains("queries/a.sql:5 tenant-unscoped-read"));
}

TEST_F(HostileInput, TablesThatInheritAndReferInCircles) {
  write("schema/2.sql",
        "CREATE TABLE x (id bigint PRIMARY KEY, y_id bigint NOT NULL);\n"
        "CREATE TABLE y (id bigint PRIMARY KEY, x_id bigint NOT NULL REFERENCES x (id));\n"
        "ALTER TABLE x ADD FOREIGN KEY (y_id) REFERENCES y (id);\n"
        "CREATE TABLE z (id bigint PRIMARY KEY REFERENCES z (id)) INHERITS (z);\n");
  write("queries/a.sql",
        "SELECT * FROM x JOIN y ON y.id = x.y_id AND x.id = y.x_id;\nSELECT * FROM z;\n" + std::string(kLeak));
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 1) << outcome.trouble;
  EXPECT_THAT(outcome.findings, Contains("queries/a.sql:3 tenant-unscoped-read"));
}

TEST_F(HostileInput, ConfigurationWithEveryMistake) {
  write("ringfence.toml",
        "surprise = 1\n"
        "[inputs]\nschema = [\"schema/*.sql\"]\nqueries = [\"queries/*.sql\", \"nothing/*.sql\", 7]\nquerys = []\n"
        "[tenant]\nmodel = \"rows\"\nroot = \"organisations\"\nkeys = [\"org_id\", \"nowhere_id\"]\nterms = "
        "\"$1\"\nshared = [\"currency\"]\n"
        "[tenant.tables]\ndeels = { owner = \"shared\" }\ndeals = { owner = \"by title\" }\n"
        "[rules]\ntenant-unscoped-raed = \"error\"\ntenant-unscoped-write = \"fatal\"\n");
  write("queries/a.sql", kLeak);
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 1) << outcome.trouble;
  EXPECT_THAT(outcome.findings, IsSupersetOf({"ringfence.toml:1 policy-mistake", "ringfence.toml:4 policy-mistake",
                                              "ringfence.toml:5 policy-mistake", "ringfence.toml:7 policy-mistake",
                                              "ringfence.toml:8 policy-mistake", "ringfence.toml:9 policy-mistake",
                                              "ringfence.toml:11 policy-mistake", "ringfence.toml:13 policy-mistake",
                                              "ringfence.toml:14 policy-mistake", "ringfence.toml:16 policy-mistake",
                                              "ringfence.toml:17 policy-mistake"}));
  EXPECT_THAT(outcome.messages,
              AllOf(HasSubstr("queries"), HasSubstr("organizations"), HasSubstr("tenant-unscoped-read")));
  EXPECT_THAT(outcome.findings, Contains("queries/a.sql:1 tenant-unscoped-read"));
}

TEST_F(HostileInput, ConfigurationThatIsNoToml) {
  write("queries/a.sql", kLeak);
  for (const std::string& text : {std::string("[inputs\nschema = \n"), std::string("\0\xFF\xFE[", 4),
                                  repeated("[", 100000), "a = " + repeated("[", 100000)}) {
    write("ringfence.toml", text);
    const Outcome outcome = check();
    EXPECT_THAT(outcome.exit_code, AnyOf(Eq(1), Eq(2)));
    EXPECT_THAT(outcome.trouble + outcome.messages, HasSubstr("TOML"));
  }
}

TEST_F(HostileInput, BrokenMigrations) {
  write("schema/2.sql",
        "CREATE TABLE half (id bigint,\n"
        ";\n"
        "ALTER TABLE nowhere ADD COLUMN x int;\n"
        "DROP TABLE nowhere CASCADE;\n"
        "ALTER TABLE deals DROP COLUMN nothing, RENAME TO;\n"
        "CREATE TABLE late (id bigint PRIMARY KEY, org_id bigint NOT NULL);\n");
  write("queries/a.sql", kLeak + std::string("SELECT id FROM late;\n"));
  const Outcome outcome = check();
  EXPECT_EQ(outcome.exit_code, 1) << outcome.trouble;
  EXPECT_THAT(outcome.findings, IsSupersetOf({"schema/2.sql:1 input-unparsed", "queries/a.sql:1 tenant-unscoped-read",
                                              "queries/a.sql:2 tenant-unscoped-read"}));
}

}  // namespace
