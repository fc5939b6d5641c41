#include "clang-plugin/extract/names.h"

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Index/USRGeneration.h>

#include <vector>

namespace ringfence::extract {

std::string qualified_name(const clang::NamedDecl& declaration) {
  std::vector<std::string> parts{declaration.getNameAsString()};
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&declaration))
    parts[0] = constructor->getParent()->getNameAsString();
  if (llvm::isa<clang::CXXConversionDecl>(&declaration)) parts[0] = "operator conversion";
  for (const clang::DeclContext* context = declaration.getDeclContext(); context != nullptr && !context->isTranslationUnit();
       context = context->getParent()) {
    if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(context)) {
      if (!space->isInline() && !space->isAnonymousNamespace()) parts.push_back(space->getNameAsString());
    } else if (const auto* tag = llvm::dyn_cast<clang::TagDecl>(context)) {
      const auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(tag);
      if (enumeration != nullptr && !enumeration->isScoped()) continue;
      if (!tag->getNameAsString().empty()) parts.push_back(tag->getNameAsString());
    } else if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(context)) {
      parts.push_back(function->getNameAsString());
    }
  }
  std::string name;
  for (size_t i = parts.size(); i-- > 0;) name += parts[i] + (i == 0 ? "" : "::");
  return name;
}

std::string key_of(const clang::Decl& declaration) {
  llvm::SmallString<128> usr;
  if (clang::index::generateUSRForDecl(&declaration, usr)) return {};
  return std::string(usr);
}

std::string key_of_lambda(const clang::LambdaExpr& lambda, const clang::ASTContext& context) {
  const clang::SourceManager& sources = context.getSourceManager();
  return key_of(*lambda.getCallOperator()) + "@" + std::to_string(sources.getFileOffset(sources.getExpansionLoc(lambda.getBeginLoc())));
}

std::string type_name(clang::QualType type, const clang::ASTContext& context) {
  type = type.getNonReferenceType();
  while (type->isPointerType()) type = type->getPointeeType();
  type = type.getCanonicalType().getUnqualifiedType();
  if (const clang::TagDecl* tag = type->getAsTagDecl()) return qualified_name(*tag);
  clang::PrintingPolicy policy(context.getLangOpts());
  policy.SuppressScope = false;
  return type.getAsString(policy);
}

}  // namespace ringfence::extract
