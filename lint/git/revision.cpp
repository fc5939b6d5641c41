#include "ringfence/revision.h"

#include <fmt/format.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "lint/git/handles.h"

namespace ringfence {

namespace fs = std::filesystem;
using namespace git;

namespace {

Repository repository_of(const std::string& folder) { return open<Repository>(git_repository_open_ext, folder.c_str(), 0U, nullptr); }

// "git@host:team/crm.git", "https://host/team/crm"
std::string name_of_url(std::string url) {
  while (url.ends_with("/")) url.pop_back();
  if (url.ends_with(".git")) url.resize(url.size() - 4);
  return url.substr(url.find_last_of("/:") + 1);
}

bool is_modified(git_repository* repository) {
  git_status_options options = GIT_STATUS_OPTIONS_INIT;
  options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
  options.flags = GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
  const auto list = open<StatusList>(git_status_list_new, repository, &options);
  return list != nullptr && git_status_list_entrycount(list.get()) > 0;
}

std::string day_of(git_time_t time) {
  const std::time_t seconds = time;
  std::tm day{};
  gmtime_r(&seconds, &day);
  return fmt::format("{:04}-{:02}-{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

}  // namespace

std::optional<Revision> revision_of(const std::string& folder) {
  const Library library;
  const Repository repository = repository_of(folder);
  if (repository == nullptr || git_repository_is_bare(repository.get()) != 0) return std::nullopt;
  Revision revision;
  const fs::path root = (fs::path(git_repository_workdir(repository.get())) / ".").lexically_normal().parent_path();
  revision.repository = root.string();
  revision.name = root.filename().string();
  if (const auto origin = open<Remote>(git_remote_lookup, repository.get(), "origin"); origin != nullptr && git_remote_url(origin.get()) != nullptr)
    if (const std::string name = name_of_url(git_remote_url(origin.get())); !name.empty()) revision.name = name;
  git_oid head{};
  if (git_reference_name_to_id(&head, repository.get(), "HEAD") == 0) revision.commit = git_oid_tostr_s(&head);
  if (git_repository_head_detached(repository.get()) != 1)
    if (const auto symbolic = open<Reference>(git_reference_lookup, repository.get(), "HEAD"); symbolic != nullptr && git_reference_symbolic_target(symbolic.get()) != nullptr)
      revision.branch = std::string(git_reference_symbolic_target(symbolic.get())).substr(std::string_view("refs/heads/").size());
  revision.modified = is_modified(repository.get());
  return revision;
}

struct LineAuthors::Kept {
  Library library;
  Repository repository;
  fs::path root;
  std::map<std::string, Blame> blames;  ///< Of files as they stand on disk; null: there is none.

  Blame blame(const std::string& file) const {
    std::error_code error;
    const std::string path = fs::weakly_canonical(file, error).lexically_relative(root).generic_string();
    std::ifstream stream(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    const auto committed = open<Blame>(git_blame_file, repository.get(), path.c_str(), nullptr);
    return committed == nullptr ? nullptr : open<Blame>(git_blame_buffer, committed.get(), text.data(), text.size());
  }
};

LineAuthors::LineAuthors(const std::string& folder) : kept_(std::make_unique<Kept>()) {
  kept_->repository = repository_of(folder);
  if (kept_->repository == nullptr || git_repository_is_bare(kept_->repository.get()) != 0) kept_->repository = nullptr;
  else {
    std::error_code error;
    kept_->root = fs::weakly_canonical(git_repository_workdir(kept_->repository.get()), error);
  }
}

LineAuthors::~LineAuthors() = default;

std::optional<LineAuthors::Author> LineAuthors::of(const std::string& file, uint32_t line) {
  if (kept_->repository == nullptr) return std::nullopt;
  const auto [known, is_new] = kept_->blames.try_emplace(file);
  if (is_new) known->second = kept_->blame(file);
  const git_blame_hunk* hunk = known->second == nullptr ? nullptr : git_blame_get_hunk_byline(known->second.get(), line);
  if (hunk == nullptr || git_oid_is_zero(&hunk->final_commit_id) != 0) return std::nullopt;
  // Of a buffer, libgit2 tells the commit and not always who made it.
  const auto commit = open<Commit>(git_commit_lookup, kept_->repository.get(), &hunk->final_commit_id);
  const git_signature* author = commit == nullptr ? nullptr : git_commit_author(commit.get());
  if (author == nullptr) return std::nullopt;
  return Author{author->name == nullptr ? "" : author->name, day_of(author->when.time)};
}

}  // namespace ringfence
