// The same findings wherever people look.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <regex>
#include <sstream>

#include "tests/cli/program.h"
#include "tests/hosts/editor.h"
#include "tests/hosts/example.h"

namespace ringfence::tests {

namespace {

std::string output_of(const std::string& command) {
  std::string made;
  FILE* stream = popen(command.c_str(), "r");
  if (stream == nullptr) return made;
  std::array<char, 4096> bytes{};
  for (size_t got = 0; (got = fread(bytes.data(), 1, bytes.size(), stream)) > 0;) made.append(bytes.data(), got);
  pclose(stream);
  return made;
}

// Columns of clang-tidy count bytes, all others UTF-16; the example's findings stand behind ASCII only.
// It names headers as they were found: "./repositories/members.h".
FindingSet of_clang_tidy(const std::string& output, const std::string& unit) {
  static const std::regex kLine("(?:^|\\n)([^\\n:]+):([0-9]+):([0-9]+): warning: [^\\n]* \\[ringfence-([a-z-]+)\\]");
  FindingSet made;
  for (std::sregex_iterator at(output.begin(), output.end(), kLine), end; at != end; ++at)
    if ((*at)[1].str().ends_with("/" + unit)) made.insert((*at)[2].str() + ":" + (*at)[3].str() + " " + (*at)[4].str());
  return made;
}

FindingSet of_clangd(const nlohmann::json& diagnostics) {
  FindingSet made;
  for (const nlohmann::json& one : diagnostics) {
    const std::string code = one.value("code", "");
    if (!code.starts_with("ringfence-")) continue;
    const nlohmann::json& start = one["range"]["start"];
    made.insert(std::to_string(start["line"].get<int>() + 1) + ":" + std::to_string(start["character"].get<int>() + 1) + " " + code.substr(10));
  }
  return made;
}

class SameFindings : public ::testing::TestWithParam<std::string> {};

TEST_P(SameFindings, InClangTidy) {
  const Example& example = Example::get();
  const std::string output = output_of("clang-tidy-19 --quiet --load='" RINGFENCE_TIDY "' -checks='-*,ringfence-*' -p '" +
                                       (example.folder() / "src").string() + "' '" + example.path(GetParam()) + "' 2>/dev/null");
  EXPECT_EQ(of_clang_tidy(output, GetParam()), example.findings(GetParam())) << output;
}

TEST_P(SameFindings, InClangd) {
  const Example& example = Example::get();
  Editor editor({RINGFENCE_CLANGD, "--background-index=false"}, example.folder().string());
  editor.open(example.path(GetParam()), example.text(GetParam()));
  const nlohmann::json diagnostics = editor.diagnostics(example.path(GetParam()));
  EXPECT_EQ(of_clangd(diagnostics), example.findings(GetParam())) << diagnostics.dump(1);
  EXPECT_EQ(editor.end(), 0);
}

std::string name_of(const ::testing::TestParamInfo<std::string>& unit) {
  return std::regex_replace(unit.param, std::regex("[^A-Za-z0-9]"), "_");
}

INSTANTIATE_TEST_SUITE_P(Example, SameFindings, ::testing::ValuesIn(Example::units()), name_of);

TEST(SameFindingsIn, HeadersThatAreLookedAtByThemselves) {
  const Example& example = Example::get();
  for (const char* header : {"repositories/members.h", "repositories/notes.h"}) {
    EXPECT_FALSE(example.findings(header).empty());
    Editor editor({RINGFENCE_CLANGD, "--background-index=false"}, example.folder().string());
    editor.open(example.path(header), example.text(header));
    EXPECT_EQ(of_clangd(editor.diagnostics(example.path(header))), example.findings(header)) << header;
  }
}

TEST(SameFindingsIn, HeadersThatClangTidyIsAskedFor) {
  const Example& example = Example::get();
  const std::string header = "repositories/members.h";
  const std::string command = "clang-tidy-19 --quiet --load='" RINGFENCE_TIDY "' -checks='-*,ringfence-*' -p '" + (example.folder() / "src").string() +
                              "' '" + example.path("handlers/members.cpp") + "' 2>/dev/null";
  EXPECT_EQ(of_clang_tidy(output_of(command + " --header-filter='members.h'"), header), example.findings(header));
}

std::string clang_tidy(const ProgramFolder& project, const std::string& unit, const std::string& options = "") {
  return output_of("cd / && clang-tidy-19 --quiet --load='" RINGFENCE_TIDY "' -checks='-*,ringfence-*' " + options + " '" + (project.path() / unit).string() +
                   "' -- -std=c++17 -I/usr/include/postgresql 2>/dev/null");
}

// clang-tidy shows what has a note in the main file, whatever its filter says of where it stands.
TEST(ClangTidyModule, ShowsInHeadersOnlyWhatIsAskedFor) {
  const ProgramFolder project;
  project.write("ringfence.toml", "[inputs]\nschema = [\"schema.sql\"]\ncpp = [\"*.cpp\"]\n[tenant]\nroot = \"organizations\"\nkeys = [\"org_id\"]\n");
  project.write("schema.sql", "CREATE TABLE organizations (id bigint PRIMARY KEY);\n");
  project.write("steps.h", "#include <iostream>\n#include <string>\ninline void finish(const std::string& value) { std::cerr << value; }\n");
  project.write("done.cpp", "#include \"steps.h\"\nstruct Customer { std::string email; };\nvoid done(const Customer& customer) { finish(customer.email); }\n");
  EXPECT_EQ(clang_tidy(project, "done.cpp"), "");
  const std::string asked = clang_tidy(project, "done.cpp", "--header-filter='steps.h'");
  EXPECT_EQ(of_clang_tidy(asked, "steps.h"), FindingSet{"3:61 personal-in-log"});
  EXPECT_NE(asked.find("done.cpp:3:46: note: comes from here"), std::string::npos) << asked;
  EXPECT_EQ(clang_tidy(project, "done.cpp", "--header-filter='steps.h' --exclude-header-filter='steps.*'"), "");
}

TEST(ClangTidyModule, HidesWhatTheBaselineAccepts) {
  const ProgramFolder project;
  project.write("ringfence.toml", "[inputs]\nschema = [\"schema.sql\"]\ncpp = [\"*.cpp\"]\nbaseline = \"accepted.json\"\n[tenant]\nroot = \"organizations\"\nkeys = [\"org_id\"]\n");
  project.write("schema.sql", "CREATE TABLE organizations (id bigint PRIMARY KEY);\nCREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), title text);\n");
  project.write("compile_flags.txt", "-std=c++17\n-I/usr/include/postgresql\n");
  const std::string code = "#include <libpq-fe.h>\nvoid all(PGconn* connection) { PQexec(connection, \"SELECT title FROM deals\"); }\n";
  project.write("deals.cpp", code);
  EXPECT_EQ(of_clang_tidy(clang_tidy(project, "deals.cpp"), "deals.cpp"), FindingSet{"2:70 tenant-unscoped-read"});
  ASSERT_EQ(project.run("baseline").exit_code, 0);
  EXPECT_EQ(of_clang_tidy(clang_tidy(project, "deals.cpp"), "deals.cpp"), FindingSet{});
  project.write("deals.cpp", code + "void ids(PGconn* connection) { PQexec(connection, \"SELECT id FROM deals\"); }\n");
  EXPECT_EQ(of_clang_tidy(clang_tidy(project, "deals.cpp"), "deals.cpp"), FindingSet{"3:67 tenant-unscoped-read"});
}

TEST(ClangTidyModule, ShowsNothingOfItselfToTheProcess) {
  const std::string shown = output_of("nm -D --defined-only '" RINGFENCE_TIDY "'");
  EXPECT_EQ(shown, "");
  const std::string needed = output_of("readelf -d '" RINGFENCE_TIDY "' | grep NEEDED");
  EXPECT_EQ(needed.find("libLLVM"), std::string::npos) << needed;
  EXPECT_EQ(needed.find("libclang"), std::string::npos) << needed;
  EXPECT_EQ(needed.find("pg_query"), std::string::npos) << needed;
}

TEST(ClangTidyModule, EachRuleIsACheck) {
  const std::string checks = output_of("clang-tidy-19 --load='" RINGFENCE_TIDY "' -checks='-*,ringfence-*' --list-checks 2>/dev/null");
  std::istringstream rules(output_of("'" RINGFENCE_PROGRAM "' rules"));
  int count = 0;
  for (std::string line; std::getline(rules, line); ++count) {
    const std::string rule = line.substr(0, line.find(' '));
    EXPECT_EQ(checks.find("ringfence-" + rule + "\n") != std::string::npos, !rule.starts_with("policy-")) << rule;
  }
  EXPECT_GT(count, 40);
}

}  // namespace

}  // namespace ringfence::tests
