// ringfence-clangd as an editor uses it.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "tests/cli/program.h"
#include "tests/hosts/editor.h"

namespace ringfence::tests {

namespace {

using nlohmann::json;

constexpr const char* kPolicy = R"([inputs]
schema = ["schema.sql"]
cpp = ["src/*.cpp"]
compile_commands = "."
[tenant]
root = "organizations"
keys = ["org_id"]
terms = ["$1"]
)";
constexpr const char* kSchema = R"(CREATE TABLE organizations (id bigint PRIMARY KEY);
CREATE TABLE companies (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), name text);
CREATE TABLE deals (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), title text);
)";
constexpr const char* kCode = R"(#include <libpq-fe.h>

namespace crm {

PGresult* one_deal(PGconn* connection, const char* org_id, const char* id) {
  const char* values[] = {org_id, id};
  return PQexecParams(connection, "SELECT title FROM deals WHERE id = $2", 2, nullptr, values, nullptr, nullptr, 0);
}

PGresult* suppliers(PGconn* connection, const char* org_id) {
  const char* values[] = {org_id};
  return PQexecParams(connection,
                      "SELECT d.title, c.name FROM deals d JOIN companies c ON c.name = d.title"
                      " WHERE d.org_id = $1",
                      1, nullptr, values, nullptr, nullptr, 0);
}

}  // namespace crm
)";

std::set<std::string> ours(const json& diagnostics) {
  std::set<std::string> made;
  for (const json& one : diagnostics)
    if (one.contains("code") && one["code"].get<std::string>().starts_with("ringfence-"))
      made.insert(std::to_string(one["range"]["start"]["line"].get<int>() + 1) + " " + one["code"].get<std::string>());
  return made;
}

// Whole, as they are published; what the compiler says hangs on what clangd has seen before.
json ours_whole(const json& diagnostics) {
  json made = json::array();
  for (const json& one : diagnostics)
    if (one.value("source", "") == "ringfence") made.push_back(one);
  return made;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const size_t at = text.find(what);
  if (at == std::string::npos) throw std::runtime_error("not in the text: " + what);
  return text.replace(at, what.size(), by);
}

class ClangdSession : public ::testing::Test {
 protected:
  ClangdSession() {
    folder_.write("ringfence.toml", kPolicy);
    folder_.write("schema.sql", kSchema);
    folder_.write("compile_flags.txt", "-std=c++17\n-I/usr/include/postgresql\n");
    folder_.write("src/deals.cpp", kCode);
    path_ = (folder_.path() / "src/deals.cpp").string();
  }

  std::unique_ptr<Editor> start() const {
    return std::make_unique<Editor>(std::vector<std::string>{RINGFENCE_CLANGD, "--background-index=false"}, folder_.path().string());
  }

  ProgramFolder folder_;
  std::string path_;
  const std::set<std::string> expected_ = {"7 ringfence-tenant-id-only-lookup", "13 ringfence-tenant-unscoped-read"};
};

TEST_F(ClangdSession, FindsOnOpeningAndOnEachEdit) {
  const auto editor = start();
  editor->open(path_, kCode);
  EXPECT_EQ(ours(editor->diagnostics(path_)), expected_);
  const std::string mended = replaced(kCode, "WHERE id = $2", "WHERE id = $2 AND org_id = $1");
  editor->change(path_, mended);
  EXPECT_EQ(ours(editor->diagnostics(path_)), std::set<std::string>{"13 ringfence-tenant-unscoped-read"});
  editor->change(path_, kCode);
  EXPECT_EQ(ours(editor->diagnostics(path_)), expected_);
  EXPECT_EQ(editor->end(), 0);
}

// The edits of the one action of this title on the finding.
json edits_of(Editor& editor, const std::string& path, const std::string& code, const std::string& title) {
  json wanted;
  for (const json& one : editor.diagnostics(path))
    if (one.value("code", "") == code) wanted = one;
  const json actions = editor.request("textDocument/codeAction", {{"textDocument", {{"uri", Editor::uri(path)}}},
                                                                  {"range", wanted.at("range")},
                                                                  {"context", {{"diagnostics", json::array({wanted})}}}});
  for (const json& action : actions)
    if (action.value("kind", "") == "quickfix" && action.value("title", "").starts_with(title)) return action["edit"]["changes"][Editor::uri(path)];
  throw std::runtime_error("no such action: " + actions.dump(1));
}

