// Sessions as editors have them: what is typed, what comes back.
#include <filesystem>
#include <fstream>

#include "tests/lsp/lsp_project.h"

namespace ringfence::tests {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

using LspSessionTest = LspProject;

TEST_F(LspSessionTest, AFindingComesWithItsFixAndGoesWithIt) {
  LspSession session(folder.path().string(), {"--manual", "https://manual.example"});
  session.initialize();
  const std::string file = path("queries/a.sql");
  const std::string text = "SELECT d.id FROM deals d JOIN deals e ON e.email = d.email WHERE d.org_id = $1;\n";
  session.open(file, text);
  const Json found = session.diagnostics(file, 1);
  EXPECT_THAT(short_form(found), ElementsAre("0:30 tenant-unscoped-read"));
  EXPECT_EQ(found[0]["severity"], 1);
  EXPECT_EQ(found[0]["source"], "ringfence");
  EXPECT_EQ(found[0]["codeDescription"]["href"], "https://manual.example/tenant/unscoped-read/rule.md");
  EXPECT_THAT(found[0]["message"], HasSubstr("e.org_id"));
  EXPECT_EQ(found[0]["relatedInformation"][0]["location"]["uri"], file_uri(path("schema/1.sql")));
  EXPECT_EQ(found[0]["relatedInformation"][0]["location"]["range"]["start"]["line"], 3);
  const Json actions = session.request("textDocument/codeAction", range(file, 0, 30, 30));
  const Json edits = action(actions, "add")["edit"]["changes"][file_uri(file)];
  const std::string mended = with_edits(text, edits);
  session.replace_all(file, mended, 2);
  EXPECT_THAT(rules_of(session.diagnostics(file, 2)), IsEmpty()) << mended;
  EXPECT_EQ(session.end(), 0);
}

TEST_F(LspSessionTest, AnAllowCommentWantsItsReason) {
  LspSession session(folder.path().string());
  session.initialize();
  const std::string file = path("queries/a.sql");
  const std::string text = "SELECT 1;\n  SELECT id\n    FROM deals WHERE email = $2;\n";
  session.open(file, text);
  session.diagnostics(file, 1);
  const Json actions = session.request("textDocument/codeAction", range(file, 2, 10, 12));
  std::string allowed = with_edits(text, action(actions, "Allow tenant-unscoped-read")["edit"]["changes"][file_uri(file)]);
  EXPECT_THAT(allowed, HasSubstr("SELECT id\n    -- ringfence:allow tenant-unscoped-read: <reason>\n    FROM deals"));
  session.replace_all(file, allowed, 2);
  EXPECT_THAT(rules_of(session.diagnostics(file, 2)), ElementsAre("allow-without-reason"));
  allowed.replace(allowed.find("<reason>"), 8, "the nightly run");
  session.replace_all(file, allowed, 3);
  EXPECT_THAT(rules_of(session.diagnostics(file, 3)), IsEmpty());
}

TEST_F(LspSessionTest, EditsAreAppliedInTheirOrderAndCountUtf16) {
  LspSession session(folder.path().string());
  EXPECT_EQ(session.initialize()["positionEncoding"], "utf-16");
  const std::string file = path("queries/a.sql");
  session.open(file, "SELECT '\xF0\x9F\x90\x98\xC3\xA9', id FROM deals;\n");
  // An elephant is two units, é one.
  EXPECT_THAT(short_form(session.diagnostics(file, 1)), ElementsAre("0:22 tenant-unscoped-read"));
  const auto edit = [](int begin, int end, const std::string& text) {
    return Json{{"range", {{"start", {{"line", 0}, {"character", begin}}}, {"end", {{"line", 0}, {"character", end}}}}}, {"text", text}};
  };
  session.notify("textDocument/didChange", {{"textDocument", {{"uri", file_uri(file)}, {"version", 2}}},
                                            {"contentChanges", {edit(8, 10, "\xF0\x9F\x90\x98\xF0\x9F\x90\x98"), edit(29, 29, " WHERE org_id = $1")}}});
  EXPECT_THAT(short_form(session.diagnostics(file, 2)), IsEmpty());
}

TEST_F(LspSessionTest, Utf8IsSpokenWithThoseWhoPreferIt) {
  LspSession session(folder.path().string());
  const Json capabilities = session.initialize({{"capabilities", {{"general", {{"positionEncodings", {"utf-8", "utf-16"}}}}}}});
  EXPECT_EQ(capabilities["positionEncoding"], "utf-8");
  session.open(path("queries/a.sql"), "SELECT '\xF0\x9F\x90\x98\xC3\xA9', id FROM deals;\n");
  EXPECT_THAT(short_form(session.diagnostics(path("queries/a.sql"), 1)), ElementsAre("0:25 tenant-unscoped-read"));
}

TEST_F(LspSessionTest, AMigrationInTheEditorChangesWhatQueriesMean) {
  LspSession session(folder.path().string());
  session.initialize();
  session.open(path("queries/a.sql"), kOpen);
  EXPECT_THAT(rules_of(session.diagnostics(path("queries/a.sql"), 1)), ElementsAre("tenant-unscoped-read"));
  session.open(path("schema/1.sql"), kSchema);
  session.diagnostics(path("schema/1.sql"), 1);
  session.replace_all(path("schema/1.sql"), "CREATE TABLE orgs (id bigint PRIMARY KEY);\nCREATE TABLE deals (id bigint PRIMARY KEY, email text);\n", 2);
  session.diagnostics(path("schema/1.sql"), 2);
  while (!session.next_diagnostics(path("queries/a.sql")).empty()) continue;
  session.close(path("schema/1.sql"));
  while (session.next_diagnostics(path("queries/a.sql")).empty()) continue;
}

TEST_F(LspSessionTest, TheConfigurationIsCheckedAndCounts) {
  LspSession session(folder.path().string());
  session.initialize();
  session.open(path("queries/a.sql"), kOpen);
  session.diagnostics(path("queries/a.sql"), 1);
  session.open(path("ringfence.toml"), kConfiguration);
  EXPECT_THAT(session.diagnostics(path("ringfence.toml"), 1), IsEmpty());
  session.replace_all(path("ringfence.toml"), std::string(kConfiguration) + "[rules]\ntenant-unscoped-read = \"note\"\ntenant-unscoped-raed = \"off\"\n", 2);
  EXPECT_THAT(short_form(session.diagnostics(path("ringfence.toml"), 2)), ElementsAre("8:0 policy-mistake"));
  while (session.next_diagnostics(path("queries/a.sql"))[0]["severity"] != 3) continue;
}

TEST_F(LspSessionTest, FilesThatChangeOnDiskAreReadAgain) {
  LspSession session(folder.path().string());
  session.initialize({{"capabilities", {{"workspace", {{"didChangeWatchedFiles", {{"dynamicRegistration", true}}}}}}}});
  EXPECT_THAT(session.next("client/registerCapability").dump(), HasSubstr("**/*.sql"));
  session.open(path("queries/a.sql"), kOpen);
  EXPECT_THAT(rules_of(session.diagnostics(path("queries/a.sql"), 1)), ElementsAre("tenant-unscoped-read"));
  folder.write("schema/2.sql", "ALTER TABLE deals DROP COLUMN org_id;\n");
  session.notify("workspace/didChangeWatchedFiles", {{"changes", {{{"uri", file_uri(path("schema/2.sql"))}, {"type", 1}}}}});
  EXPECT_THAT(session.next_diagnostics(path("queries/a.sql")), IsEmpty());
}

TEST_F(LspSessionTest, ProjectsOfOneWorkspaceAreApart) {
  folder.write("other/ringfence.toml", "[inputs]\nschema = [\"*.sql\"]\nqueries = [\"q/*.sql\"]\n[tenant]\nroot = \"firms\"\n");
  folder.write("other/s.sql", "CREATE TABLE firms (id bigint PRIMARY KEY);\nCREATE TABLE deals (id bigint PRIMARY KEY);\n");
  LspSession session(folder.path().string());
  session.initialize();
  session.open(path("queries/a.sql"), kOpen);
  session.open(path("other/q/a.sql"), "SELECT id FROM deals;\nSELECT id FROM firms;\n");
  EXPECT_THAT(rules_of(session.diagnostics(path("queries/a.sql"), 1)), ElementsAre("tenant-unscoped-read"));
  EXPECT_THAT(short_form(session.diagnostics(path("other/q/a.sql"), 1)), ElementsAre("1:15 tenant-unscoped-read"));
}

TEST_F(LspSessionTest, DiagnosticsArePulledByThoseWhoPull) {
  LspSession session(folder.path().string());
  const Json capabilities = session.initialize({{"capabilities", {{"textDocument", {{"diagnostic", Json::object()}}}, {"workspace", {{"diagnostics", {{"refreshSupport", true}}}}}}}});
  EXPECT_TRUE(capabilities.contains("diagnosticProvider"));
  session.open(path("queries/a.sql"), kOpen);
  const Json document = {{"textDocument", {{"uri", file_uri(path("queries/a.sql"))}}}};
  EXPECT_THAT(rules_of(session.request("textDocument/diagnostic", document)["result"]["items"]), ElementsAre("tenant-unscoped-read"));
  session.replace_all(path("queries/a.sql"), "SELECT id FROM deals WHERE org_id = $1;\n", 2);
  EXPECT_THAT(session.request("textDocument/diagnostic", document)["result"]["items"], IsEmpty());
  EXPECT_THAT(session.published(path("queries/a.sql")), IsEmpty());
  folder.write("schema/2.sql", "DROP TABLE deals;\n");
  session.notify("textDocument/didSave", document);
  session.next("workspace/diagnostic/refresh");
}

TEST_F(LspSessionTest, NamesAreExplainedAndFound) {
  LspSession session(folder.path().string());
  session.initialize();
  const std::string file = path("queries/a.sql");
  session.open(file, "SELECT d.email FROM deals d WHERE d.org_id = $1;\nUPDATE deals SET email = '' WHERE ");
  const auto hover = [&](int line, int character) {
    const Json answer = session.request("textDocument/hover", at(file, line, character)).at("result");
    return answer.is_null() ? std::string() : answer["contents"]["value"].get<std::string>();
  };
  EXPECT_THAT(hover(0, 22), testing::AllOf(HasSubstr("**deals**"), HasSubstr("**direct**: references orgs through 'org_id'"), HasSubstr("schema/1.sql:2"),
                                           HasSubstr("contact.email"), HasSubstr("**proven**"), HasSubstr("`$1`")));
  EXPECT_THAT(hover(0, 10), testing::AllOf(HasSubstr("**deals.email**"), HasSubstr("holds contact.email")));
  EXPECT_THAT(hover(0, 37), testing::AllOf(HasSubstr("**deals.org_id**"), HasSubstr("tenant key"), HasSubstr("references `orgs.id`")));
  EXPECT_THAT(hover(0, 2), IsEmpty());
  EXPECT_THAT(hover(1, 19), HasSubstr("**deals.email**")) << "a statement that cannot be read yet";
  const Json table = session.request("textDocument/definition", at(file, 0, 22))["result"];
  EXPECT_EQ(table["uri"], file_uri(path("schema/1.sql")));
  EXPECT_EQ(table["range"]["start"]["line"], 1);
  EXPECT_EQ(session.request("textDocument/definition", at(file, 0, 10))["result"]["range"]["start"]["line"], 4);
  session.open(path("schema/1.sql"), kSchema);
  EXPECT_EQ(session.request("textDocument/definition", at(path("schema/1.sql"), 3, 38))["result"]["range"]["start"]["line"], 0);
}

TEST_F(LspSessionTest, AFindingIsExplained) {
  LspSession session(folder.path().string());
  session.initialize();
  const std::string file = path("queries/a.sql");
  session.open(file, kOpen);
  session.diagnostics(file, 1);
  EXPECT_THAT(session.request("textDocument/hover", at(file, 0, 16)).dump(), HasSubstr("**tenant-unscoped-read** (error)"));
  const Json explain = action(session.request("textDocument/codeAction", range(file, 0, 15, 20)), "Explain")["command"];
  const Json manual = session.request("workspace/executeCommand", {{"command", explain["command"]}, {"arguments", explain["arguments"]}});
  EXPECT_THAT(manual["result"]["markdown"], HasSubstr("## What it does"));
  EXPECT_THAT(session.next("window/showMessage").dump(), HasSubstr("What it does"));
  EXPECT_TRUE(session.request("workspace/executeCommand", {{"command", "ringfence.explain"}, {"arguments", {"no-rule"}}}).contains("error"));
}

TEST_F(LspSessionTest, WhatMayBeWrittenIsOffered) {
  LspSession session(folder.path().string());
  session.initialize();
  const auto offered = [&](const std::string& name, const std::string& text, int line, int character) {
    session.open(path(name), text);
    std::vector<std::string> labels;
    const Json answer = session.request("textDocument/completion", at(path(name), line, character));
    for (const Json& one : answer["result"]["items"]) labels.push_back(one["label"]);
    return labels;
  };
  EXPECT_THAT(offered("ringfence.toml", "[tenant]\nroot = \"orgs\"\nmo\n", 2, 2), testing::AllOf(Contains("model"), testing::Not(Contains("root"))));
  EXPECT_THAT(offered("ringfence.toml", "[tenant]\nmodel = \"\"\n", 1, 9), ElementsAre("row", "schema"));
  EXPECT_THAT(offered("ringfence.toml", "[rules]\ntenant\n", 1, 6), testing::AllOf(Contains("tenant-unscoped-read"), Contains("tenant")));
  EXPECT_THAT(offered("ringfence.toml", "[rules]\ntenant = \n", 1, 9), Contains("\"warning\""));
  EXPECT_THAT(offered("ringfence.toml", "[inp", 0, 4), Contains("inputs"));
  EXPECT_THAT(offered("queries/a.sql", "-- ringfence:allow tenant-\nSELECT 1;\n", 0, 26), Contains("tenant-unscoped-read"));
  EXPECT_THAT(offered("queries/a.sql", "-- ringfence:allow tenant-unscoped-read: tenant-\nSELECT 1;\n", 0, 48), IsEmpty());
  EXPECT_THAT(offered("queries/a.sql", "SELECT tenant\n", 0, 13), IsEmpty());
}

TEST_F(LspSessionTest, NothingIsWrittenAndNothingIsLeft) {
  const auto listing = [&] {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
      all.push_back(entry.path().string() + (entry.is_regular_file() ? " " + folder.read(entry.path().lexically_relative(folder.path()).string()) : ""));
    std::sort(all.begin(), all.end());
    return all;
  };
  folder.write("ringfence.toml", std::string(kConfiguration) + "[[clients]]\nfunctions = [\"run\"]\nsql = 1\n");
  folder.write("src/a.cpp", "void run(const char*);\nvoid f() { run(\"SELECT id FROM deals\"); }\n");
  folder.write("src/compile_flags.txt", "-std=c++17\n");
  folder.write("ringfence.toml", "[inputs]\nschema = [\"schema/*.sql\"]\nqueries = [\"queries/*.sql\"]\ncpp = [\"src/*.cpp\"]\ncompile_commands = \"src\"\n[tenant]\nroot = \"orgs\"\n");
  const auto before = listing();
  LspSession session(folder.path().string());
  session.initialize();
  session.open(path("queries/a.sql"), kOpen);
  session.diagnostics(path("queries/a.sql"), 1);
  session.open(path("schema/1.sql"), kSchema);
  session.diagnostics(path("schema/1.sql"), 1);
  session.close(path("queries/a.sql"));
  EXPECT_THAT(session.next_diagnostics(path("queries/a.sql")), IsEmpty()) << "of a closed file nothing stays on the screen";
  EXPECT_EQ(session.end(), 0);
  EXPECT_EQ(listing(), before);
}

}  // namespace
}  // namespace ringfence::tests
