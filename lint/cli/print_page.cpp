#include "lint/cli/print_page.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>
#include <vector>

extern char** environ;

namespace ringfence::cli {

namespace fs = std::filesystem;

namespace {

constexpr auto kPatience = std::chrono::minutes(3);

std::string in_path(const std::string& program) {
  if (program.find('/') != std::string::npos) return access(program.c_str(), X_OK) == 0 ? program : std::string();
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');)
    if (const std::string file = folder + "/" + program; access(file.c_str(), X_OK) == 0) return file;
  return {};
}

std::string find_browser(const std::string& wanted) {
  if (!wanted.empty()) return in_path(wanted);
  for (const char* name : {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"})
    if (const std::string found = in_path(name); !found.empty()) return found;
  return {};
}

// A folder that goes with the object.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (fs::temp_directory_path() / "ringfence-print.XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// In a process group of its own, so that the browser's helpers end with it.
bool run(const std::vector<std::string>& words, const fs::path& log) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  const int failed = posix_spawn(&child, words[0].c_str(), &files, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0) return false;
  const auto last = std::chrono::steady_clock::now() + kPatience;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > last) {
      kill(-child, SIGKILL);
      waitpid(child, &status, 0);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  kill(-child, SIGKILL);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string last_line_of(const fs::path& log) {
  std::ifstream stream(log);
  std::string last;
  for (std::string line; std::getline(stream, line);)
    if (!line.empty()) last = line;
  return last;
}

}  // namespace

std::optional<std::string> pdf_of(const std::string& html, const std::string& chromium, std::string& problem) {
  const std::string browser = find_browser(chromium);
  if (browser.empty()) {
    problem = chromium.empty() ? "PDF needs Chromium: apt-get install chromium, or --chromium with its path; or print the HTML from a browser"
                               : chromium + ": no program that can be run";
    return std::nullopt;
  }
  const ScratchFolder folder;
  const fs::path page = folder.path() / "review.html", made = folder.path() / "review.pdf", log = folder.path() / "log";
  std::ofstream(page, std::ios::binary) << html;
  std::vector<std::string> words = {browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-sync",
                                    "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--disable-dev-shm-usage", "--no-pdf-header-footer",
                                    "--user-data-dir=" + (folder.path() / "profile").string(), "--print-to-pdf=" + made.string(), "file://" + page.string()};
  // The browser's sandbox refuses root, which containers often are; the page is our own and runs our own script only.
  if (geteuid() == 0) words.insert(words.begin() + 1, "--no-sandbox");
  const bool succeeded = run(words, log);
  std::ifstream stream(made, std::ios::binary);
  std::string pdf((std::istreambuf_iterator<char>(stream)), {});
  if (succeeded && pdf.starts_with("%PDF")) return pdf;
  problem = fmt::format("{} made no PDF: {}", browser, last_line_of(log));
  return std::nullopt;
}

}  // namespace ringfence::cli