std::string applied(std::string text, const json& edit) {
  size_t offset = 0;
  for (int line = edit["range"]["start"]["line"]; line > 0; --line) offset = text.find('\n', offset) + 1;
  return text.insert(offset + edit["range"]["start"]["character"].get<size_t>(), edit["newText"].get<std::string>());
}

TEST_F(ClangdSession, AFixMendsWhatItStandsUnder) {
  const auto editor = start();
  editor->open(path_, kCode);
  const json edits = edits_of(*editor, path_, "ringfence-tenant-unscoped-read", "tie c");
  ASSERT_EQ(edits.size(), 1u) << edits.dump(1);
  const std::string text = applied(kCode, edits[0]);
  editor->change(path_, text);
  EXPECT_EQ(ours(editor->diagnostics(path_)), std::set<std::string>{"7 ringfence-tenant-id-only-lookup"}) << text;
}

TEST_F(ClangdSession, AFindingIsAllowedWhereItStandsWithAReason) {
  const auto editor = start();
  editor->open(path_, kCode);
  const json edits = edits_of(*editor, path_, "ringfence-tenant-unscoped-read", "Allow");
  ASSERT_EQ(edits.size(), 1u) << edits.dump(1);
  const std::string text = applied(kCode, edits[0]);
  editor->change(path_, text);
  const std::set<std::string> without_reason = {"7 ringfence-tenant-id-only-lookup", "13 ringfence-allow-without-reason"};
  EXPECT_EQ(ours(editor->diagnostics(path_)), without_reason) << text;
  editor->change(path_, replaced(text, "<reason>", "suppliers are everybody's"));
  EXPECT_EQ(ours(editor->diagnostics(path_)), std::set<std::string>{"7 ringfence-tenant-id-only-lookup"}) << text;
}

TEST_F(ClangdSession, WhatTheCompilerSaysDoesNotWait) {
  std::string schema = kSchema;
  for (int i = 0; i < 3000; ++i)
    schema += "CREATE TABLE extra_" + std::to_string(i) + " (id bigint PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id));\n";
  folder_.write("schema.sql", schema);
  const auto editor = start();
  editor->open(path_, replaced(kCode, "const char* values[] = {org_id, id};", "const char* values[] = {org_id, id}; nothing();"));
  const json first = editor->first_diagnostics(path_);
  EXPECT_NE(first.dump().find("undeclared"), std::string::npos) << first.dump(1);
  EXPECT_EQ(ours(first), std::set<std::string>{});
  const json all = editor->diagnostics(path_);
  EXPECT_NE(all.dump().find("undeclared"), std::string::npos) << all.dump(1);
  EXPECT_EQ(ours(all), expected_);
}

TEST_F(ClangdSession, FindingsMoveWithTheTextAtOnce) {
  const auto editor = start();
  editor->open(path_, kCode);
  editor->diagnostics(path_);
  for (int i = 1; i < 10; ++i) {
    editor->insert(path_, 3, 0, "// \xF0\x9F\x98\x80\n");
    const std::set<std::string> moved = {std::to_string(7 + i) + " ringfence-tenant-id-only-lookup", std::to_string(13 + i) + " ringfence-tenant-unscoped-read"};
    EXPECT_EQ(ours(editor->first_diagnostics(path_)), moved);
    EXPECT_EQ(ours(editor->diagnostics(path_)), moved);
  }
  // Behind characters that are one, two and four bytes long, and one and two of UTF-16.
  editor->insert(path_, 3, 3, "\xC3\xA4");
  editor->insert(path_, 3, 6, "\n/*");
  editor->insert(path_, 4, 2, "*/");
  EXPECT_EQ(ours(editor->diagnostics(path_)), (std::set<std::string>{"17 ringfence-tenant-id-only-lookup", "23 ringfence-tenant-unscoped-read"}));
}

TEST_F(ClangdSession, DiagnosticsSayHowBadItIsAndWhereToReadOn) {
  const auto editor = start();
  editor->open(path_, kCode);
  for (const json& one : editor->diagnostics(path_)) {
    if (one.value("code", "") != "ringfence-tenant-id-only-lookup") continue;
    EXPECT_EQ(one["severity"], 1) << one.dump(1);
    EXPECT_EQ(one["source"], "ringfence");
    EXPECT_TRUE(one["codeDescription"]["href"].get<std::string>().ends_with("tenant/id-only-lookup/rule.md")) << one.dump(1);
    EXPECT_NE(one.dump().find("schema.sql"), std::string::npos) << "why the table is owned: " << one.dump(1);
    return;
  }
  FAIL() << "no such diagnostic";
}

