#include "clang-plugin/extract/lower_unit.h"

#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Lex/Lexer.h>
#include <clang/Lex/MacroInfo.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>

#include "clang-plugin/extract/lowering.h"

namespace ringfence::extract {

using namespace clang;

namespace {

class Visitor : public RecursiveASTVisitor<Visitor> {
 public:
  Visitor(UnitBuilder& builder, ASTContext& context) : builder_(builder), context_(context) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }

  bool VisitFunctionDecl(FunctionDecl* declaration) {
    if (!declaration->doesThisDeclarationHaveABody() || declaration->isDependentContext() || declaration->isDefaulted()) return true;
    if (const auto* method = dyn_cast<CXXMethodDecl>(declaration); method != nullptr && method->getParent()->isLambda()) return true;
    if (!builder_.is_in_project(declaration->getLocation(), context_.getSourceManager())) return true;
    builder_.unit.functions.push_back(Lowering(builder_, context_).function(*declaration));
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
  UnitBuilder& builder_;
  ASTContext& context_;
};

// Macros that take arguments and make nothing of them, like the logging macros of a level that is compiled out.
class MacroUses : public PPCallbacks {
 public:
  MacroUses(UnitBuilder& builder, const Preprocessor& preprocessor) : builder_(builder), preprocessor_(preprocessor) {}

  void MacroExpands(const Token& name, const MacroDefinition& definition, SourceRange range, const MacroArgs* arguments) override {
    const MacroInfo* macro = definition.getMacroInfo();
    if (arguments == nullptr || macro == nullptr || name.getLocation().isMacroID() || makes_use_of_arguments(*macro)) return;
    const SourceManager& sources = preprocessor_.getSourceManager();
    if (!builder_.is_in_project(name.getLocation(), sources)) return;
    const auto [file, begin] = sources.getDecomposedLoc(name.getLocation());
    const auto [end_file, end] = sources.getDecomposedLoc(Lexer::getLocForEndOfToken(range.getEnd(), 0, sources, preprocessor_.getLangOpts()));
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
  const Preprocessor& preprocessor_;
};

}  // namespace

void lower_unit(UnitBuilder& builder, ASTContext& context) {
  Visitor visitor(builder, context);
  // A namespace that the project opens again is a declaration of its own: the place of each decides.
  const auto visit = [&](Decl* declaration) {
    if (builder.is_in_project(declaration->getLocation(), context.getSourceManager())) visitor.TraverseDecl(declaration);
  };
  for (Decl* scope : context.getTraversalScope()) {
    if (const auto* whole = dyn_cast<TranslationUnitDecl>(scope)) {
      for (Decl* declaration : whole->decls()) visit(declaration);
    } else {
      visit(scope);
    }
  }
}

std::unique_ptr<PPCallbacks> dropped_macros(UnitBuilder& builder, const Preprocessor& preprocessor) {
  return std::make_unique<MacroUses>(builder, preprocessor);
}

}  // namespace ringfence::extract
