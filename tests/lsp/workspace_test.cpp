// The kept project gives the findings that a fresh check gives, also after edits.
#include "ringfence/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "ringfence/policy_reader.h"
#include "tests/cli/program.h"

namespace ringfence {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::ProgramFolder;

const fs::path kExamples = fs::path(RINGFENCE_SOURCE_DIR) / "docs/examples";

std::string line_of(const ReportedFinding& one) {
  const Place at = one.finding.at;
  const Position position = at.source->position(at.span.begin);
  std::string line = std::to_string(position.line) + ":" + std::to_string(position.column) + " " + one.finding.rule + " " +
                     std::string(to_string(one.finding.severity)) + " " + one.finding.what + " | " + one.finding.advice + " " + one.fingerprint;
  for (const Label& label : one.finding.why)
    line += "; " + label.at.source->path() + ":" + std::to_string(label.at.span.begin) + " " + label.text;
  for (const Fix& fix : one.finding.fixes)
    for (const Edit& edit : fix.edits) line += "; " + std::to_string(edit.at.span.begin) + " " + edit.text;
  return line + (one.suppression ? " accepted: " + one.suppression->reason : "");
}

std::vector<std::string> lines_of(const Report& report, const std::string& path) {
  std::vector<std::string> lines;
  for (const ReportedFinding& one : report.findings)
    if (one.finding.at && fs::absolute(one.finding.at.source->path()).lexically_normal() == path) lines.push_back(line_of(one));
  return lines;
}

WorkspaceOptions without_code(const fs::path& folder) {
  WorkspaceOptions options;
  options.config = (folder / "ringfence.toml").string();
  options.skip_code = true;
  return options;
}

Project fresh_project(const fs::path& folder) {
  const std::string config = fs::absolute(folder / "ringfence.toml").string();
  PolicyReading reading = read_policy(read_file(config).source, fs::absolute(folder).string(), rule_names());
  CodeOptions code;
  code.skip = true;
  return open_project(std::move(reading.policy), std::move(reading.mistakes), {}, {}, code);
}

std::vector<std::string> rules_in(Workspace& workspace, const fs::path& path) {
  std::vector<std::string> rules;
  if (const auto report = workspace.check(path.string()))
    for (const ReportedFinding& one : report->report.findings)
      if (!one.suppression) rules.push_back(one.finding.rule);
  return rules;
}

class Examples : public testing::TestWithParam<std::string> {};

TEST_P(Examples, EachFileHasTheFindingsOfAWholeCheck) {
  const fs::path folder = kExamples / GetParam();
  const Project project = fresh_project(folder);
  const Report report = check_project(project, {});
  Workspace workspace(without_code(folder));
  std::vector<std::string> paths = {(folder / "ringfence.toml").string()};
  for (const auto* sources : {&project.schema_sources, &project.query_sources})
    for (const SourcePtr& source : *sources) paths.push_back(fs::absolute(source->path()).lexically_normal().string());
  size_t findings = 0;
  for (const std::string& path : paths) {
    const auto own = workspace.check(path);
    ASSERT_TRUE(own.has_value()) << path;
    EXPECT_EQ(lines_of(own->report, path), lines_of(report, path)) << path;
    findings += own->report.findings.size();
  }
  EXPECT_EQ(findings, report.findings.size());
  EXPECT_GT(findings, 3u);
}

INSTANTIATE_TEST_SUITE_P(All, Examples, testing::Values("fieldcrm", "rls", "schema-per-tenant"),
                         [](const auto& one) { return one.param == "schema-per-tenant" ? std::string("schemas") : one.param; });

class WorkspaceTest : public testing::Test {
 protected:
  WorkspaceTest() {
    folder.write("ringfence.toml", "[inputs]\nschema = [\"schema/*.sql\"]\nqueries = [\"queries/*.sql\"]\n[tenant]\nroot = \"orgs\"\nterms = [\"$1\"]\n");
    folder.write("schema/1.sql", "CREATE TABLE orgs (id bigint PRIMARY KEY);\nCREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES orgs);\nCREATE INDEX ON deals (org_id);\n");
    folder.write("queries/a.sql", kOpen);
  }
  fs::path queries() const { return folder.path() / "queries/a.sql"; }
  fs::path schema() const { return folder.path() / "schema/1.sql"; }
  Workspace open() const { return Workspace(without_code(folder.path())); }