TEST_F(ClangdSession, HoverShowsTheManualAndWhatTheSqlMeans) {
  const auto editor = start();
  editor->open(path_, kCode);
  editor->diagnostics(path_);
  const std::string finding = editor->request("textDocument/hover", Editor::at(path_, 6, 54 + 3)).dump();
  EXPECT_NE(finding.find("ringfence-tenant-id-only-lookup"), std::string::npos) << finding;
  EXPECT_NE(finding.find("What it does"), std::string::npos) << finding;
  const std::string owned = editor->request("textDocument/hover", Editor::at(path_, 12, 52)).dump();
  EXPECT_NE(owned.find("`deals`"), std::string::npos) << owned;
  EXPECT_NE(owned.find("bound to `$1`, which is `org_id`"), std::string::npos) << owned;
  EXPECT_EQ(owned.find("`companies`"), std::string::npos) << owned;
  // A place that is clangd's own.
  const std::string function = editor->request("textDocument/hover", Editor::at(path_, 4, 12)).dump();
  EXPECT_NE(function.find("one_deal"), std::string::npos) << function;
  EXPECT_EQ(function.find("SQL"), std::string::npos) << function;
}

TEST_F(ClangdSession, WhatClangdDoesItStillDoes) {
  const auto editor = start();
  const std::string typed = replaced(kCode, "return PQexecParams(connection, \"SELECT title", "PQexecPa\n  return PQexecParams(connection, \"SELECT title");
  editor->open(path_, typed);
  bool has_error = false;
  for (const json& one : editor->diagnostics(path_)) has_error = has_error || one["severity"] == 1;
  EXPECT_TRUE(has_error) << "the compiler's own";
  const json completion = editor->request("textDocument/completion", Editor::at(path_, 6, 10));
  EXPECT_NE(completion.dump().find("PQexecParams"), std::string::npos) << completion.dump(1);
  editor->change(path_, kCode);
  json rename = Editor::at(path_, 4, 12);
  rename["newName"] = "deal_of";
  EXPECT_NE(editor->request("textDocument/rename", rename).dump().find("deal_of"), std::string::npos);
  EXPECT_EQ(editor->request("textDocument/definition", Editor::at(path_, 6, 12))[0]["uri"].get<std::string>().find("libpq-fe.h") != std::string::npos, true);
}

TEST_F(ClangdSession, NolintAndAllowCommentsHold) {
  const auto editor = start();
  editor->open(path_, replaced(kCode, "values, nullptr, nullptr, 0);\n}", "values, nullptr, nullptr, 0);  // NOLINT(ringfence-tenant-id-only-lookup)\n}"));
  EXPECT_EQ(ours(editor->diagnostics(path_)), std::set<std::string>{"13 ringfence-tenant-unscoped-read"});
  editor->change(path_, replaced(kCode, "  return PQexecParams(connection, \"", "  // ringfence:allow tenant-id-only-lookup: for operators\n  return PQexecParams(connection, \""));
  EXPECT_EQ(ours(editor->diagnostics(path_)), std::set<std::string>{"14 ringfence-tenant-unscoped-read"});
}

TEST_F(ClangdSession, WhatClangdIsConfiguredToHideStaysHidden) {
  folder_.write(".clangd", "Diagnostics:\n  Suppress: [ringfence-tenant-id-only-lookup]\n");
  const auto editor = start();
  editor->open(path_, kCode);
  EXPECT_EQ(ours(editor->diagnostics(path_)), std::set<std::string>{"13 ringfence-tenant-unscoped-read"});
  folder_.write(".clangd", "Diagnostics:\n  Suppress: '*'\n");
  const auto silent = start();
  silent->open(path_, kCode);
  EXPECT_EQ(ours(silent->diagnostics(path_)), std::set<std::string>{});
  folder_.write(".clangd", "Diagnostics:\n  ClangTidy:\n    Remove: ringfence-tenant-*\n");
  const auto without = start();
  without->open(path_, kCode);
  EXPECT_EQ(ours(without->diagnostics(path_)), std::set<std::string>{});
}

