#include "lint/cli/changed_since.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "ringfence/changes.h"

namespace ringfence::cli {

namespace fs = std::filesystem;

namespace {

std::string real(const std::string& path) {
  std::error_code error;
  const fs::path made = fs::weakly_canonical(path, error);
  return error ? path : made.string();
}

// Where the files of before lie: beside no project, so that nobody takes them for the project's own.
fs::path folder_for(const Changes& changes, const CodeOptions& code) {
  const std::string name = fmt::format("{:016x}", std::hash<std::string>{}(changes.repository));
  if (!code.cache.empty()) return fs::absolute(code.cache) / "before" / name;
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  if (cache != nullptr && *cache == '/') return fs::path(cache) / "ringfence" / name;
  if (home != nullptr && *home == '/') return fs::path(home) / ".cache" / "ringfence" / name;
  return fs::temp_directory_path() / fmt::format("ringfence-{}", getuid()) / name;
}

// One run at a time uses the folder.
class Lock {
 public:
  explicit Lock(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    file_ = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    held_ = file_ >= 0 && flock(file_, LOCK_EX) == 0;
  }
  ~Lock() {
    if (file_ >= 0) ::close(file_);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  bool held() const { return held_; }

 private:
  int file_ = -1;
  bool held_ = false;
};

bool on_changed_line(const Finding& finding, const Changes& changes) {
  if (!finding.at) return false;
  const auto file = changes.lines.find(real(finding.at.source->path()));
  if (file == changes.lines.end()) return false;
  const uint32_t first = finding.at.source->position(finding.at.span.begin).line, last = finding.at.source->position(finding.at.span.end).line;
  const auto next = file->second.lower_bound(first);
  return next != file->second.end() && *next <= last;
}

/// The project as it was, below `root`. Where it had no configuration yet, today's is taken.
class Before {
 public:
  Before(const Changes& changes, fs::path root) : changes_(changes), root_(std::move(root)) {}

  std::string counterpart(const std::string& path) const {
    const auto renamed = changes_.old_path.find(real(path));
    const std::string& old_path = renamed == changes_.old_path.end() ? real(path) : renamed->second;
    return (root_ / fs::path(old_path).lexically_relative(changes_.repository)).lexically_normal().string();
  }

  bool has(const std::string& path) const {
    std::error_code error;
    return fs::exists(counterpart(path), error);
  }

  // Old name to new one, relative to the project.
  std::map<std::string, std::string> renamed(const std::string& project) const {
    std::map<std::string, std::string> made;
    for (const auto& [now, before] : changes_.old_path)
      made[fs::path(before).lexically_relative(real(project)).generic_string()] = fs::path(now).lexically_relative(real(project)).generic_string();
    return made;
  }

 private:
  const Changes& changes_;
  fs::path root_;
};

std::optional<std::vector<KnownFinding>> findings_before(const Changes& changes, const fs::path& folder, const Target& target,
                                                         CodeOptions code, CheckOptions check, const Project& project, bool quiet) {
  const fs::path root = folder / "tree";
  std::string trouble;
  if (!check_out(changes, root.string(), trouble)) {
    complain(trouble);
    return std::nullopt;
  }
  const Before before(changes, root);
  Target old;
  old.config = before.counterpart(target.config);
  if (!before.has(target.config)) {
    std::error_code error;
    fs::create_directories(fs::path(old.config).parent_path(), error);
    fs::copy_file(target.config, old.config, fs::copy_options::overwrite_existing, error);
  }
  for (const std::string& file : target.files)
    if (before.has(file)) old.files.push_back(before.counterpart(file));
  if (old.files.empty() && !target.files.empty()) return std::vector<KnownFinding>();
  code.moved_from = changes.repository;
  code.moved_to = root.string();
  code.cache = (folder / "facts").string();
  check.baseline.clear();
  check.renamed = before.renamed(project.policy.folder);
  const std::optional<Project> opened = open_target(old, quiet, code);
  if (!opened) return std::nullopt;
  ProgressLine progress(!quiet);
  std::vector<KnownFinding> made;
  for (const ReportedFinding& one : check_project(*opened, check, progress.callback()).findings)
    if (!one.suppression) made.push_back({one.fingerprint, one.content});
  return made;
}

}  // namespace

bool keep_changed(const std::string& revision, const Target& target, const CodeOptions& code, const CheckOptions& check, const Project& project,
                  bool quiet, Report& report) {
  std::string trouble;
  const std::optional<Changes> changes = changes_since(project.policy.folder, revision, trouble);
  if (!changes) {
    complain(trouble);
    return false;
  }
  std::vector<size_t> elsewhere;
  for (size_t i = 0; i < report.findings.size(); ++i)
    if (!report.findings[i].suppression && !on_changed_line(report.findings[i].finding, *changes)) elsewhere.push_back(i);
  if (elsewhere.empty()) return true;
  const fs::path folder = folder_for(*changes, code);
  const Lock lock(folder);
  if (!lock.held()) {
    complain(folder.string() + ": cannot be used for the files as they were before the change; --cache-dir names another folder");
    return false;
  }
  const auto before = findings_before(*changes, folder, target, code, check, project, quiet);
  if (!before) return false;
  const std::vector<int> recognised = recognise(report, *before);
  for (const size_t i : elsewhere) {
    if (recognised[i] < 0) continue;
    report.findings[i].suppression = Suppression{Suppression::Kind::kUnchanged, fmt::format("was there before {}", changes->base.substr(0, 12)), {}};
    ++report.unchanged;
  }
  return true;
}

}  // namespace ringfence::cli
