// Runs Clang over one translation unit and lowers what the project itself wrote.
#include <clang/AST/Attr.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/DiagnosticIDs.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Tooling/ArgumentsAdjusters.h>
#include <clang/Tooling/CompilationDatabase.h>
#include <clang/Lex/MacroInfo.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Tooling/Tooling.h>

#include <llvm/Support/ErrorHandling.h>

#include <new>
#include <set>

#include "clang-plugin/extract/lowering.h"
#include "clang-plugin/extract/names.h"
#include "clang-plugin/extract/run_clang.h"
#include "ringfence/extract.h"

namespace ringfence {

namespace {

using namespace clang;
using extract::ClangRun;
using extract::Lowering;
using extract::UnitBuilder;

class Visitor : public RecursiveASTVisitor<Visitor> {
 public:
  Visitor(UnitBuilder& builder, ASTContext& context) : builder_(builder), context_(context) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }

  bool VisitFunctionDecl(FunctionDecl* declaration) {
    if (!declaration->doesThisDeclarationHaveABody() || declaration->isDefaulted()) return true;
    if (declaration->isDependentContext()) return outline(*declaration);
    if (const auto* method = dyn_cast<CXXMethodDecl>(declaration); method != nullptr && method->getParent()->isLambda()) return true;
    if (!builder_.is_in_project(declaration->getLocation(), context_.getSourceManager())) return true;
    builder_.unit.functions.push_back(Lowering(builder_, context_).function(*declaration));
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr* lambda) {
    if (lambda->isGenericLambda() || lambda->getCallOperator()->isDependentContext()) return true;
    if (!builder_.is_in_project(lambda->getBeginLoc(), context_.getSourceManager())) return true;
    CodeFunction made = Lowering(builder_, context_).function(*lambda->getCallOperator());
    made.key = builder_.name(extract::key_of_lambda(*lambda, context_));
    made.is_lambda = true;
    builder_.unit.functions.push_back(std::move(made));
    return true;
  }

  bool VisitNamedDecl(NamedDecl* declaration) {
    if (!declaration->hasAttrs() || !builder_.is_in_project(declaration->getLocation(), context_.getSourceManager())) return true;
    for (const auto* one : declaration->specific_attrs<AnnotateAttr>())
      builder_.unit.annotations.push_back({builder_.name(extract::qualified_name(*declaration)), builder_.name(one->getAnnotation())});
    return true;
  }

  bool VisitVarDecl(VarDecl* declaration) {
    if (!declaration->hasGlobalStorage() || !declaration->hasInit() || declaration->getInit()->isValueDependent()) return true;
    if (declaration->getDeclContext()->isDependentContext()) return true;
    if (!builder_.is_in_project(declaration->getLocation(), context_.getSourceManager())) return true;
    builder_.unit.functions.push_back(Lowering(builder_, context_).initialiser(*declaration, *declaration->getInit()));
    return true;
  }

  // What a field is as long as nobody sets it.
  bool VisitFieldDecl(FieldDecl* declaration) {
    if (!declaration->hasInClassInitializer() || declaration->getDeclContext()->isDependentContext()) return true;
    const Expr* initial = declaration->getInClassInitializer();
    if (initial == nullptr || initial->isValueDependent()) return true;
    if (!builder_.is_in_project(declaration->getLocation(), context_.getSourceManager())) return true;
    builder_.unit.functions.push_back(Lowering(builder_, context_).initialiser(*declaration, *initial));
    return true;
  }

 private:
  // Printers are templates that often nobody in sight instantiates: the library that calls them does, where its bodies are skipped.
  bool outline(const FunctionDecl& declaration) {
    const FunctionTemplateDecl* pattern = declaration.getDescribedFunctionTemplate();
    if (pattern == nullptr || declaration.getDeclContext()->isDependentContext() || !is_printer(declaration)) return true;
    for (const FunctionDecl* one : pattern->specializations())
      if (one->isDefined()) return true;
    if (builder_.is_in_project(declaration.getLocation(), context_.getSourceManager()))
      builder_.unit.functions.push_back(Lowering(builder_, context_).outline(declaration));
    return true;
  }

  static bool is_printer(const FunctionDecl& declaration) {
    if (declaration.getOverloadedOperator() == OO_LessLess) return true;
    static constexpr llvm::StringRef kNames[] = {"format", "AbslStringify", "to_json", "format_as", "PrintTo"};
    return declaration.getDeclName().isIdentifier() && llvm::is_contained(kNames, declaration.getName());
  }

  UnitBuilder& builder_;
  ASTContext& context_;
};

class Consumer : public ASTConsumer {
 public:
  explicit Consumer(UnitBuilder& builder) : builder_(builder) {}

  void Initialize(ASTContext& context) override { sources_ = &context.getSourceManager(); }

  // Most of a unit is other people's headers: their bodies are skipped, and with them what they would instantiate.
  bool shouldSkipFunctionBody(Decl* declaration) override {
    return !builder_.is_in_project(declaration->getLocation(), *sources_);
  }

  void HandleTranslationUnit(ASTContext& context) override {
    Visitor visitor(builder_, context);
    for (Decl* declaration : context.getTranslationUnitDecl()->decls())
      if (is_worth_a_visit(*declaration)) visitor.TraverseDecl(declaration);
  }

 private:
  // A namespace that the project opens again is a declaration of its own: the place of each decides.
  bool is_worth_a_visit(const Decl& declaration) {
    return builder_.is_in_project(declaration.getLocation(), *sources_);
  }

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

// Macros that take arguments and make nothing of them, like the logging macros of a level that is compiled out.
class MacroUses : public PPCallbacks {
 public:
  MacroUses(UnitBuilder& builder, CompilerInstance& compiler) : builder_(builder), compiler_(compiler) {}

  void MacroExpands(const Token& name, const MacroDefinition& definition, SourceRange range, const MacroArgs* arguments) override {
    const MacroInfo* macro = definition.getMacroInfo();
    if (arguments == nullptr || macro == nullptr || name.getLocation().isMacroID() || makes_use_of_arguments(*macro)) return;
    const SourceManager& sources = compiler_.getSourceManager();
    if (!builder_.is_in_project(name.getLocation(), sources)) return;
    const auto [file, begin] = sources.getDecomposedLoc(name.getLocation());
    const auto [end_file, end] = sources.getDecomposedLoc(Lexer::getLocForEndOfToken(range.getEnd(), 0, sources, compiler_.getLangOpts()));
    if (file != end_file || end <= begin) return;
    const llvm::StringRef written = sources.getBufferData(file).slice(begin, end);
    const llvm::StringRef given = written.slice(written.find('(') + 1, written.rfind(')')).trim();
    if (given.empty()) return;
    builder_.unit.dropped_macros.push_back({builder_.name(name.getIdentifierInfo()->getName()), builder_.name(given),
                                            {builder_.file(file, sources), begin, end}});
  }

 private:
  static bool makes_use_of_arguments(const MacroInfo& macro) {
    return std::any_of(macro.tokens_begin(), macro.tokens_end(), [&](const Token& token) {
      return token.getIdentifierInfo() != nullptr && macro.getParameterNum(token.getIdentifierInfo()) >= 0;
    });
  }

  UnitBuilder& builder_;
  CompilerInstance& compiler_;
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
    compiler.getPreprocessor().addPPCallbacks(std::make_unique<MacroUses>(builder_, compiler));
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
