// Where builds and shells call the program: the CMake function, the GitHub action's script, completions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/cli/deals_project.h"
#include "tests/cli/program.h"

namespace ringfence::tests {

namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kLeak = "SELECT title FROM deals;\n";
constexpr const char* kFine = "SELECT title FROM deals WHERE org_id = $1;\n";

class BuildHosts : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("ringfence.toml", kDealsPolicy);
    folder_.write("s.sql", kDealsSchema);
    folder_.write("q.sql", kLeak);
  }

  // Its exit code; what it printed is in shell.out.
  int shell(const std::string& command) {
    folder_.write("shell.sh", command);
    const int status = std::system(("cd '" + folder_.path().string() + "' && bash -eu shell.sh >shell.out 2>&1").c_str());
    return WEXITSTATUS(status);
  }

  ProgramFolder folder_;
};

}  // namespace

TEST_F(BuildHosts, TheCMakeFunctionChecksATarget) {
  folder_.write("CMakeLists.txt",
                "cmake_minimum_required(VERSION 3.25)\nproject(crm LANGUAGES CXX)\nenable_testing()\n"
                "find_package(Ringfence REQUIRED)\nadd_executable(crm main.cpp)\nringfence_check(crm)\n");
  folder_.write("main.cpp", "int main() {}\n");
  ASSERT_EQ(shell("cmake -G Ninja -B build -DRingfence_DIR=" RINGFENCE_SOURCE_DIR "/packaging -DRINGFENCE_PROGRAM=" RINGFENCE_PROGRAM), 0)
      << folder_.read("shell.out");
  EXPECT_NE(shell("cmake --build build --target crm-ringfence"), 0);
  EXPECT_THAT(folder_.read("shell.out"), HasSubstr("error[tenant-unscoped-read]"));
  EXPECT_NE(shell("ctest --test-dir build -R crm-ringfence"), 0);
  folder_.write("q.sql", kFine);
  EXPECT_EQ(shell("cmake --build build --target crm-ringfence && ctest --test-dir build -R crm-ringfence"), 0) << folder_.read("shell.out");
}

TEST_F(BuildHosts, TheActionAnnotatesWhatAPullRequestBrings) {
  folder_.write("bin/ringfence", "#!/bin/sh\nexec " RINGFENCE_PROGRAM " \"$@\"\n");
  const std::string set_up =
      "chmod +x bin/ringfence; export PATH=$PWD/bin:$PATH XDG_CACHE_HOME=$PWD/.cache\n"
      "g() { git -c user.name=tester -c user.email=tester@localhost \"$@\" >/dev/null 2>&1; }\n"
      "g init -q -b main; printf '.cache\\nshell*\\nsummary.md\\n' >.gitignore; g add -A; g commit -m all; g update-ref refs/remotes/origin/main HEAD\n";
  const std::string act = "GITHUB_STEP_SUMMARY=$PWD/summary.md GITHUB_BASE_REF=$1 RINGFENCE_SARIF=made.sarif " RINGFENCE_SOURCE_DIR "/ci/github-action\n";
  EXPECT_EQ(shell(set_up + "set -- main\n" + act), 0) << "the leak was there before: " << folder_.read("shell.out");
  EXPECT_THAT(folder_.read("made.sarif"), HasSubstr("\"suppressions\""));
  EXPECT_EQ(shell("export PATH=$PWD/bin:$PATH; set -- ''\n" + act), 1) << "not a pull request: everything";
  EXPECT_THAT(folder_.read("shell.out"), HasSubstr("::error file=q.sql,line=1,"));
  EXPECT_THAT(folder_.read("summary.md"), AllOf(HasSubstr("nothing found"), HasSubstr("1 error")));
}

TEST_F(BuildHosts, BashCompletesOptionsOfTheSubcommand) {
  EXPECT_EQ(shell("source <(" RINGFENCE_PROGRAM " completion bash)\nCOMP_WORDS=(ringfence check --chan) COMP_CWORD=2\n_ringfence\necho \"${COMPREPLY[@]}\"\n"), 0);
  EXPECT_EQ(folder_.read("shell.out"), "--changed-since\n");
  EXPECT_EQ(folder_.run("completion tcsh").exit_code, 2);
}

}  // namespace ringfence::tests
