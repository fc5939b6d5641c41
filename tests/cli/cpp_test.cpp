// C++ through the program: threads, order and cache change nothing; broken units and broken cache entries harm nobody.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

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

// A secret in C++, bound to a column and under a name, in text, JSON, SARIF and facts.
TEST_F(CppProject, ASecretIsNeverShown) {
  write("schema.sql", std::string(kSchema) + "CREATE TABLE users (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), password_hash text);\n");
  write("a.cpp",
        "#include \"db.h\"\n"
        "static const char* const kSmtpPassword = \"vT9-mango-Lattice\";\n"
        "static const char* first() { return \"vT9-mango-Lettuce\"; }\n"
        "void store(PGconn* c, const char* value) {\n"
        "  const char* values[] = {value};\n"
        "  PQexecParams(c, \"UPDATE users SET password_hash = $1 WHERE id = 7\", 1, nullptr, values, nullptr, nullptr, 0);\n"
        "}\n"
        "void a(PGconn* c) { store(c, first()); (void)kSmtpPassword; }\n");
  for (const char* command : {"check --format text", "check --format json", "check --format sarif", "facts a.cpp"}) {
    const ProgramOutcome outcome = folder_.run(command);
    EXPECT_EQ(outcome.output.find("mango"), std::string::npos) << command << outcome.output;
    EXPECT_EQ(outcome.trouble.find("mango"), std::string::npos) << outcome.trouble;
  }
  const std::string found = folder_.run("check --format text").output;
  EXPECT_NE(found.find("credential-plaintext-write"), std::string::npos) << found;
  EXPECT_NE(found.find("credential-literal-key"), std::string::npos) << found;
}

TEST_F(CppProject, AHeadersFindingIsOneHoweverManyUnitsIncludeIt) {
  const nlohmann::json found = findings(check(""));
  ASSERT_EQ(found.size(), 2u) << found;
  EXPECT_EQ(found[0]["rule"], "tenant-id-only-lookup");
  EXPECT_EQ(found[1]["rule"], "tenant-unscoped-read");
  EXPECT_EQ(found[1]["line"], 4);
}

// The literals of a unit are among its facts.
TEST_F(CppProject, FactsAreForTheirOwnerAlone) {
  const auto mode = [](const fs::path& path) { return fs::status(path).permissions(); };
  const mode_t before = umask(0);
  check("--units-apart");
  umask(before);
  EXPECT_EQ(mode(cache()), fs::perms::owner_all);
  ASSERT_FALSE(fs::is_empty(cache()));
  for (const fs::directory_entry& entry : fs::directory_iterator(cache()))
    EXPECT_EQ(mode(entry.path()), fs::perms::owner_read | fs::perms::owner_write) << entry.path();
}

TEST_F(CppProject, ThreadsSharingAndCacheChangeNothing) {
  const nlohmann::json first = findings(check("--threads 1"));
  EXPECT_FALSE(fs::is_empty(cache()));
  EXPECT_EQ(findings(check("--threads 2")), first) << "out of the cache";
  EXPECT_EQ(findings(check("--threads 2 --no-cache")), first) << "anew";
  EXPECT_EQ(findings(check("--threads 1 --no-cache")), first) << "anew, one at a time";
  EXPECT_EQ(findings(check("--no-cache --units-apart")), first) << "each by itself";
}

TEST_F(CppProject, TheOrderOfTheDatabaseChangesNothing) {
  const nlohmann::json first = findings(check("--no-cache"));
  const auto entry = [&](const std::string& name) {
    return nlohmann::json{{"directory", folder_.path().string()}, {"file", name}, {"arguments", {"clang++", "-std=c++17", "-I/usr/include/postgresql", "-c", name}}};
  };
  write("compile_commands.json", nlohmann::json::array({entry("a.cpp"), entry("b.cpp")}).dump());
  EXPECT_EQ(findings(check("--no-cache")), first);
  write("compile_commands.json", nlohmann::json::array({entry("b.cpp"), entry("a.cpp")}).dump());
  EXPECT_EQ(findings(check("--no-cache")), first);
}