  static constexpr const char* kOpen = "SELECT id FROM deals;\n";
  ProgramFolder folder;
};

TEST_F(WorkspaceTest, ABufferCountsInsteadOfItsFileUntilItIsTakenAway) {
  Workspace workspace = open();
  EXPECT_THAT(rules_in(workspace, queries()), ElementsAre("tenant-unscoped-read"));
  workspace.lay_over(queries().string(), "SELECT id FROM deals WHERE org_id = $1;\n");
  EXPECT_THAT(rules_in(workspace, queries()), IsEmpty());
  workspace.uncover(queries().string());
  EXPECT_THAT(rules_in(workspace, queries()), ElementsAre("tenant-unscoped-read"));
}

TEST_F(WorkspaceTest, APolicyPackIsAPartOfTheConfiguration) {
  const fs::path pack = folder.path() / "policies/own.toml";
  folder.write("policies/own.toml", "[pack]\nname = 'own'\ntitle = 'Policy'\n[[commitments]]\nid = 'a'\nclause = '1'\npromise = 'P'\nappend_only = ['deal']\n");
  folder.write("ringfence.toml", "[policy]\npacks = ['policies/own.toml']\n[inputs]\nschema = ['schema/*.sql']\n[tenant]\nroot = 'orgs'\n");
  Workspace workspace = open();
  EXPECT_THAT(rules_in(workspace, pack), ElementsAre("policy-mistake"));
  std::string text(read_file(pack.string()).source->text());
  workspace.lay_over(pack.string(), text.replace(text.find("'deal'"), 6, "'deals'"));
  EXPECT_THAT(rules_in(workspace, pack), IsEmpty());
}

TEST_F(WorkspaceTest, ABufferOfTheSchemaChangesWhatQueriesMean) {
  Workspace workspace = open();
  const SnapshotPtr before = workspace.snapshot();
  workspace.lay_over(schema().string(), "CREATE TABLE orgs (id bigint PRIMARY KEY);\nCREATE TABLE deals (id bigint PRIMARY KEY);\n");
  EXPECT_THAT(rules_in(workspace, queries()), IsEmpty());
  EXPECT_NE(workspace.snapshot(), before);
  EXPECT_EQ(before->project.catalog->tables[1]->columns.size(), 2u) << "what somebody holds stays as it was";
}

TEST_F(WorkspaceTest, AnEditOfAQueryLeavesTheCatalogAlone) {
  Workspace workspace = open();
  const SnapshotPtr before = workspace.snapshot();
  workspace.lay_over(queries().string(), "SELECT 1;\n");
  EXPECT_THAT(rules_in(workspace, queries()), IsEmpty());
  EXPECT_EQ(workspace.snapshot(), before);
}

TEST_F(WorkspaceTest, WhatChangesOnDiskIsReadAgain) {
  Workspace workspace = open();
  EXPECT_THAT(rules_in(workspace, queries()), ElementsAre("tenant-unscoped-read"));
  folder.write("queries/a.sql", "SELECT id FROM deals WHERE org_id = $1;\n");
  folder.write("queries/b.sql", kOpen);
  workspace.look_at_disk();
  EXPECT_THAT(rules_in(workspace, queries()), IsEmpty());
  EXPECT_THAT(rules_in(workspace, folder.path() / "queries/b.sql"), ElementsAre("tenant-unscoped-read"));
  folder.write("schema/2.sql", "ALTER TABLE deals DROP COLUMN org_id;\n");
  workspace.look_at_disk();
  EXPECT_THAT(rules_in(workspace, folder.path() / "queries/b.sql"), IsEmpty());
}

TEST_F(WorkspaceTest, ABufferOfAFileThatIsNotThereYetBelongsToTheProject) {
  Workspace workspace = open();
  EXPECT_FALSE(workspace.check((folder.path() / "queries/new.sql").string()).has_value());
  workspace.lay_over((folder.path() / "queries/new.sql").string(), kOpen);
  EXPECT_THAT(rules_in(workspace, folder.path() / "queries/new.sql"), ElementsAre("tenant-unscoped-read"));
  workspace.lay_over((folder.path() / "other/new.sql").string(), kOpen);
  EXPECT_FALSE(workspace.check((folder.path() / "other/new.sql").string()).has_value());
}

TEST_F(WorkspaceTest, MistakesInTheConfigurationAreFindingsInIt) {
  Workspace workspace = open();
  const std::string config = (folder.path() / "ringfence.toml").string();
  EXPECT_THAT(rules_in(workspace, config), IsEmpty());
  workspace.lay_over(config, "[inputs]\nschema = [\"schema/*.sql\"]\nqueries = [\"queries/*.sql\"]\n[tenant]\nroot = \"organisations\"\n");
  EXPECT_THAT(rules_in(workspace, config), ElementsAre("policy-mistake"));
}

TEST_F(WorkspaceTest, EqualStatementsAreTwoAndMovedOnesStayKnown) {
  Workspace workspace = open();
  workspace.lay_over(queries().string(), std::string(kOpen) + kOpen + "\n-- in front\n" + kOpen);
  const auto report = workspace.check(queries().string());
  ASSERT_TRUE(report.has_value());
  std::vector<uint32_t> lines;
  for (const ReportedFinding& one : report->report.findings) lines.push_back(report->text->position(one.finding.at.span.begin).line);
  EXPECT_THAT(lines, ElementsAre(1, 2, 5));
}

TEST_F(WorkspaceTest, AllowCommentsAndTheBaselineAcceptFindings) {
  folder.write("queries/a.sql", "-- ringfence:allow tenant-unscoped-read: nightly\nSELECT id FROM deals;\nSELECT org_id FROM deals;\n");
  const Project project = fresh_project(folder.path());
  folder.write("baseline.json", make_baseline(check_project(project, {})));
  WorkspaceOptions options = without_code(folder.path());
  options.baseline = (folder.path() / "baseline.json").string();
  Workspace workspace(options);
  EXPECT_THAT(rules_in(workspace, queries()), IsEmpty());
  workspace.lay_over(queries().string(), "SELECT org_id FROM deals;\nSELECT id, org_id FROM deals;\n");
  EXPECT_THAT(rules_in(workspace, queries()), ElementsAre("tenant-unscoped-read"));
  folder.write("ringfence.toml", "[inputs]\nschema = [\"schema/*.sql\"]\nqueries = [\"queries/*.sql\"]\nbaseline = \"baseline.json\"\n[tenant]\nroot = \"orgs\"\nterms = [\"$1\"]\n");
  Workspace configured = open();
  EXPECT_THAT(rules_in(configured, queries()), IsEmpty()) << "the one that the configuration names";
}

TEST_F(WorkspaceTest, WorkThatIsGivenUpLeavesNothingHalf) {
  bool stop = false;
  WorkspaceOptions options = without_code(folder.path());
  options.stop = [&] { return stop; };
  Workspace workspace(options);
  EXPECT_THAT(rules_in(workspace, queries()), ElementsAre("tenant-unscoped-read"));
  stop = true;
  workspace.lay_over(queries().string(), "SELECT org_id FROM deals;\n");
  EXPECT_FALSE(workspace.check(queries().string()).has_value());
  stop = false;
  EXPECT_THAT(rules_in(workspace, queries()), ElementsAre("tenant-unscoped-read"));
}

TEST_F(WorkspaceTest, WithoutAConfigurationThereIsNoProject) {
  fs::remove(folder.path() / "ringfence.toml");
  Workspace workspace = open();
  EXPECT_EQ(workspace.snapshot(), nullptr);
  EXPECT_THAT(workspace.trouble(), HasSubstr("ringfence.toml"));
}

}  // namespace
}  // namespace ringfence
