// A thousand edits in a row: no crash, nothing stale, no growth, and in the end what a fresh check says.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "tests/lsp/lsp_project.h"

namespace ringfence::tests {
namespace {

namespace fs = std::filesystem;

// Whether it ends a character and begins the next.
bool is_boundary(const std::string& text, size_t at) { return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80; }

Json position_of(const std::string& text, size_t offset) {
  int line = 0, character = 0;
  for (size_t at = 0; at < offset; ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\n') {
      ++line;
      character = 0;
    } else if ((byte & 0xC0) != 0x80) {
      character += byte >= 0xF0 ? 2 : 1;
    }
  }
  return {{"line", line}, {"character", character}};
}

struct RandomEdit {
  size_t begin = 0;
  size_t end = 0;
  std::string text;
};

RandomEdit random_edit(const std::string& text, std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      " ", "\n", ";", "'", "(", ")", "--", "/*", "*/", "$$", "$1", "@org_id", ",", "=", " AND ", " OR ", " WHERE org_id = @org_id", "SELECT * FROM deals;\n",
      "\xF0\x9F\x90\x98", "\xC3\xA9", "-- ringfence:allow tenant-unscoped-read: because\n", "-- name: X :one\n", "LIMIT 1", "\r\n", "id", ".", "\"", "{", "\\", "::text"};
  RandomEdit edit;
  edit.begin = random() % (text.size() + 1);
  while (!is_boundary(text, edit.begin)) --edit.begin;
  edit.end = std::min(text.size(), edit.begin + (random() % 3 == 0 ? random() % 12 : 0));
  while (!is_boundary(text, edit.end)) ++edit.end;
  // A carriage return alone would be a line end for the protocol and none for SQL.
  if (edit.begin > 0 && text[edit.begin - 1] == '\r') --edit.begin;
  if (edit.end < text.size() && edit.end > 0 && text[edit.end - 1] == '\r' && text[edit.end] == '\n') ++edit.end;
  if (random() % 4 != 0) edit.text = kPieces[random() % kPieces.size()];
  return edit;
}

std::vector<std::string> fresh_check(const ProgramFolder& folder, const std::string& file, const std::string& options) {
  const ProgramOutcome outcome = folder.run("check --format json -q --no-cpp " + options);
  std::vector<std::string> all;
  const Json report = Json::parse(outcome.output);
  for (const Json& one : report["findings"])
    if (one.value("path", "") == file && !one.contains("suppressed"))
      all.push_back(std::to_string(one["line"].get<int>() - 1) + " " + one["rule"].get<std::string>() + " " + one["what"].get<std::string>());
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> lines_of(const Json& diagnostics) {
  std::vector<std::string> all;
  for (const Json& one : diagnostics) {
    const std::string message = one["message"];
    all.push_back(one["range"]["start"]["line"].dump() + " " + one["code"].get<std::string>() + " " + message.substr(0, message.find("\nhelp: ")));
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(RandomEdits, EndWithTheFindingsOfAFreshCheck) {
  const ProgramFolder folder;
  const fs::path example = fs::path(RINGFENCE_SOURCE_DIR) / "docs/examples/fieldcrm";
  fs::copy(example / "db", folder.path() / "db", fs::copy_options::recursive);
  fs::copy(example / "ringfence.toml", folder.path() / "ringfence.toml");
  const std::string name = "db/queries/deals.sql";
  const std::string file = (folder.path() / name).string();
  std::string text = folder.read(name);
  LspSession session(folder.path().string(), {"--no-cpp"});
  session.initialize();
  session.open(file, text, 0);
  session.diagnostics(file, 0);
  std::mt19937 random(2026);
  long early = 0;
  for (int version = 1; version <= 1000; ++version) {
    const RandomEdit edit = random_edit(text, random);
    const Json range = {{"start", position_of(text, edit.begin)}, {"end", position_of(text, edit.end)}};
    text.replace(edit.begin, edit.end - edit.begin, edit.text);
    session.notify("textDocument/didChange", {{"textDocument", {{"uri", file_uri(file)}, {"version", version}}}, {"contentChanges", {{{"range", range}, {"text", edit.text}}}}});
    if (version % 100 == 0) {
      const std::vector<std::string> found = lines_of(session.diagnostics(file, version));
      folder.write(name, text);
      EXPECT_EQ(found, fresh_check(folder, name, ".")) << "after edit " << version;
    }
    if (version == 300) early = session.resident_kilobytes();
  }
  const long late = session.resident_kilobytes();
  EXPECT_LT(late, early + early / 5) << "memory grows with edits";
  const std::vector<int64_t> versions = session.published(file);
  EXPECT_TRUE(std::is_sorted(versions.begin(), versions.end())) << "an older version was published behind a newer one";
  EXPECT_EQ(session.end(), 0);
}

}  // namespace
}  // namespace ringfence::tests