// A macro of the project decides what a header of others says: it must not have been read before.
TEST_F(CppProject, AHeaderThatAMacroChangesIsNotShared) {
  const ProgramFolder others;
  others.write("table.h", "#pragma once\n#include <libpq-fe.h>\n#ifdef ARCHIVE\n#define TABLE \"old_deals\"\n#else\n#define TABLE \"deals\"\n#endif\n");
  write("compile_flags.txt", "-std=c++17\n-I/usr/include/postgresql\n-I" + others.path().string() + "\n");
  write("b.cpp", "#define ARCHIVE\n#include <table.h>\nvoid b(PGconn* c) { PQexec(c, \"DELETE FROM \" TABLE); }\n");
  write("a.cpp", "#include <table.h>\nvoid a(PGconn* c) { PQexec(c, \"DELETE FROM \" TABLE); }\n");
  write("c.cpp", "#include <table.h>\nvoid c(PGconn* c) { PQexec(c, \"UPDATE \" TABLE \" SET title = ''\"); }\n");
  write("schema.sql", std::string(kSchema) + "CREATE TABLE old_deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id));\n");
  const std::string found = findings(check("--no-cache")).dump();
  EXPECT_EQ(found, findings(check("--no-cache --units-apart")).dump());
  EXPECT_THAT(found, testing::HasSubstr("old_deals"));
}

