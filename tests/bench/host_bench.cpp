// One editing session with two language servers, in turn: how long each takes from an edit to the first that it says of it, and to
// the last.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/hosts/editor.h"

namespace {

using Clock = std::chrono::steady_clock;
using ringfence::tests::Editor;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Server {
  std::string name;
  Editor editor;
  double opened = 0;
  std::vector<double> first, all;

  void edit(const std::string& path, const std::string& text, bool counts) {
    const Clock::time_point start = Clock::now();
    editor.change(path, text);
    editor.first_diagnostics(path);
    const double until_first = seconds_since(start);
    editor.diagnostics(path);
    if (counts) first.push_back(until_first), all.push_back(seconds_since(start));
  }
};

double at_share(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<size_t>(share * static_cast<double>(values.size())))];
}

// The text with one more statement behind the first line that opens a function.
std::string edited(const std::string& text, int number) {
  const size_t at = text.find(") {\n");
  return at == std::string::npos ? text + fmt::format("\nint edit_{};\n", number) : text.substr(0, at + 4) + fmt::format("  (void){};\n", number) + text.substr(at + 4);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) {
    fmt::print(stderr, "usage: host_bench FOLDER FILE EDITS SERVER…\n");
    return 2;
  }
  const std::string folder = argv[1], path = argv[2];
  const int edits = std::atoi(argv[3]);
  std::ifstream stream(path);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  std::vector<std::unique_ptr<Server>> servers;
  for (int i = 4; i < argc; ++i) {
    servers.push_back(std::unique_ptr<Server>(new Server{argv[i], Editor({argv[i], "--background-index=false"}, folder), 0, {}, {}}));
    const Clock::time_point start = Clock::now();
    servers.back()->editor.open(path, text);
    servers.back()->editor.diagnostics(path);
    servers.back()->opened = seconds_since(start);
  }
  for (int number = 0; number < edits; ++number)
    for (size_t i = 0; i < servers.size(); ++i)
      servers[(i + static_cast<size_t>(number)) % servers.size()]->edit(path, edited(text, number), number >= 3);
  fmt::print("{:<44} {:>9} {:>15} {:>9} {:>13} {:>9} {:>8}\n", path.substr(path.rfind('/') + 1), "open s", "first ms: p50", "p95", "all ms: p50", "p95", "MB");
  for (const auto& server : servers)
    fmt::print("{:<44} {:>9.2f} {:>15.1f} {:>9.1f} {:>13.1f} {:>9.1f} {:>8.0f}\n", server->name, server->opened, 1000 * at_share(server->first, 0.5),
               1000 * at_share(server->first, 0.95), 1000 * at_share(server->all, 0.5), 1000 * at_share(server->all, 0.95),
               static_cast<double>(server->editor.resident_kilobytes()) / 1024);
}
