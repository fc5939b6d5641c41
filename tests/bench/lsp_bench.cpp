// From an edit to its diagnostics: a file of 2,000 lines in the language server, one character typed or taken back at a time.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "tests/bench/generated_project.h"
#include "tests/lsp/session.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using ringfence::tests::Json;
using ringfence::tests::LspSession;

constexpr size_t kLines = 2000;
constexpr int kEdits = 400;

std::vector<std::string> lines_of(const ringfence::bench::GeneratedProject& project) {
  std::vector<std::string> lines;
  for (const auto& [path, text] : project.queries)
    for (size_t begin = 0; begin < text.size() && lines.size() < kLines;) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      lines.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
  return lines;
}

double milliseconds_since(Clock::time_point begin) { return std::chrono::duration<double, std::milli>(Clock::now() - begin).count(); }

double percentile(const std::vector<double>& sorted, double part) {
  return sorted[std::min(sorted.size() - 1, static_cast<size_t>(part * static_cast<double>(sorted.size())))];
}

// Types at the end of random lines, and takes it back.
std::vector<double> type(LspSession& session, const std::string& path, const std::vector<std::string>& lines) {
  std::mt19937 random(7);
  std::vector<double> taken;
  size_t line = 0;
  for (int edit = 0; edit < kEdits; ++edit) {
    const bool takes_back = edit % 2 == 1;
    if (!takes_back)
      do line = random() % lines.size();
      while (lines[line].empty() || lines[line].starts_with("--") || lines[line].ends_with(";"));
    const size_t end = lines[line].size();
    const Json range = {{"start", {{"line", line}, {"character", end}}}, {"end", {{"line", line}, {"character", end + (takes_back ? 1 : 0)}}}};
    const auto begin = Clock::now();
    session.notify("textDocument/didChange", {{"textDocument", {{"uri", ringfence::tests::file_uri(path)}, {"version", edit + 1}}},
                                              {"contentChanges", {{{"range", range}, {"text", takes_back ? "" : "x"}}}}});
    session.diagnostics(path, edit + 1);
    taken.push_back(milliseconds_since(begin));
  }
  std::sort(taken.begin(), taken.end());
  return taken;
}

}  // namespace

int main() {
  std::string pattern = (fs::temp_directory_path() / "ringfence-bench.XXXXXX").string();
  const fs::path folder = mkdtemp(pattern.data());
  const auto project = ringfence::bench::generate_project({200, 4000, 40});
  ringfence::bench::write_project(project, folder.string());
  const std::vector<std::string> lines = lines_of(project);
  std::string text;
  for (const std::string& one : lines) text += one + "\n";
  const std::string path = (folder / "db/queries/edited.sql").string();
  {
    LspSession session(folder.string());
    session.initialize();
    const auto begin = Clock::now();
    session.open(path, text, 0);
    const Json found = session.diagnostics(path, 0);
    fmt::print("opened: {} lines, {} findings, {:.0f} ms with the project (200 tables, 4,000 statements)\n", lines.size(), found.size(), milliseconds_since(begin));
    const std::vector<double> taken = type(session, path, lines);
    fmt::print("{} edits: median {:.1f} ms, 95th percentile {:.1f} ms, slowest {:.1f} ms; {:.0f} MB\n", kEdits, percentile(taken, 0.5),
               percentile(taken, 0.95), taken.back(), static_cast<double>(session.resident_kilobytes()) / 1024);
    session.end();
  }
  fs::remove_all(folder);
}
