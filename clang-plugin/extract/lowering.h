// From a function's syntax tree to a graph of values and calls. Order counts: each variable stands for the value that it
// has at that point. Branches join in a choice, loops in a value "before, or after one more round".
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/MapVector.h>

#include <optional>
#include <vector>

#include "clang-plugin/extract/unit_builder.h"

namespace ringfence::extract {

class Lowering {
 public:
  Lowering(UnitBuilder& builder, clang::ASTContext& context) : builder_(builder), context_(context) {}

  /// A function with a body that depends on no template parameter.
  CodeFunction function(const clang::FunctionDecl& declaration);
  /// A template that nobody instantiates: its result is whatever in it depends on no template parameter.
  CodeFunction outline(const clang::FunctionDecl& declaration);
  /// A variable with static storage, or a field, and what it starts with.
  CodeFunction initialiser(const clang::ValueDecl& declaration, const clang::Expr& initial);

 private:
  /// A place that can be assigned to: a local variable, one with static storage once it was assigned to, or the object (null).
  using Variable = const clang::ValueDecl*;
  using Values = llvm::MapVector<Variable, ValueId>;

  /// What is known at a point of the function; not alive: control does not get there.
  struct State {
    Values values;
    bool alive = true;
  };

  // Statements (lower_statement.cpp).
  void statement(const clang::Stmt* at);
  void declaration(const clang::DeclStmt& at);
  void bind_parts(const clang::DecompositionDecl& variable, ValueId whole);
  void declare(const clang::VarDecl& variable);
  void condition(const clang::IfStmt& at);
  void choose(const clang::SwitchStmt& at);
  void loop(const clang::Stmt& whole, const clang::Stmt* head, const clang::Stmt* body, const clang::Stmt* step,
            const clang::VarDecl* element, const clang::Expr* range);
  void round(const clang::Stmt* head, const clang::Stmt* body, const clang::Stmt* step, const clang::VarDecl* element,
             ValueId range);
  void attempt(const clang::CXXTryStmt& at);
  State merge(const State& a, const State& b, ValueId condition = kNoValue);
  void leave(const Values& before);
  void collect(const clang::Stmt* at, std::vector<ValueId>& found);

  // Expressions (lower_expression.cpp).
  ValueId value(const clang::Expr* expression);
  ValueId value_of_name(const clang::DeclRefExpr& name);
  ValueId member(const clang::MemberExpr& member);
  ValueId literal(const clang::StringLiteral& literal);
  ValueId literal_at(const clang::Expr& token);
  ValueId list(const clang::InitListExpr& list);
  ValueId either(const clang::Expr* condition, const clang::Expr* yes, const clang::Expr* no, const clang::Expr& whole);
  ValueId made_from(const clang::Expr& expression);
  ValueId number(const llvm::APSInt& number, const clang::Expr& expression);
  void assign(const clang::Expr* target, ValueId value);
  void assign_name(const clang::DeclRefExpr& name, ValueId value);
  void assign_element(const clang::Expr* container, ValueId index, ValueId value, const clang::Expr& whole);
  void assign_through(const clang::CallExpr& call, ValueId value);
  ValueId variable(const clang::ValueDecl& named, clang::SourceRange at);

  // Calls (lower_call.cpp).
  ValueId call(const clang::CallExpr& expression);
  ValueId call_of_value(const clang::CallExpr& expression);
  ValueId part_of_tuple(const clang::CallExpr& expression, int32_t index);
  ValueId construction(const clang::CXXConstructExpr& expression);
  /// What `make_unique<T>(…)`, or `emplace_back(…)` of a container of T, makes; nothing for other calls.
  ValueId made_by(const clang::FunctionDecl* callee, const clang::CallExpr& expression);
  ValueId emplaced_by(const clang::FunctionDecl* callee, const clang::CallExpr& expression);
  ValueId constructed(clang::QualType type, const clang::CallExpr& expression);
  ValueId construct(const clang::CXXConstructorDecl& constructor, llvm::ArrayRef<const clang::Expr*> arguments,
                    const clang::Expr& whole, clang::QualType type);
  ValueId lambda_call(const clang::LambdaExpr& lambda, const clang::CallExpr& expression);
  ValueId lambda_body(const clang::LambdaExpr& lambda);
  void leave_operands(const clang::FunctionDecl* callee, const std::vector<const clang::Expr*>& operands, bool has_object,
                      int32_t index, const clang::Expr& whole);
  void describe(const clang::FunctionDecl& callee, CodeCall& call);

  /// `variable` is `value` from here on.
  void name_local(const clang::ValueDecl& variable, ValueId value, clang::SourceRange at);

  ValueId add(CodeValue value);
  ValueId add(ValueKind kind, const clang::Expr& expression, std::vector<ValueId> operands = {});
  ValueId choice(ValueId a, ValueId b, ValueId condition = kNoValue);
  ValueId unknown(const clang::ValueDecl& named);
  ValueId caught(const clang::ValueDecl& exception);
  NameId type_of(clang::QualType type);
  CodeRange range(clang::SourceRange at) { return builder_.range(at, context_); }
  void start(const clang::FunctionDecl& declaration);

  UnitBuilder& builder_;
  clang::ASTContext& context_;
  CodeFunction made_;
  State state_;
  std::vector<std::pair<const clang::Stmt*, State*>> breaks_;     ///< Where `break` leads, innermost last.
  std::vector<State*> continues_;
  std::vector<ValueId> returned_;
  llvm::DenseMap<Variable, const clang::LambdaExpr*> lambdas_;
  llvm::DenseMap<const clang::VarDecl*, const clang::Expr*> references_;  ///< `auto& x = expression`.
  llvm::DenseMap<const clang::OpaqueValueExpr*, ValueId> opaque_;
  llvm::DenseMap<const clang::MemberExpr*, ValueId> bases_;  ///< What a field was last read of.
  int32_t loop_ = -1;
  int32_t loops_ = 0;
  int nesting_ = 0;
  int inlined_ = 0;
};

}  // namespace ringfence::extract
