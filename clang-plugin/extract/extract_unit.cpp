// Runs Clang over one translation unit and lowers what the project itself wrote.
#include <clang/Basic/DiagnosticIDs.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Tooling/ArgumentsAdjusters.h>
#include <clang/Tooling/CompilationDatabase.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Tooling/Tooling.h>

#include <llvm/Support/ErrorHandling.h>

#include <new>
#include <set>

#include "clang-plugin/extract/lower_unit.h"
#include "clang-plugin/extract/run_clang.h"
#include "ringfence/extract.h"

namespace ringfence {

namespace {

using namespace clang;
using extract::ClangRun;
using extract::UnitBuilder;

class Consumer : public ASTConsumer {
 public:
  explicit Consumer(UnitBuilder& builder) : builder_(builder) {}

  void Initialize(ASTContext& context) override { sources_ = &context.getSourceManager(); }

  // Most of a unit is other people's headers: their bodies are skipped, and with them what they would instantiate.
  bool shouldSkipFunctionBody(Decl* declaration) override {
    return !builder_.is_in_project(declaration->getLocation(), *sources_);
  }

  void HandleTranslationUnit(ASTContext& context) override { extract::lower_unit(builder_, context); }

 private:
  UnitBuilder& builder_;
  const SourceManager* sources_ = nullptr;
};

// The first errors and each header that is not there.
class Problems : public DiagnosticConsumer {
 public:
  explicit Problems(Unit& unit) : unit_(unit) {}
  UnitBuilder* builder = nullptr;

  void HandleDiagnostic(DiagnosticsEngine::Level level, const Diagnostic& diagnostic) override {
    DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
    if (level < DiagnosticsEngine::Error || unit_.problems.size() >= 20) return;
    llvm::SmallString<256> text;
    diagnostic.FormatDiagnostic(text);
    UnitProblem problem;
    problem.what = text.str().str();
    problem.missing_file = llvm::StringRef(problem.what).ends_with("file not found");
    if (builder != nullptr && diagnostic.hasSourceManager() && diagnostic.getLocation().isValid()) {
      const SourceManager& sources = diagnostic.getSourceManager();
      const auto [file, offset] = sources.getDecomposedLoc(sources.getExpansionLoc(diagnostic.getLocation()));
      problem.at = {builder->file(file, sources), offset, offset};
    }
    unit_.problems.push_back(std::move(problem));
  }

 private:
  Unit& unit_;
};

class Action : public ASTFrontendAction {
 public:
  Action(UnitBuilder& builder, Problems& problems, const ClangRun& run) : builder_(builder), problems_(problems), run_(run) {}

  bool BeginInvocation(CompilerInstance& compiler) override {
    compiler.getFrontendOpts().SkipFunctionBodies = true;
    compiler.getFrontendOpts().DisableFree = true;
    compiler.getLangOpts().CommentOpts.ParseAllComments = false;
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance& compiler, llvm::StringRef) override {
    compiler_ = &compiler;
    // A header that is not there must not keep templates of all others from being instantiated.
    compiler.getDiagnostics().setFatalsAsError(true);
    compiler.getDiagnostics().setErrorLimit(0);
    problems_.builder = &builder_;
    compiler.getPreprocessor().addPPCallbacks(extract::dropped_macros(builder_, compiler.getPreprocessor()));
    if (run_.begin) run_.begin(compiler);
    return std::make_unique<Consumer>(builder_);
  }

  // Every file that was read counts for whether the unit's facts are still true.
  void EndSourceFileAction() override {
    SourceManager& sources = compiler_->getSourceManager();
    std::set<std::string> paths;  // Clang keeps them by their addresses.
    for (auto entry = sources.fileinfo_begin(); entry != sources.fileinfo_end(); ++entry) {
      const llvm::StringRef real = entry->first.getFileEntry().tryGetRealPathName();
      const std::string path = real.empty() ? entry->first.getName().str() : real.str();
      if (run_.main_text.empty() || !llvm::StringRef(path).ends_with(run_.main_name)) paths.insert(path);
    }
    for (const std::string& path : paths) builder_.note_read(path);
    problems_.builder = nullptr;
    if (run_.end) run_.end(builder_.unit);
  }

