#include "clang-plugin/extract/lower_unit.h"

#include <clang/AST/Attr.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Lex/Lexer.h>
#include <clang/Lex/MacroInfo.h>
#include <clang/Lex/PPCallbacks.h>
#include <clang/Lex/Preprocessor.h>

#include "clang-plugin/extract/lowering.h"
#include "clang-plugin/extract/names.h"

namespace ringfence::extract {

using namespace clang;

namespace {

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
    made.key = builder_.name(key_of_lambda(*lambda, context_));
    made.is_lambda = true;
    builder_.unit.functions.push_back(std::move(made));
    return true;
  }

  bool VisitNamedDecl(NamedDecl* declaration) {
    if (!declaration->hasAttrs() || !builder_.is_in_project(declaration->getLocation(), context_.getSourceManager())) return true;
    for (const auto* one : declaration->specific_attrs<AnnotateAttr>())
      builder_.unit.annotations.push_back({builder_.name(qualified_name(*declaration)), builder_.name(one->getAnnotation())});
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
