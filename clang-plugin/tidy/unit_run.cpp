#include "clang-plugin/tidy/unit_run.h"

#include <clang/Basic/SourceManager.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>

#include "clang-plugin/extract/lower_unit.h"
#include "clang-plugin/tidy/deferral.h"
#include "clang-plugin/tidy/findings_of_unit.h"

namespace ringfence::tidy {

using namespace clang;

std::shared_ptr<UnitRun> UnitRun::of(clang::tidy::ClangTidyContext& context, LiveProjects& projects) {
  // Both hosts make all checks of a unit one after the other, and own them until its end.
  thread_local std::weak_ptr<UnitRun> latest;
  std::shared_ptr<UnitRun> run = latest.lock();
  if (run == nullptr || &run->context_ != &context) {
    run = std::make_shared<UnitRun>(context, projects);
    latest = run;
  }
  return run;
}

bool UnitRun::enable(llvm::StringRef rule) {
  rules_.insert(rule.str());
  return rules_.size() == 1;
}

void UnitRun::start(const SourceManager& sources, Preprocessor& preprocessor) {
  const OptionalFileEntryRef main = sources.getFileEntryRefForID(sources.getMainFileID());
  if (!main) return;
  llvm::SmallString<256> path(main->getFileEntry().tryGetRealPathName());
  if (path.empty()) path = main->getName();
  sources.getFileManager().makeAbsolutePath(path);
  project_ = projects_.of_file(path.str().str());
  if (project_ == nullptr) return;
  builder_ = std::make_unique<extract::UnitBuilder>(unit_, project_->folder());
  preprocessor.addPPCallbacks(extract::dropped_macros(*builder_, preprocessor));
}

void UnitRun::finish() {
  if (builder_ == nullptr || tree_ == nullptr) return;
  const SourceManager& sources = tree_->getSourceManager();
  const int32_t main = builder_->file(sources.getMainFileID(), sources);
  if (main < 0) return;
  unit_.path = unit_.files[static_cast<size_t>(main)].path;
  extract::lower_unit(*builder_, *tree_);
  builder_.reset();
  std::string text = sources.getBufferData(sources.getMainFileID()).str();
  if (deferral()) {
    DeferredUnit unit{project_, std::move(unit_), std::move(text), {}};
    for (const std::string& rule : rules_) unit.rules.emplace(rule, context_.treatAsError("ringfence-" + rule));
    return deferral()(std::move(unit), context_, sources);
  }
  findings_of_unit(*project_->check(std::move(unit_), std::move(text)), rules_, *tree_, context_);
}

}  // namespace ringfence::tidy