 private:
  UnitBuilder& builder_;
  Problems& problems_;
  const ClangRun& run_;
  CompilerInstance* compiler_ = nullptr;
};

class Factory : public tooling::FrontendActionFactory {
 public:
  Factory(UnitBuilder& builder, Problems& problems, const ClangRun& run) : builder_(builder), problems_(problems), run_(run) {}
  std::unique_ptr<FrontendAction> create() override { return std::make_unique<Action>(builder_, problems_, run_); }

 private:
  UnitBuilder& builder_;
  Problems& problems_;
  const ClangRun& run_;
};

// Flags of GCC that Clang refuses, plugins, and what only costs time.
std::vector<std::string> usable(const std::vector<std::string>& arguments) {
  std::vector<std::string> made;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const llvm::StringRef one = arguments[i];
    if (i > 0 && (one.starts_with("-fplugin") || one.starts_with("-fno-gnu-unique") || one.starts_with("-fconcepts") || one == "-fcoroutines" ||
                  one.starts_with("-Werror") || one.starts_with("-mno-") || one.starts_with("-march=") || one.starts_with("-mtune=") ||
                  one.starts_with("-fmodules-ts") || one.starts_with("-fmodule-mapper") || one.starts_with("-fdeps-format") ||
                  one.starts_with("-fanalyzer") || one.starts_with("-flto") || one == "-Winvalid-pch" || one.starts_with("-specs=")))
      continue;
    made.push_back(arguments[i]);
    if (i == 0) made.insert(made.end(), {"-w", "-Wno-error", "-Qunused-arguments", "-Wno-unknown-warning-option", "-Wno-enum-constexpr-conversion"});
  }
  return made;
}

class OneCommand : public tooling::CompilationDatabase {
 public:
  explicit OneCommand(const CompileCommand& command) : command_(command) {}
  std::vector<tooling::CompileCommand> getCompileCommands(llvm::StringRef) const override {
    return {tooling::CompileCommand(command_.folder, command_.file, usable(command_.arguments), "")};
  }

 private:
  const CompileCommand& command_;
};

constexpr const char* kResourceFolder = RINGFENCE_CLANG_RESOURCES;

}  // namespace

Unit extract::run_clang(const CompileCommand& command, const std::string& project, const ClangRun& run) {
  Unit unit;
  unit.path = command.file;
  UnitBuilder builder(unit, project);
  Problems problems(unit);
  // LLVM allocates past operator new; what the process does without memory is its own to say.
  static const bool installed = [] {
    llvm::install_bad_alloc_error_handler([](void*, const char*, bool) {
      if (const std::new_handler handler = std::get_new_handler()) handler();
    });
    return true;
  }();
  (void)installed;
  const OneCommand database(command);
  tooling::ClangTool tool(database, {command.file}, std::make_shared<PCHContainerOperations>(),
                          llvm::vfs::createPhysicalFileSystem());
  const std::string main_path = command.folder + "/" + run.main_name;
  if (!run.main_text.empty()) tool.mapVirtualFile(main_path, run.main_text);
  tool.setDiagnosticConsumer(&problems);
  tool.setPrintErrorMessage(false);
  tool.clearArgumentsAdjusters();
  tool.appendArgumentsAdjuster(tooling::getClangStripOutputAdjuster());
  tool.appendArgumentsAdjuster(tooling::getClangStripDependencyFileAdjuster());
  tool.appendArgumentsAdjuster(tooling::getClangSyntaxOnlyAdjuster());
  tool.appendArgumentsAdjuster(tooling::getInsertArgumentAdjuster(
      {std::string("-resource-dir=") + kResourceFolder}, tooling::ArgumentInsertPosition::BEGIN));
  Factory factory(builder, problems, run);
  tool.run(&factory);
  if (unit.files.empty()) {
    UnitProblem problem;
    problem.what = problems.getNumErrors() > 0 && !unit.problems.empty() ? unit.problems[0].what : "the compiler did not start";
    problem.fatal = true;
    unit.problems.insert(unit.problems.begin(), problem);
  }
  return unit;
}

Unit extract_unit(const CompileCommand& command, const std::string& project) { return extract::run_clang(command, project, {}); }

bool can_extract() { return true; }

std::string_view clang_version() { return LLVM_VERSION_STRING; }

}  // namespace ringfence
