// What no editor should send, and some do.
#include "tests/lsp/lsp_project.h"

namespace ringfence::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using BrokenInput = LspProject;

TEST_F(BrokenInput, TheSessionGoesOnBehindIt) {
  LspSession session(folder.path().string());
  session.initialize();
  session.send_bytes("Content-Length: 5\r\n\r\n{\"a\":");
  EXPECT_EQ(session.response_to(nullptr)["error"]["code"], -32700);
  session.send_bytes("Content-Length: 10\r\n\r\n[1,2,3,4] ");
  EXPECT_EQ(session.response_to(nullptr)["error"]["code"], -32600);
  session.send_bytes("Content-Length: many\r\n\r\n");
  session.next("window/logMessage");
  session.send_bytes("content-length: 2\r\nContent-Type: x\r\n\r\n\xFF\xFE");
  EXPECT_EQ(session.response_to(nullptr)["error"]["code"], -32700);
  EXPECT_EQ(session.request("textDocument/rename", Json::object())["error"]["code"], -32601);
  EXPECT_EQ(session.request("textDocument/hover", 7)["error"]["code"], -32602);
  EXPECT_EQ(session.request("textDocument/hover", {{"textDocument", {{"uri", "file:///x.sql"}}}})["result"], nullptr);
  session.notify("textDocument/didChange", {{"textDocument", 3}});
  session.notify("textDocument/didChange", {{"textDocument", {{"uri", "file:///never-opened.sql"}, {"version", 1}}}, {"contentChanges", Json::array()}});
  session.notify("no/such", nullptr);
  session.open("/no/such/folder/at/all.sql", "SELECT 1");
  session.notify("textDocument/didOpen", {{"textDocument", {{"uri", "untitled:1"}, {"languageId", "sql"}, {"version", 1}, {"text", "SELECT"}}}});
  session.open(path("queries/a.sql"), kOpen);
  EXPECT_THAT(rules_of(session.diagnostics(path("queries/a.sql"), 1)), ElementsAre("tenant-unscoped-read"));
  EXPECT_EQ(session.end(), 0);
}

TEST_F(BrokenInput, TextThatIsNoText) {
  LspSession session(folder.path().string());
  session.initialize();
  const std::string file = path("queries/a.sql");
  session.open(file, std::string("SELECT 1;\0", 10));
  EXPECT_THAT(rules_of(session.diagnostics(file, 1)), ElementsAre("input-unparsed"));
  // A lone surrogate is no JSON, and some editors send it.
  const std::string body = R"({"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":")" + file_uri(file) +
                           R"(","version":2},"contentChanges":[{"text":"SELECT '\ud83d', id FROM deals;"}]}})";
  session.send_bytes("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_THAT(short_form(session.diagnostics(file, 2)), ElementsAre("0:20 tenant-unscoped-read"));
  session.replace_all(file, "SELECT " + std::string(200'000, '('), 3);
  EXPECT_THAT(rules_of(session.diagnostics(file, 3)), ElementsAre("input-unparsed"));
  session.replace_all(file, "SELECT id FROM deals WHERE email = '", 4);
  EXPECT_THAT(rules_of(session.diagnostics(file, 4)), ElementsAre("input-unparsed"));
  folder.write("queries/b.sql", "SELECT '\xC3\x28\xFF' FROM deals;\n");
  session.open(path("queries/b.sql"), folder.read("queries/b.sql").substr(0, 8) + "' FROM deals;\n");
  EXPECT_THAT(rules_of(session.diagnostics(path("queries/b.sql"), 1)), ElementsAre("tenant-unscoped-read"));
  session.open(path("ringfence.toml"), "[inputs\nschema = 3");
  EXPECT_THAT(rules_of(session.diagnostics(path("ringfence.toml"), 1)), testing::Contains("policy-mistake"));
  EXPECT_EQ(session.end(), 0);
}

TEST_F(BrokenInput, PositionsThatAreNotThere) {
  LspSession session(folder.path().string());
  session.initialize();
  const std::string file = path("queries/a.sql");
  session.open(file, kOpen);
  const Json far = {{"start", {{"line", 90000}, {"character", 7}}}, {"end", {{"line", 2}, {"character", -1}}}};
  session.notify("textDocument/didChange", {{"textDocument", {{"uri", file_uri(file)}, {"version", 2}}}, {"contentChanges", {{{"range", far}, {"text", "SELECT 2;"}}}}});
  EXPECT_THAT(rules_of(session.diagnostics(file, 2)), ElementsAre("tenant-unscoped-read"));
  EXPECT_EQ(session.request("textDocument/hover", at(file, 100, 100))["result"], nullptr);
  EXPECT_EQ(session.request("textDocument/hover", at(file, 0, 100'000)).contains("error"), false);
}

TEST_F(BrokenInput, TheOrderOfTheProtocolIsKept) {
  LspSession session(folder.path().string());
  EXPECT_EQ(session.request("textDocument/hover", at(path("a.sql"), 0, 0))["error"]["code"], -32002);
  session.open(path("queries/a.sql"), kOpen);
  session.initialize();
  EXPECT_EQ(session.request("initialize", Json::object())["error"]["code"], -32600);
  EXPECT_EQ(session.request("shutdown", nullptr)["result"], nullptr);
  EXPECT_EQ(session.request("textDocument/hover", at(path("a.sql"), 0, 0))["error"]["code"], -32600);
  session.notify("exit", nullptr);
  EXPECT_EQ(session.wait_for_end(), 0);
}

TEST_F(BrokenInput, GoingAwayIsNoShutdown) {
  LspSession without_exit(folder.path().string());
  without_exit.initialize();
  without_exit.open(path("queries/a.sql"), kOpen);
  EXPECT_EQ(without_exit.wait_for_end(), 1);
  LspSession without_shutdown(folder.path().string());
  without_shutdown.notify("exit", nullptr);
  EXPECT_EQ(without_shutdown.wait_for_end(), 1);
}

TEST_F(BrokenInput, WhatIsCancelledIsNotWorkedOn) {
  LspSession session(folder.path().string());
  session.initialize();
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "SELECT id FROM deals WHERE email = '" + std::to_string(i) + "';\n";
  session.open(path("queries/a.sql"), many);
  const int id = session.begin_request("textDocument/codeAction", range(path("queries/a.sql"), 0, 15, 15));
  const int hover = session.begin_request("textDocument/hover", at(path("queries/a.sql"), 0, 16));
  session.notify("$/cancelRequest", {{"id", hover}});
  const Json answer = session.response_to(hover);
  EXPECT_TRUE(answer.contains("result") || answer["error"]["code"] == -32800);
  EXPECT_TRUE(session.response_to(id).contains("result"));
  EXPECT_EQ(session.end(), 0);
}

}  // namespace
}  // namespace ringfence::tests
