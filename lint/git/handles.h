// libgit2's objects, freed where they go out of scope.
#pragma once

#include <git2.h>

#include <memory>

namespace ringfence::git {

template <auto Free>
struct Deleter {
  template <typename Object>
  void operator()(Object* object) const {
    Free(object);
  }
};

template <typename Object, auto Free>
using Handle = std::unique_ptr<Object, Deleter<Free>>;

using Repository = Handle<git_repository, git_repository_free>;
using AnyObject = Handle<git_object, git_object_free>;
using Commit = Handle<git_commit, git_commit_free>;
using Tree = Handle<git_tree, git_tree_free>;
using Diff = Handle<git_diff, git_diff_free>;
using Blame = Handle<git_blame, git_blame_free>;
using Reference = Handle<git_reference, git_reference_free>;
using Remote = Handle<git_remote, git_remote_free>;
using StatusList = Handle<git_status_list, git_status_list_free>;

/// libgit2 counts who uses it.
class Library {
 public:
  Library() { git_libgit2_init(); }
  ~Library() { git_libgit2_shutdown(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

/// Calls an "open this" function of libgit2; null where it fails.
template <typename Owner, typename Function, typename... Arguments>
Owner open(Function function, Arguments... arguments) {
  typename Owner::pointer made = nullptr;
  return function(&made, arguments...) == 0 ? Owner(made) : Owner();
}

}  // namespace ringfence::git
