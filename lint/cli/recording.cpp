#include "lint/cli/recording.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "ringfence/history_setting.h"
#include "ringfence/revision.h"

namespace ringfence::cli {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> command_line() {
  std::ifstream stream("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> words;
  for (std::string word; std::getline(stream, word, '\0');) words.push_back(word);
  if (!words.empty()) words.front() = "ringfence";
  return words;
}

// Build servers check out a commit and tell the branch beside it.
std::string branch_of_server() {
  for (const char* name : {"GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "BRANCH_NAME", "BUILDKITE_BRANCH"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  return {};
}

HistorySetting setting_of(const Policy& policy) { return policy.source == nullptr ? HistorySetting() : history_setting(*policy.source); }

// Two projects of one repository have names of their own.
std::string name_of(const Policy& policy, const std::optional<Revision>& revision) {
  if (const auto setting = setting_of(policy); setting.project) return setting.project->value;
  const fs::path folder = fs::path(policy.folder + "/.").lexically_normal().parent_path();
  if (!revision) return folder.filename().string();
  std::error_code error;
  const fs::path below = fs::weakly_canonical(folder, error).lexically_relative(fs::weakly_canonical(revision->repository, error));
  return below.empty() || below == "." ? revision->name : revision->name + "/" + below.generic_string();
}

}  // namespace

void add_history_options(CLI::App& command, HistoryOptions& options) {
  command.add_option("--history", options.where,
                     "Where runs are recorded: a postgresql:// URL or a file; default: what [history] url says, else "
                     ".ringfence/history.db beside the TOML");
  command.add_option("--branch", options.branch, "The branch whose runs follow each other; default: Git's, or what the build server says");
}

std::string history_of(const Policy& policy, const HistoryOptions& options) {
  if (!options.where.empty()) return options.where;
  const HistorySetting setting = setting_of(policy);
  const std::string configured = setting.url ? setting.url->value : ".ringfence/history.db";
  return configured.find("://") != std::string::npos ? configured : (fs::path(policy.folder) / configured).lexically_normal().string();
}

RunOrigin origin_of(const Project& project, const HistoryOptions& options, const std::string& baseline) {
  RunOrigin origin;
  const std::optional<Revision> revision = revision_of(project.policy.folder);
  origin.project = name_of(project.policy, revision);
  if (revision) {
    origin.repository = revision->repository;
    origin.commit = revision->commit;
    origin.modified = revision->modified;
  }
  origin.branch = !options.branch.empty() ? options.branch : revision && !revision->branch.empty() ? revision->branch : branch_of_server();
  if (origin.branch.empty()) origin.branch = revision ? "(detached)" : "(no Git)";
  origin.knowledge = RINGFENCE_KNOWLEDGE_VERSION;
  if (!baseline.empty()) origin.baseline = fs::absolute(baseline).string();
  origin.command = command_line();
  origin.trouble = project.trouble;
  return origin;
}

RunRecord recorded(const Project& project, const Report& report, const Facts& facts, const RunOrigin& origin) {
  const std::unique_ptr<Responsible> responsible = responsible_in(origin.repository);
  return record_of(project, report, facts, origin, *responsible);
}

void store(History& history, RunRecord& run, const Report& report) {
  run.id = history.record(run, [&](const std::vector<KnownFinding>& known) { return recognise(report, known); });
}

}  // namespace ringfence::cli
