#include "lint/cli/command.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "ringfence/extract.h"
#include "ringfence/policy_reader.h"
#include "ringfence/rule.h"

namespace ringfence::cli {

namespace fs = std::filesystem;

void complain(const std::string& message) { fmt::print(stderr, "ringfence: {}\n", message); }

std::optional<std::vector<Target>> find_targets(const std::vector<std::string>& paths, const std::string& config) {
  std::vector<Target> targets;
  for (const std::string& path : paths.empty() ? std::vector<std::string>{"."} : paths) {
    std::error_code error;
    const bool is_folder = fs::is_directory(path, error);
    if (!is_folder && !fs::exists(fs::symlink_status(path, error))) {
      complain(path + ": no such file or folder");
      return std::nullopt;
    }
    const std::string folder = is_folder ? path : fs::path(path).parent_path().string();
    const std::string found = !config.empty() ? config : find_policy_file(folder.empty() ? "." : folder);
    if (found.empty()) {
      complain(fmt::format("no ringfence.toml in {} or above it; `ringfence init {}` writes a first one", path,
                           is_folder ? path : folder));
      return std::nullopt;
    }
    if (targets.empty() || targets.back().config != found || is_folder) targets.push_back({found, {}});
    if (!is_folder) targets.back().files.push_back(path);
  }
  return targets;
}

void add_code_options(CLI::App& command, CodeOptions& options) {
  command.add_option("--cache-dir", options.cache, "Keep the facts of C++ here; default: .ringfence/cache beside the TOML");
  command.add_flag("!--no-cache", options.keep, "Extract all C++ anew, and keep nothing");
  command.add_flag("--no-cpp", options.skip, "Leave the C++ out");
  command.add_flag("!--units-apart", options.share_headers, "Parse each C++ unit by itself, also what it includes as others do");
  command.add_option("--unit-seconds", options.unit_seconds, "Processor time that a C++ unit may take")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  command.add_option("--unit-megabytes", options.unit_megabytes, "Memory that a C++ unit may take")
      ->check(CLI::Range(64, 1 << 20))
      ->capture_default_str();
}

static bool names_code(const Policy& policy, const std::vector<std::string>& files) {
  if (files.empty()) return !policy.inputs.cpp.empty() || policy.inputs.compile_commands;
  return std::any_of(files.begin(), files.end(), [](const std::string& file) {
    const std::string ending = fs::path(file).extension().string();
    return ending == ".cpp" || ending == ".cc" || ending == ".cxx" || ending == ".c++" || ending == ".C";
  });
}

void add_database_options(CLI::App& command, DatabaseOptions& options) {
  command
      .add_option_function<std::vector<std::string>>(
          "--database", [&options](const std::vector<std::string>& words) { options.connection = words.empty() || words[0] == "{}" ? std::string() : words[0]; },
          "Check this database instead of migrations: a URL, or words as libpq takes them; alone: what libpq's environment says")
      ->expected(0, 1)
      ->type_name("CONNECTION");
  command.add_flag("--diff", options.compare, "With --database: report in what the migrations and it differ");
}

bool complete_database(const DatabaseOptions& options) {
  if (!options.connection && options.compare) complain("--diff wants --database");
  const bool is_words = !options.connection || options.connection->empty() || options.connection->find_first_of("=:") != std::string::npos;
  if (!is_words) complain("--database wants a URL (postgres://host/database), words (dbname=…) or nothing behind it");
  return is_words && (options.connection || !options.compare);
}

// Fills `read`; false where there is trouble.
static bool read_live(const DatabaseOptions& options, const Policy& policy, std::optional<LiveDatabase>& read) {
  if (!options.connection) return true;
  std::vector<std::string> roles;
  for (const Setting& role : policy.tenant.app_roles) roles.push_back(role.value);
  try {
    read = read_database(*options.connection, roles);
  } catch (const LiveError& error) {
    complain(error.what());
    return false;
  }
  for (const std::string& line : read->warnings) complain("warning: " + line);
  return true;
}

std::optional<Project> open_target(const Target& target, bool quiet, CodeOptions code, const DatabaseOptions& database) {
  std::ifstream stream(target.config, std::ios::binary);
  std::string text;
  if (stream && !fs::is_directory(target.config)) text.assign(std::istreambuf_iterator<char>(stream), {});
  if (!stream || fs::is_directory(target.config)) {
    complain(target.config + ": cannot be read");
    return std::nullopt;
  }
  const fs::path absolute = fs::absolute(target.config).lexically_normal();
  const fs::path relative = absolute.lexically_relative(fs::current_path());
  const bool below = !relative.empty() && *relative.begin() != "..";
  auto source = std::make_shared<Source>(below ? relative.string() : absolute.string(), std::move(text));
  PolicyReading reading = read_policy(source, absolute.parent_path().string(), rule_names());
  ProgressLine progress(!quiet);
  if (!can_extract() && !code.skip) {
    code.skip = true;
    if (names_code(reading.policy, target.files))
      complain("warning: this ringfence was built without the C++ front end: no SQL in C++ is checked");
  }
  std::optional<LiveDatabase> live;
  if (!read_live(database, reading.policy, live)) return std::nullopt;
  return open_project(std::move(reading.policy), std::move(reading.mistakes), target.files, progress.callback(), code, ProjectFiles(), std::move(live), database.compare);
}

std::string configured_baseline(const Policy& policy) {
  return policy.inputs.baseline ? (fs::path(policy.folder) / policy.inputs.baseline->value).lexically_normal().string() : std::string();
}

bool read_baseline(const std::string& path, std::string& text) {
  if (path.empty()) return true;
  std::ifstream stream(path, std::ios::binary);
  if (!stream || fs::is_directory(path)) {
    complain(path + ": cannot be read; `ringfence baseline` writes one");
    return false;
  }
  text.assign(std::istreambuf_iterator<char>(stream), {});
  const std::string problem = baseline_problem(text);
  if (!problem.empty()) complain(path + ": " + problem);
  return problem.empty();
}

bool write_output(const std::string& path, const std::string& text) {
  if (path.empty() || path == "-") {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return written;
  }
  const std::string partial = path + ".partial";
  std::ofstream stream(partial, std::ios::binary);
  stream << text;
  stream.close();
  std::error_code error;
  if (stream) fs::rename(partial, path, error);
  if (!stream || error) {
    fs::remove(partial, error);
    complain(path + ": cannot be written");
    return false;
  }
  return true;
}

bool use_color(const std::string& mode) {
  if (mode != "auto") return mode == "always";
  if (const char* force = std::getenv("CLICOLOR_FORCE"); force != nullptr && std::string_view(force) != "0")
    return true;
  return std::getenv("NO_COLOR") == nullptr && isatty(STDOUT_FILENO) != 0;
}

int terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  const int width = columns == nullptr ? 0 : std::atoi(columns);
  return width > 0 ? width : 120;
}

struct ProgressLine::State {
  bool enabled = false;
  bool shown = false;
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last = begin;
};

ProgressLine::ProgressLine(bool enabled) : state_(std::make_shared<State>()) {
  state_->enabled = enabled && isatty(STDERR_FILENO) != 0;
}

ProgressLine::~ProgressLine() {
  if (state_->shown) fmt::print(stderr, "\r\x1b[K");
}

Progress ProgressLine::callback() {
  if (!state_->enabled) return {};
  return [state = state_](std::string_view phase, size_t done, size_t total) {
    using std::chrono::milliseconds;
    const auto now = std::chrono::steady_clock::now();
    if (now - state->begin < milliseconds(500) || now - state->last < milliseconds(80)) return;
    state->last = now;
    state->shown = true;
    const size_t filled = total == 0 ? 0 : done * 30 / total;
    fmt::print(stderr, "\r{} [{:#<{}}{:.<{}}] {}/{}\x1b[K", phase, "", filled, "", 30 - filled, done, total);
    std::fflush(stderr);
  };
}

}  // namespace ringfence::cli
