#include "ringfence/changes.h"

#include <fmt/format.h>

#include <filesystem>
#include <vector>

#include "lint/git/handles.h"

namespace ringfence {

namespace fs = std::filesystem;
using namespace git;

namespace {

std::string last_error() {
  const git_error* error = git_error_last();
  return error == nullptr || error->message == nullptr ? "unknown trouble" : error->message;
}

Repository repository_of(const std::string& folder, std::string& trouble) {
  auto repository = open<Repository>(git_repository_open_ext, folder.c_str(), 0U, nullptr);
  if (repository == nullptr) trouble = fmt::format("{}: in no Git repository that can be read ({})", folder, last_error());
  else if (git_repository_is_bare(repository.get()) != 0) trouble = folder + ": a bare repository has no files to check";
  else return repository;
  return nullptr;
}

// The last commit that both share: what the branch did, and not what others did on REV meanwhile.
std::optional<git_oid> shared_commit(git_repository* repository, const std::string& revision, std::string& trouble) {
  const auto named = open<AnyObject>(git_revparse_single, repository, revision.c_str());
  const auto commit = named == nullptr ? nullptr : open<AnyObject>(git_object_peel, named.get(), GIT_OBJECT_COMMIT);
  if (commit == nullptr) {
    trouble = fmt::format("'{}': no such revision here; a shallow clone lacks it (actions/checkout: fetch-depth: 0, GitLab: GIT_DEPTH: 0)", revision);
    return std::nullopt;
  }
  git_oid head{};
  git_oid shared{};
  if (git_reference_name_to_id(&head, repository, "HEAD") != 0) {
    trouble = "HEAD names no commit yet";
    return std::nullopt;
  }
  if (git_merge_base(&shared, repository, &head, git_object_id(commit.get())) == 0) return shared;
  trouble = fmt::format("'{}' and HEAD share no commit here; a shallow clone may lack it (actions/checkout: fetch-depth: 0, GitLab: GIT_DEPTH: 0)", revision);
  return std::nullopt;
}

Diff difference(git_repository* repository, const git_oid& base) {
  const auto commit = open<Commit>(git_commit_lookup, repository, &base);
  const auto tree = commit == nullptr ? nullptr : open<Tree>(git_commit_tree, commit.get());
  if (tree == nullptr) return nullptr;
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS | GIT_DIFF_SHOW_UNTRACKED_CONTENT;
  options.context_lines = 0;
  auto diff = open<Diff>(git_diff_tree_to_workdir_with_index, repository, tree.get(), &options);
  if (diff == nullptr) return nullptr;
  git_diff_find_options renames = GIT_DIFF_FIND_OPTIONS_INIT;
  renames.flags = GIT_DIFF_FIND_RENAMES | GIT_DIFF_FIND_FOR_UNTRACKED;
  return git_diff_find_similar(diff.get(), &renames) == 0 ? std::move(diff) : nullptr;
}

std::string stripped(const git_diff_line& line) {
  std::string_view text(line.content, line.content_len);
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// Added and removed lines as libgit2 comes upon them.
struct Collector {
  struct Added {
    std::string path;
    uint32_t line = 0;
    std::string text;
  };

  static int on_file(const git_diff_delta* delta, float /*progress*/, void* self) {
    auto& made = *static_cast<Collector*>(self);
    if (delta->status == GIT_DELTA_RENAMED) made.renamed.emplace_back(delta->new_file.path, delta->old_file.path);
    return 0;
  }

  static int on_line(const git_diff_delta* delta, const git_diff_hunk* /*hunk*/, const git_diff_line* line, void* self) {
    auto& made = *static_cast<Collector*>(self);
    if (line->origin == GIT_DIFF_LINE_ADDITION) made.added.push_back({delta->new_file.path, static_cast<uint32_t>(line->new_lineno), stripped(*line)});
    if (line->origin == GIT_DIFF_LINE_DELETION) ++made.removed[stripped(*line)];
    return 0;
  }

  std::vector<Added> added;
  std::map<std::string, int> removed;
  std::vector<std::pair<std::string, std::string>> renamed;
};

}  // namespace

std::optional<Changes> changes_since(const std::string& folder, const std::string& revision, std::string& trouble) {
  const Library library;
  const Repository repository = repository_of(folder, trouble);
  if (repository == nullptr) return std::nullopt;
  const std::optional<git_oid> base = shared_commit(repository.get(), revision, trouble);
  if (!base) return std::nullopt;
  Collector found;
  const Diff diff = difference(repository.get(), *base);
  if (diff == nullptr || git_diff_foreach(diff.get(), Collector::on_file, nullptr, nullptr, Collector::on_line, &found) != 0) {
    trouble = fmt::format("changes since '{}' cannot be read: {}", revision, last_error());
    return std::nullopt;
  }
  Changes changes;
  const fs::path root = (fs::path(git_repository_workdir(repository.get())) / ".").lexically_normal().parent_path();
  changes.repository = root.string();
  changes.base = git_oid_tostr_s(&*base);
  for (const auto& [path, old_path] : found.renamed) changes.old_path[(root / path).string()] = (root / old_path).string();
  for (const Collector::Added& line : found.added) {
    const auto moved = found.removed.find(line.text);
    if (moved != found.removed.end() && moved->second > 0) --moved->second;
    else changes.lines[(root / line.path).string()].insert(line.line);
  }
  return changes;
}

bool check_out(const Changes& changes, const std::string& folder, std::string& trouble) {
  const Library library;
  const Repository repository = repository_of(changes.repository, trouble);
  if (repository == nullptr) return false;
  std::error_code error;
  fs::remove_all(folder, error);
  fs::create_directories(folder, error);
  const auto commit = open<AnyObject>(git_revparse_single, repository.get(), changes.base.c_str());
  git_checkout_options options = GIT_CHECKOUT_OPTIONS_INIT;
  options.checkout_strategy = GIT_CHECKOUT_FORCE | GIT_CHECKOUT_DONT_UPDATE_INDEX | GIT_CHECKOUT_DONT_WRITE_INDEX;
  options.target_directory = folder.c_str();
  if (!error && commit != nullptr && git_checkout_tree(repository.get(), commit.get(), &options) == 0) return true;
  trouble = fmt::format("{}: the files of {} cannot be written there: {}", folder, changes.base, error ? error.message() : last_error());
  return false;
}

}  // namespace ringfence
