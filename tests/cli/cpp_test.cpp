// C++ through the program: threads, order and cache change nothing; broken units and broken cache entries harm nobody.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"

namespace ringfence::tests {
namespace {

namespace fs = std::filesystem;

#if RINGFENCE_HAS_CPP

constexpr const char* kSchema =
    "CREATE TABLE organizations (id bigint PRIMARY KEY);\n"
    "CREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), title text);\n"
    "CREATE INDEX deals_by_org ON deals (org_id);\n";
constexpr const char* kPolicy =
    "[inputs]\nschema = [\"schema.sql\"]\ncpp = [\"*.cpp\"]\ncompile_commands = \".\"\n"
    "[tenant]\nroot = \"organizations\"\nkeys = [\"org_id\"]\nterms = [\"@org_id\"]\n";
constexpr const char* kHeader =
    "#pragma once\n#include <libpq-fe.h>\n"
    "inline PGresult* run(PGconn* c, const char* sql) { return PQexec(c, sql); }\n"
    "inline void all(PGconn* c) { run(c, \"SELECT title FROM deals\"); }\n";

// A project of two units that share a header.
class CppProject : public testing::Test {
 protected:
  void SetUp() override {
    write("schema.sql", kSchema);
    write("ringfence.toml", kPolicy);
    write("compile_flags.txt", "-std=c++17\n-I/usr/include/postgresql\n");
    write("db.h", kHeader);
    write("a.cpp", "#include \"db.h\"\nvoid a(PGconn* c) { all(c); run(c, \"DELETE FROM deals WHERE id = 7\"); }\n");
    write("b.cpp", "#include \"db.h\"\nvoid b(PGconn* c) { all(c); }\n");
  }

  void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }
  fs::path cache() const { return folder_.path() / ".ringfence/cache"; }
  ProgramOutcome check(const std::string& options) const { return folder_.run("check --format json " + options); }

  static nlohmann::json findings(const ProgramOutcome& run) {
    const auto document = nlohmann::json::parse(run.output, nullptr, false);
    return document.is_object() ? document["findings"] : nlohmann::json("no report: " + run.trouble);
  }

  ProgramFolder folder_;
};

TEST_F(CppProject, AHeadersFindingIsOneHoweverManyUnitsIncludeIt) {
  const nlohmann::json found = findings(check(""));
  ASSERT_EQ(found.size(), 2u) << found;
  EXPECT_EQ(found[0]["rule"], "tenant-id-only-lookup");
  EXPECT_EQ(found[1]["rule"], "tenant-unscoped-read");
  EXPECT_EQ(found[1]["line"], 4);
}

TEST_F(CppProject, ThreadsAndCacheChangeNothing) {
  const nlohmann::json first = findings(check("--threads 1"));
  EXPECT_FALSE(fs::is_empty(cache()));
  EXPECT_EQ(findings(check("--threads 2")), first) << "out of the cache";
  EXPECT_EQ(findings(check("--threads 2 --no-cache")), first) << "anew";
}

TEST_F(CppProject, AChangedHeaderIsReadAgain) {
  check("");
  write("db.h", std::string(kHeader) + "inline void more(PGconn* c) { run(c, \"DELETE FROM deals\"); }\n");
  EXPECT_EQ(findings(check("")).size(), 3u);
}

TEST_F(CppProject, ABrokenCacheEntryIsMadeAnew) {
  const nlohmann::json first = findings(check(""));
  for (const fs::directory_entry& entry : fs::directory_iterator(cache())) {
    std::string bytes;
    {
      std::ifstream stream(entry.path(), std::ios::binary);
      bytes.assign(std::istreambuf_iterator<char>(stream), {});
    }
    bytes[bytes.size() / 2] ^= 0x40;
    std::ofstream(entry.path(), std::ios::binary) << bytes;
  }
  EXPECT_EQ(findings(check("")), first);
}

TEST_F(CppProject, AUnitThatDoesNotCompileIsReadAsFarAsItGoes) {
  write("c.cpp", "#include \"db.h\"\n#include \"gone.h\"\nvoid c(PGconn* x) { nonsense; run(x, \"DELETE FROM deals\"); }\n");
  const ProgramOutcome run = check("");
  EXPECT_THAT(run.trouble, testing::HasSubstr("gone.h"));
  EXPECT_EQ(findings(run).size(), 3u) << run.output;
}

TEST_F(CppProject, AUnitThatHasNothingToDoWithADatabaseIsNotParsed) {
  write("plain.h", "#pragma once\nint twice(int);\n");
  write("plain.cpp", "#include \"plain.h\"\nint twice(int x) { return 2 * x; }\nthis does not compile\n");
  // It sees no SQL and no client library, but what it calls does.
  write("a.h", "#pragma once\nvoid made_by_a(const char* table);\n");
  write("caller.cpp", "#include \"a.h\"\nvoid c() { made_by_a(\"deals\"); }\n");
  const ProgramOutcome run = check("");
  const auto document = nlohmann::json::parse(run.output, nullptr, false);
  ASSERT_TRUE(document.is_object()) << run.trouble;
  EXPECT_EQ(document["coverage"]["code"]["unitsSkipped"], 1);
  EXPECT_EQ(document["coverage"]["code"]["units"], 3);
  EXPECT_EQ(run.trouble, "");
}

TEST_F(CppProject, FlagsBehindDashesReplaceTheDatabase) {
  fs::remove(folder_.path() / "compile_flags.txt");
  const ProgramOutcome run = check("a.cpp -- -std=c++17 -I/usr/include/postgresql");
  EXPECT_EQ(findings(run).size(), 2u) << run.trouble;
}

TEST_F(CppProject, TheSchemaCanStandInTheCode) {
  write("schema.cpp",
        "#include \"db.h\"\nvoid make(PGconn* c) {\n  run(c, \"CREATE TABLE notes (id bigint PRIMARY KEY, \"\n"
        "         \"org_id bigint NOT NULL REFERENCES organizations (id), UNIQUE (org_id, id))\");\n  run(c, \"SELECT id FROM notes\");\n}\n");
  write("ringfence.toml", std::string(kPolicy).replace(std::string(kPolicy).find("[tenant]"), 0, "schema_from_code = true\n"));
  const nlohmann::json found = findings(check(""));
  ASSERT_EQ(found.size(), 3u) << found;
  EXPECT_THAT(found[2].dump(), testing::HasSubstr("notes"));
}

#endif

}  // namespace
}  // namespace ringfence::tests
