// Names that are the same in every translation unit: of functions, fields and types.
#pragma once

#include <clang/AST/Decl.h>
#include <clang/AST/Type.h>

#include <string>

namespace clang {
class LambdaExpr;
}

namespace ringfence::extract {

/// "pqxx::transaction_base::exec": without template arguments, inline and unnamed namespaces.
std::string qualified_name(const clang::NamedDecl& declaration);

/// What links a call to its function across units. Functions of one unit only (static, in an unnamed namespace) get the
/// unit's file into it.
std::string key_of(const clang::Decl& declaration);

/// Lambdas of one function have one name; their place tells them apart.
std::string key_of_lambda(const clang::LambdaExpr& lambda, const clang::ASTContext& context);

/// Without references, pointers and qualifiers: "std::basic_string", "int", "crm::OrgId".
std::string type_name(clang::QualType type, const clang::ASTContext& context);

}  // namespace ringfence::extract