TEST_F(ClangdSession, WhatTheBaselineAcceptsIsNotShown) {
  folder_.write("ringfence.toml", replaced(kPolicy, "[tenant]", "baseline = \"accepted.json\"\n[tenant]"));
  EXPECT_EQ(folder_.run("baseline").exit_code, 0);
  const auto editor = start();
  const std::string more = replaced(kCode, "}  // namespace crm", "PGresult* all(PGconn* connection) { return PQexec(connection, \"SELECT name FROM companies\"); }\n\n}  // namespace crm");
  editor->open(path_, "\n" + more);
  EXPECT_EQ(ours(editor->diagnostics(path_)), std::set<std::string>{"19 ringfence-tenant-unscoped-read"});
  std::filesystem::remove(folder_.path() / "accepted.json");
  std::this_thread::sleep_for(std::chrono::seconds(1));
  editor->change(path_, kCode);
  EXPECT_EQ(ours(editor->diagnostics(path_)), expected_);
}

TEST_F(ClangdSession, TheConfigurationCountsWhenItChanges) {
  const auto editor = start();
  editor->open(path_, kCode);
  EXPECT_EQ(ours(editor->diagnostics(path_)), expected_);
  folder_.write("ringfence.toml", std::string(kPolicy) + "[rules]\ntenant-id-only-lookup = \"off\"\n");
  std::this_thread::sleep_for(std::chrono::seconds(1));
  editor->change(path_, std::string(kCode) + "\n");
  EXPECT_EQ(ours(editor->diagnostics(path_)), std::set<std::string>{"13 ringfence-tenant-unscoped-read"});
}

TEST_F(ClangdSession, SaysNothingWhereThereIsNoConfiguration) {
  std::filesystem::remove(folder_.path() / "ringfence.toml");
  const auto editor = start();
  editor->open(path_, kCode);
  EXPECT_EQ(ours(editor->diagnostics(path_)), std::set<std::string>{});
}

// What a person does who types: letters, words, deleted lines, lines twice, and now and then all as it was.
// A text that was there before is never there again: of one that it has built already clangd says nothing.
std::string edited(std::string text, std::mt19937& random, int number) {
  static constexpr const char* kPieces[] = {"x", ";", "{", "}", "\"", "(", ")", " AND d.org_id = $1", "id", "\n", "//", "/*", "$2", "R\"(", "const "};
  const auto below = [&](size_t count) { return random() % count; };
  const size_t at = below(text.size() + 1);
  switch (below(6)) {
    case 0: return text.erase(at, 1 + below(12));
    case 1: {
      const size_t begin = text.rfind('\n', at) + 1;
      return text.insert(begin, text.substr(begin, text.find('\n', begin) - begin + 1));
    }
    case 2: return std::string(kCode) + "// " + std::to_string(number) + "\n";
    default: return text.insert(at, kPieces[below(std::size(kPieces))]);
  }
}

TEST_F(ClangdSession, AThousandRandomEditsLeaveNothingStale) {
  const auto editor = start();
  std::mt19937 random(19);
  std::string text = kCode;
  editor->open(path_, text);
  editor->diagnostics(path_);
  long early = 0;
  for (int i = 1; i <= 1000; ++i) {
    const std::string before = text;
    while (text == before) text = edited(text, random, i);
    editor->change(path_, text);
    if (i % 20 == 0) {
      editor->diagnostics(path_);
      ASSERT_TRUE(editor->is_alive()) << "after edit " << i;
    }
    if (i == 300) early = editor->resident_kilobytes();
    if (i % 250 != 0) continue;
    const auto fresh = start();
    fresh->open(path_, text);
    EXPECT_EQ(ours_whole(editor->diagnostics(path_)), ours_whole(fresh->diagnostics(path_))) << "after edit " << i << "\n" << text;
  }
  // clangd gives memory back once a minute, with an edit.
  for (int i = 0; i < 16 && editor->resident_kilobytes() > early + early / 4; ++i) {
    std::this_thread::sleep_for(std::chrono::seconds(5));
    editor->change(path_, text + std::string(static_cast<size_t>(i) + 1, '\n'));
    editor->diagnostics(path_);
  }
  EXPECT_LT(editor->resident_kilobytes(), early + early / 4);
  editor->change(path_, kCode);
  EXPECT_EQ(ours(editor->diagnostics(path_)), expected_);
  EXPECT_EQ(editor->end(), 0);
}

}  // namespace

}  // namespace ringfence::tests