TEST_F(CppProject, TwoRunsAtOnceCanShareACache) {
  const ProgramFolder shared;
  const nlohmann::json first = findings(check("--no-cache"));
  const std::string options = "--cache-dir " + shared.path().string() + "/cache";
  std::vector<ProgramOutcome> runs(4);
  std::vector<std::thread> threads;
  for (ProgramOutcome& run : runs)
    threads.emplace_back([&] {
      const auto number = std::to_string(&run - runs.data());
      run = folder_.run("check --format json -o report" + number + ".json " + options, number);
      run.output = folder_.read("report" + number + ".json");
    });
  for (std::thread& thread : threads) thread.join();
  for (const ProgramOutcome& run : runs) EXPECT_EQ(findings(run), first);
  const ProgramOutcome last = check(options);
  EXPECT_EQ(findings(last), first);
  for (const fs::directory_entry& entry : fs::directory_iterator(shared.path() / "cache")) EXPECT_EQ(entry.path().extension(), ".unit");
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

// Which units are extracted anew shows in the dates of what is kept of them.
TEST_F(CppProject, OfAChangedHeaderOnlyTheUsersAreReadAgain) {
  write("c.cpp", "#include <libpq-fe.h>\nvoid c(PGconn* c) { PQexec(c, \"SELECT id FROM deals\"); }\n");
  check("");
  std::map<fs::path, fs::file_time_type> before;
  for (const fs::directory_entry& entry : fs::directory_iterator(cache())) before[entry.path()] = entry.last_write_time();
  ASSERT_EQ(before.size(), 3u);
  write("db.h", std::string(kHeader) + "// changed\n");
  EXPECT_EQ(findings(check("")).size(), 3u);
  size_t rewritten = 0;
  for (const auto& [path, time] : before) rewritten += fs::last_write_time(path) != time ? 1 : 0;
  EXPECT_EQ(rewritten, 2u);
}

struct Runaway {
  const char* name;
  const char* text;
  const char* options;
  const char* why;
};

class RunawayUnit : public CppProject, public testing::WithParamInterface<Runaway> {};

// A unit that cannot be read is a finding of its own; the others are read.
TEST_P(RunawayUnit, IsAFindingAndTheRestGoesOn) {
  const Runaway& runaway = GetParam();
  write("c.cpp", std::string("#include \"db.h\"\n") + runaway.text + "\nvoid c(PGconn* x) { run(x, \"DELETE FROM deals\"); }\n");
  write("compile_flags.txt", "-std=c++17\n-I/usr/include/postgresql\n-fconstexpr-steps=4000000000\n");
  const std::string limits = runaway.options;
  const ProgramOutcome run = check(limits);
  EXPECT_EQ(run.exit_code, 2) << run.trouble;
  EXPECT_THAT(run.trouble, testing::HasSubstr("c.cpp: nothing in it could be read as C++"));
  const nlohmann::json found = findings(run);
  ASSERT_EQ(found.size(), 3u) << found;
  EXPECT_EQ(found[1]["rule"], "input-unparsed");
  EXPECT_EQ(found[1]["path"], "c.cpp");
  EXPECT_EQ(found[1]["line"], 1);
  EXPECT_THAT(found[1].dump(), testing::HasSubstr(runaway.why));
  EXPECT_THAT(folder_.run("check " + limits).output,
              testing::AllOf(testing::HasSubstr("c.cpp:1:1"), testing::HasSubstr(runaway.why), testing::HasSubstr("a.cpp:2")));
  const auto sarif = nlohmann::json::parse(folder_.run("check --format sarif " + limits).output);
  EXPECT_EQ(sarif["runs"][0]["results"].size(), 3u);
  EXPECT_FALSE(sarif["runs"][0]["invocations"][0]["executionSuccessful"]);
}

INSTANTIATE_TEST_SUITE_P(
    Cpp, RunawayUnit,
    testing::Values(Runaway{"Crash", "#pragma clang __debug crash", "", "the compiler crashed"},
                    Runaway{"Time",
                            "constexpr unsigned spin() { unsigned n = 0; for (unsigned i = 0; i < 4000000000u; ++i) n += i; return n; }\n"
                            "static_assert(spin() != 1);",
                            "--unit-seconds 1", "takes more than 1 s"},
                    Runaway{"Memory",
                            "constexpr int many() { int a[30000000] = {}; a[29999999] = 1; return a[29999999]; }\nstatic_assert(many() == 1);",
                            "--unit-megabytes 700", "takes more than 700 MB"}),
    [](const auto& info) { return info.param.name; });

// It takes no processor time, and shares its headers with the others at first.
TEST_F(CppProject, AUnitThatWaitsForEverIsAFinding) {
  ASSERT_EQ(mkfifo((folder_.path() / "never.h").c_str(), 0600), 0);
  write("c.cpp", "#include \"db.h\"\n#include \"never.h\"\nvoid c(PGconn* x) { run(x, \"DELETE FROM deals\"); }\n");
  const nlohmann::json found = findings(check("--unit-seconds 1"));
  ASSERT_EQ(found.size(), 3u) << found;
  EXPECT_EQ(found[1]["rule"], "input-unparsed");
  EXPECT_EQ(found[1]["path"], "c.cpp");
}

TEST_F(CppProject, AUnitThatDoesNotCompileIsReadAsFarAsItGoes) {
  write("c.cpp", "#include \"db.h\"\n#include \"gone.h\"\nvoid c(PGconn* x) { nonsense; run(x, \"DELETE FROM deals\"); }\n");
  const ProgramOutcome run = check("");
  EXPECT_THAT(run.trouble, testing::HasSubstr("gone.h"));
  EXPECT_EQ(findings(run).size(), 3u) << run.output;
}

// A missing header, then more errors than a compiler bears: templates and the calls behind them are read all the same.
TEST_F(CppProject, ErrorsHideNoOtherCall) {
  std::string text = "#include <string>\n#include \"db.h\"\n#include \"missing.h\"\nvoid c(PGconn* c) {\n";
  for (int i = 0; i < 40; ++i) text += "  nowhere" + std::to_string(i) + "();\n";
  text += "  std::string sql = \"DELETE FROM deals\";\n  run(c, (sql + \" WHERE id = 8\").c_str());\n"
          "  run(c, \"UPDATE deals SET title = '\" + nowhere() + \"' WHERE id = 9\");\n}\n";
  write("b.cpp", text);
  const nlohmann::json found = findings(check("--only tenant-id-only-lookup"));
  ASSERT_EQ(found.size(), 3u) << found;
  EXPECT_EQ(found[1]["path"], "b.cpp");
  EXPECT_EQ(found[2]["path"], "b.cpp");
}

TEST_F(CppProject, WhatIsNotLookedAtIsCounted) {
  write("b.cpp",
        "#include <cstdlib>\n#include <string>\n#include <sql.h>\n#include <sqlext.h>\n#include \"db.h\"\n"
        "std::string never;\n"
        "void from_outside(PGconn* c) { PQexec(c, getenv(\"SQL\")); }\n"
        "void many(PGconn* c, int n) {\n  std::string sql = \"SELECT id\";\n"
        "  if (n & 1) sql += \", 1\";\n  if (n & 2) sql += \", 2\";\n  if (n & 4) sql += \", 3\";\n"
        "  if (n & 8) sql += \", 4\";\n  if (n & 16) sql += \", 5\";\n  PQexec(c, (sql + \" FROM deals\").c_str());\n}\n"
        "void other(SQLHSTMT s) { SQLExecDirect(s, (SQLCHAR*)\"PRAGMA journal_mode = WAL\", SQL_NTS); }\n");
  const ProgramOutcome run = folder_.run("check --format json");
  const auto code = nlohmann::json::parse(run.output)["coverage"]["code"];
  EXPECT_EQ(code["callsCutShort"], 1) << code;
  EXPECT_EQ(code["elsewhere"], 1) << code;
  const auto facts = nlohmann::json::parse(folder_.run("facts --no-cache b.cpp").output);
  ASSERT_EQ(facts["withoutText"].size(), 1u) << facts["withoutText"];
  EXPECT_EQ(facts["withoutText"][0]["why"], "outside");
  EXPECT_EQ(facts["withoutText"][0]["name"], "getenv");
}

TEST_F(CppProject, AnExceptionSaysWhereItIsLoggedAndLogStatementsAreCounted) {
  write("b.cpp",
        "#include <stdexcept>\n#include <string>\n#include <syslog.h>\n"
        "void log_line(const std::string& line) { syslog(LOG_INFO, \"%s\", line.c_str()); }\n"
        "void find(const std::string& email) { throw std::runtime_error(\"nobody has \" + email); }\n"
        "void find_id(long id) { throw std::runtime_error(\"nobody has \" + std::to_string(id)); }\n"
        "void serve(const std::string& given) {\n"
        "  try {\n    find(given);\n  } catch (const std::exception& error) {\n    log_line(error.what());\n  }\n}\n"
        "void serve_id(long given) {\n  try {\n    find_id(given);\n  } catch (const std::exception&) {\n    log_line(\"failed\");\n  }\n}\n");
  const ProgramOutcome run = check("--only personal");
  const nlohmann::json found = findings(run);
  ASSERT_EQ(found.size(), 1u) << found;
  EXPECT_EQ(found[0]["rule"], "personal-in-exception");
  EXPECT_NE(found[0].dump().find("what() is logged here"), std::string::npos) << found[0];
  EXPECT_EQ(nlohmann::json::parse(run.output)["coverage"]["code"]["logStatements"], 3);
}

TEST_F(CppProject, ALogForDevelopersIsAWarning) {
  write("b.cpp",
        "#include <spdlog/spdlog.h>\n#include <string>\n"
        "void invite(const std::string& email) {\n  spdlog::debug(\"mail to {}\", email);\n  spdlog::info(\"mail to {}\", email);\n}\n");
  const nlohmann::json found = findings(check("--only personal"));
  ASSERT_EQ(found.size(), 2u) << found;
  EXPECT_EQ(found[0]["severity"], "warning");
  EXPECT_EQ(found[1]["severity"], "error");
}

TEST_F(CppProject, AUnitThatHasNothingToDoWithADatabaseIsNotParsed) {
  write("plain.h", "#pragma once\nint twice(int);\n");
  write("plain.cpp", "#include \"plain.h\"\nint twice(int x) { return 2 * x; }\nthis does not compile\n");
  // It sees no SQL and no client library, but what it calls does.
  write("a.h", "#pragma once\nvoid made_by_a(const char* table);\n");
  // A folder of the name of a header is none.
  write("vector/inside.h", "");
  write("folder.h", "#include \"vector\"\n");
  write("caller.cpp", "#include \"a.h\"\n#include \"folder.h\"\nvoid c() { made_by_a(\"deals\"); }\n");
  const ProgramOutcome run = check("");
  const auto document = nlohmann::json::parse(run.output, nullptr, false);
  ASSERT_TRUE(document.is_object()) << run.trouble;
  EXPECT_EQ(document["coverage"]["code"]["unitsSkipped"], 1);
  EXPECT_EQ(document["coverage"]["code"]["units"], 3);
  EXPECT_EQ(run.trouble, "");
}

// A string class, a prefix and a query that stand in units which know nothing of a database.
TEST_F(CppProject, WhatTextsPassThroughIsParsedAllTheSame) {
  write("schema.sql", std::string(kSchema) + "CREATE TABLE old_deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id));\n");
  write("text.h", "#pragma once\n#include <string>\nclass Text {\n public:\n  Text(const char* text);\n  const char* c_str() const;\n"
                  " private:\n  std::string text_;\n};\nText operator+(const Text& a, const Text& b);\nconst char* table_prefix();\n");
  write("text.cpp", "#include \"text.h\"\nText::Text(const char* text) : text_(text) {}\nconst char* Text::c_str() const { return text_.c_str(); }\n"
                    "Text operator+(const Text& a, const Text& b) { return Text((std::string(a.c_str()) + b.c_str()).c_str()); }\n");
  write("prefix.cpp", "#include \"text.h\"\nextern const char* prefix;\nconst char* table_prefix() { return prefix; }\n");
  write("settings.cpp", "const char* prefix = \"old_\";\n");
  write("unused.cpp", "#include \"text.h\"\nText unused() { return Text(table_prefix()); }\n");
  write("b.cpp", "#include \"db.h\"\n#include \"text.h\"\nvoid b(PGconn* c) { run(c, (Text(\"DELETE FROM \") + table_prefix() + \"deals\").c_str()); }\n");
  const ProgramOutcome first = check("");
  const auto document = nlohmann::json::parse(first.output, nullptr, false);
  ASSERT_TRUE(document.is_object()) << first.trouble;
  EXPECT_THAT(document["findings"].dump(), testing::HasSubstr("old_deals"));
  EXPECT_EQ(document["coverage"]["code"]["unitsSkipped"], 1);
  EXPECT_EQ(findings(check("")), document["findings"]) << "out of the cache";
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
