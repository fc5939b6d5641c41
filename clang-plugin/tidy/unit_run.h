// One translation unit under clang-tidy or clangd: the checks of all rules share its facts and its analysis.
#pragma once

#include <clang-tidy/ClangTidyCheck.h>

#include <memory>
#include <set>
#include <string>

#include "clang-plugin/extract/unit_builder.h"
#include "ringfence/live_project.h"

namespace ringfence::tidy {

class UnitRun {
 public:
  /// The run that checks made for `context` on this thread belong to; `projects` outlives it.
  static std::shared_ptr<UnitRun> of(clang::tidy::ClangTidyContext& context, LiveProjects& projects);

  UnitRun(clang::tidy::ClangTidyContext& context, LiveProjects& projects) : context_(context), projects_(projects) {}

  /// Whether `rule` is the first: its check is the one that listens to Clang for all.
  bool enable(llvm::StringRef rule);

  void start(const clang::SourceManager& sources, clang::Preprocessor& preprocessor);
  void see(clang::ASTContext& tree) { tree_ = &tree; }
  bool has_seen() const { return tree_ != nullptr; }
  /// Analyses and reports, under the names of the rules that are enabled, or leaves that to who has asked for it (deferral.h).
  void finish();

 private:
  clang::tidy::ClangTidyContext& context_;
  LiveProjects& projects_;
  std::set<std::string, std::less<>> rules_;
  std::shared_ptr<LiveProject> project_;
  Unit unit_;
  std::unique_ptr<extract::UnitBuilder> builder_;
  clang::ASTContext* tree_ = nullptr;
};

}  // namespace ringfence::tidy
