// The module for clang-tidy: each rule is a check of its own, and all of them are this class.
#include <clang-tidy/ClangTidyModule.h>
#include <clang-tidy/ClangTidyModuleRegistry.h>
#include <clang/ASTMatchers/ASTMatchFinder.h>

#include "clang-plugin/tidy/unit_run.h"
#include "ringfence/rule.h"

namespace ringfence::tidy {

namespace {

using clang::ast_matchers::internal::ASTMatchFinder;
using clang::ast_matchers::internal::BoundNodesTreeBuilder;

// Matches nothing: it is there to be shown the tree.
class FirstDeclaration : public clang::ast_matchers::internal::MatcherInterface<clang::Decl> {
 public:
  explicit FirstDeclaration(UnitRun& run) : run_(run) {}
  bool matches(const clang::Decl&, ASTMatchFinder* finder, BoundNodesTreeBuilder*) const override {
    if (!run_.has_seen()) run_.see(finder->getASTContext());
    return false;
  }

 private:
  UnitRun& run_;
};

class RuleCheck : public clang::tidy::ClangTidyCheck {
 public:
  RuleCheck(llvm::StringRef name, const Rule& rule, clang::tidy::ClangTidyContext* context, LiveProjects& projects)
      : ClangTidyCheck(name, context), run_(UnitRun::of(*context, projects)), leads_(run_->enable(rule.id)) {}

  void registerPPCallbacks(const clang::SourceManager& sources, clang::Preprocessor* preprocessor, clang::Preprocessor*) override {
    if (leads_) run_->start(sources, *preprocessor);
  }
  void registerMatchers(clang::ast_matchers::MatchFinder* finder) override {
    if (leads_) finder->addMatcher(clang::ast_matchers::internal::makeMatcher(new FirstDeclaration(*run_)), this);
  }
  void onEndOfTranslationUnit() override { run_->finish(); }

 private:
  const std::shared_ptr<UnitRun> run_;
  const bool leads_;
};

class Module : public clang::tidy::ClangTidyModule {
 public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories& factories) override {
    // Of all units of a process: what one has read of a project serves the next.
    static LiveProjects projects;
    for (const Rule& rule : all_rules()) {
      if (rule.family == "policy") continue;  // Speaks of ringfence.toml.
      factories.registerCheckFactory("ringfence-" + std::string(rule.id), [&rule](llvm::StringRef name, clang::tidy::ClangTidyContext* context) {
        return std::make_unique<RuleCheck>(name, rule, context, projects);
      });
    }
  }
};

const clang::tidy::ClangTidyModuleRegistry::Add<Module> kRegistered("ringfence-module", "Proves that no tenant sees another's rows.");

}  // namespace

}  // namespace ringfence::tidy
