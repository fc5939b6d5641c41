// Calls: which function, with which operands, and what they are afterwards.
#include <clang/AST/Attr.h>
#include <clang/Lex/Lexer.h>

#include "clang-plugin/extract/lowering.h"
#include "clang-plugin/extract/names.h"

namespace ringfence::extract {

using namespace clang;

namespace {

constexpr int kDeepestInlining = 4;

const StringLiteral* first_literal(const Stmt* at) {
  if (at == nullptr) return nullptr;
  if (const auto* found = dyn_cast<StringLiteral>(at)) return found;
  for (const Stmt* child : at->children())
    if (const StringLiteral* found = first_literal(child)) return found;
  return nullptr;
}

bool is_from_macro(const Expr& expression, llvm::StringRef macro, const ASTContext& context) {
  const SourceLocation at = expression.getBeginLoc();
  return at.isMacroID() && Lexer::getImmediateMacroName(at, context.getSourceManager(), context.getLangOpts()) == macro;
}

// `std::back_inserter(text)` as an operand: the call writes to `text`.
const Expr* written_through(const Expr& operand) {
  const Expr* at = operand.IgnoreImplicit();
  while (const auto* copied = dyn_cast<CXXConstructExpr>(at)) {
    if (copied->getNumArgs() != 1) return nullptr;
    at = copied->getArg(0)->IgnoreImplicit();
  }
  const auto* made = dyn_cast<CallExpr>(at);
  const FunctionDecl* callee = made == nullptr ? nullptr : made->getDirectCallee();
  if (callee == nullptr || made->getNumArgs() == 0 || callee->getDeclName().isEmpty() || !callee->getDeclName().isIdentifier()) return nullptr;
  return callee->getName() == "back_inserter" || callee->getName() == "inserter" || callee->getName() == "front_inserter" ? made->getArg(0) : nullptr;
}

// `T&& value`: hands on whatever it is given.
bool is_forwarding(const FunctionDecl& callee, unsigned index) {
  const FunctionDecl* pattern = callee.getTemplateInstantiationPattern();
  if (pattern == nullptr || pattern->getNumParams() == 0) return false;
  QualType type = pattern->getParamDecl(std::min(index, pattern->getNumParams() - 1))->getType();
  if (const auto* pack = dyn_cast<PackExpansionType>(type)) type = pack->getPattern();
  return type->isRValueReferenceType();
}

// Of a call with an error in its operands: the function of that name that takes so many.
const FunctionDecl* meant(const CallExpr& expression) {
  if (!expression.containsErrors()) return nullptr;
  const auto* overloads = dyn_cast<OverloadExpr>(expression.getCallee()->IgnoreParenImpCasts());
  if (overloads == nullptr || isa<CXXOperatorCallExpr>(expression)) return nullptr;
  for (const NamedDecl* one : overloads->decls())
    if (const auto* function = dyn_cast<FunctionDecl>(one->getUnderlyingDecl());
        function != nullptr && function->getMinRequiredArguments() <= expression.getNumArgs() && expression.getNumArgs() <= function->getNumParams())
      return function;
  return nullptr;
}

// The index in `std::get<1>(tuple)`; -1: it is no such call.
int32_t index_of_get(const FunctionDecl* callee) {
  if (callee == nullptr || !callee->getDeclName().isIdentifier() || callee->getName() != "get" || !callee->isInStdNamespace()) return -1;
  const TemplateArgumentList* arguments = callee->getTemplateSpecializationArgs();
  if (arguments == nullptr || arguments->size() == 0 || arguments->get(0).getKind() != TemplateArgument::Integral) return -1;
  return static_cast<int32_t>(arguments->get(0).getAsIntegral().getExtValue());
}

// `own << a << b`, where `own` is no stream and hands on the one that it writes to: the call of its own `<<` that `b` follows.
const CXXOperatorCallExpr* followed_in_own_stream(const CallExpr& expression) {
  const auto* shifted = dyn_cast<CXXOperatorCallExpr>(&expression);
  for (bool is_first = true; shifted != nullptr && shifted->getOperator() == OO_LessLess; is_first = false) {
    const auto* method = dyn_cast_or_null<CXXMethodDecl>(shifted->getDirectCallee());
    if (method != nullptr && !is_first && method->getTemplateInstantiationPattern() != nullptr && isa<DeclRefExpr>(shifted->getArg(0)->IgnoreImplicit())) {
      const CXXRecordDecl* made = method->getReturnType()->isLValueReferenceType() ? method->getReturnType()->getPointeeType()->getAsCXXRecordDecl() : nullptr;
      const bool is_other = made != nullptr && made->getCanonicalDecl() != method->getParent()->getCanonicalDecl() && made->getName() == "basic_ostream" &&
                            !method->getParent()->isDerivedFrom(made);
      return is_other ? shifted : nullptr;
    }
    shifted = dyn_cast<CXXOperatorCallExpr>(shifted->getArg(0)->IgnoreImplicit());
  }
  return nullptr;
}

bool can_be_changed(QualType parameter) {
  if (parameter->isLValueReferenceType() || parameter->isPointerType()) return !parameter->getPointeeType().isConstQualified();
  return false;
}

}  // namespace

void Lowering::describe(const FunctionDecl& callee, CodeCall& call) {
  call.key = builder_.name(key_of(callee));
  call.callee = builder_.name(qualified_name(callee));
  call.is_variadic = callee.isVariadic();
  if (const auto* attribute = callee.getAttr<FormatAttr>()) {
    const auto* method = dyn_cast<CXXMethodDecl>(&callee);
    // The attribute counts from 1, and an object as the first.
    call.format = attribute->getFormatIdx() - 1;
    if (method == nullptr || !method->isStatic()) call.format += 0;
  }
  const auto* method = dyn_cast<CXXMethodDecl>(&callee);
  if (method == nullptr) return;
  call.is_method = !method->isStatic();
  llvm::SmallVector<const CXXMethodDecl*, 4> open(method->begin_overridden_methods(), method->end_overridden_methods());
  while (!open.empty()) {
    const CXXMethodDecl* base = open.pop_back_val();
    call.overridden.push_back(builder_.name(qualified_name(*base)));
    open.append(base->begin_overridden_methods(), base->end_overridden_methods());
  }
}

// Operands that the call may change are something else after it.
void Lowering::leave_operands(const FunctionDecl* callee, const std::vector<const Expr*>& operands, bool has_object,
                              int32_t call_index, const Expr& whole) {
  const auto* method = dyn_cast_or_null<CXXMethodDecl>(callee);
  for (size_t i = 0; i < operands.size(); ++i) {
    bool changes = false;
    const Expr* target = operands[i];
    if (const Expr* container = written_through(*target)) {
      changes = true;
      target = container;
    } else if (has_object && i == 0) {
      changes = method != nullptr && !method->isConst();
    } else if (callee != nullptr) {
      const size_t parameter = i - (has_object ? 1 : 0);
      const auto index = static_cast<unsigned>(parameter);
      if (parameter < callee->getNumParams())
        changes = can_be_changed(callee->getParamDecl(index)->getType()) && !is_forwarding(*callee, index);
    }
    if (!changes) continue;
    CodeValue after;
    after.kind = ValueKind::kAfter;
    after.index = call_index;
    after.name = builder_.name(std::to_string(i));
    after.type = type_of(target->getType());
    after.at = range(whole.getSourceRange());
    assign(target, add(std::move(after)));
  }
}

ValueId Lowering::call(const CallExpr& expression) {
  // Their text is in the middle of what the macro makes of it.
  for (const llvm::StringRef macro : {"QStringLiteral", "QByteArrayLiteral", "FMT_STRING", "u_s"})
    if (is_from_macro(expression, macro, context_))
      if (const StringLiteral* text = first_literal(&expression)) return literal(*text);
  // "…"_suffix is the text, whatever class the suffix makes of it.
  if (isa<UserDefinedLiteral>(&expression))
    if (const ValueId text = literal_at(expression); text != kNoValue) return text;
  const Expr* callee_expression = expression.getCallee()->IgnoreParenImpCasts();
  const FunctionDecl* callee = expression.getDirectCallee();
  if (callee == nullptr) callee = meant(expression);
  if (const auto* method = dyn_cast_or_null<CXXMethodDecl>(callee); method != nullptr && method->getParent()->isLambda()) {
    const Expr* object = expression.getNumArgs() > 0 ? expression.getArg(0)->IgnoreParenImpCasts() : nullptr;
    const LambdaExpr* lambda = dyn_cast_or_null<LambdaExpr>(object);
    if (const auto* name = dyn_cast_or_null<DeclRefExpr>(object))
      if (const auto known = lambdas_.find(name->getDecl()); known != lambdas_.end()) lambda = known->second;
    if (lambda != nullptr && inlined_ < kDeepestInlining) return lambda_call(*lambda, expression);
  }
  if (const ValueId object = made_by(callee, expression); object != kNoValue) return object;
  if (const int32_t part = index_of_get(callee); part >= 0 && expression.getNumArgs() == 1) return part_of_tuple(expression, part);
  if (callee == nullptr && !isa<CXXOperatorCallExpr>(expression) && !isa<CXXMemberCallExpr>(expression) && !isa<OverloadExpr>(callee_expression))
    return call_of_value(expression);
  std::vector<const Expr*> operands;
  bool has_object = false;
  if (const auto* member_call = dyn_cast<CXXMemberCallExpr>(&expression)) {
    operands.push_back(member_call->getImplicitObjectArgument());
    has_object = true;
  } else if (isa<CXXOperatorCallExpr>(&expression)) {
    has_object = isa_and_nonnull<CXXMethodDecl>(callee) && !cast<CXXMethodDecl>(callee)->isStatic();
  }
  for (const Expr* argument : expression.arguments()) operands.push_back(argument);
  if (const CXXOperatorCallExpr* own = followed_in_own_stream(expression)) {
    value(operands[0]);
    operands[0] = own->getArg(0);
    callee = own->getDirectCallee();
    has_object = true;
  }

  CodeCall made;
  const Expr* missing_object = nullptr;
  bool is_recovered = false;
  if (const auto* unresolved = dyn_cast<UnresolvedMemberExpr>(callee_expression); unresolved != nullptr && callee != nullptr) {
    has_object = true;
    missing_object = unresolved->isImplicitAccess() ? nullptr : unresolved->getBase();
  }
  if (callee != nullptr) describe(*callee, made);
  else if (const auto* of_operator = dyn_cast<CXXOperatorCallExpr>(&expression))
    made.callee = builder_.name(std::string("operator") + getOperatorSpelling(of_operator->getOperator()));
  else value(callee_expression);
  if (made.is_method && operands.size() == expression.getNumArgs() && has_object && !isa<CXXOperatorCallExpr>(expression)) {
    const auto self = state_.values.find(nullptr);
    const ValueId object = missing_object != nullptr ? value(missing_object) : self != state_.values.end() ? self->second : kNoValue;
    made.operands.push_back(object == kNoValue ? add(ValueKind::kUnknown, expression) : object);
    made.operand_at.push_back(range(expression.getSourceRange()));
    has_object = false;
    is_recovered = true;
  }
  const ValueId element = has_object ? emplaced_by(callee, expression) : kNoValue;
  if (element != kNoValue) operands.resize(1);
  for (const Expr* operand : operands) {
    const ValueId given = value(operand);
    made.operands.push_back(given == kNoValue ? add(ValueKind::kUnknown, *operand) : given);
    made.operand_at.push_back(range(operand->getSourceRange()));
  }
  if (element != kNoValue) {
    made.operands.push_back(element);
    made.operand_at.push_back(range(expression.getSourceRange()));
  }
  made.type = type_of(expression.getType());
  made.loop = loop_;
  made.at = range(expression.getSourceRange());
  const auto index = static_cast<int32_t>(made_.calls.size());
  made_.calls.push_back(std::move(made));
  const ValueId result = add(ValueKind::kResult, expression);
  made_.values[static_cast<size_t>(result)].index = index;
  if (!is_recovered) leave_operands(callee, operands, has_object, index, expression);
  if (callee != nullptr && callee->isNoReturn()) state_.alive = false;
  return result;
}

ValueId Lowering::part_of_tuple(const CallExpr& expression, int32_t index) {
  const ValueId whole = value(expression.getArg(0));
  const ValueId number = add(ValueKind::kNumber, expression);
  made_.values[static_cast<size_t>(number)].index = index;
  made_.values[static_cast<size_t>(number)].name = builder_.name(std::to_string(index));
  return add(ValueKind::kElement, expression, {whole, number});
}

// Through a pointer to a function: what is called is the first operand.
ValueId Lowering::call_of_value(const CallExpr& expression) {
  CodeCall made;
  made.callee = builder_.name("operator()");
  made.is_method = true;
  const auto add_operand = [&](const Expr* operand) {
    const ValueId given = value(operand);
    made.operands.push_back(given == kNoValue ? add(ValueKind::kUnknown, *operand) : given);
    made.operand_at.push_back(range(operand->getSourceRange()));
  };
  add_operand(expression.getCallee());
  for (const Expr* argument : expression.arguments()) add_operand(argument);
  made.type = type_of(expression.getType());
  made.loop = loop_;
  made.at = range(expression.getSourceRange());
  const ValueId result = add(ValueKind::kResult, expression);
  made_.values[static_cast<size_t>(result)].index = static_cast<int32_t>(made_.calls.size());
  made_.calls.push_back(std::move(made));
  return result;
}

// A lambda that is called by its name is looked into at the call, with the values of that moment.
ValueId Lowering::lambda_call(const LambdaExpr& lambda, const CallExpr& expression) {
  const CXXMethodDecl* body = lambda.getCallOperator();
  for (unsigned i = 1; i < expression.getNumArgs(); ++i) {
    const ValueId given = value(expression.getArg(i));
    if (i - 1 >= body->getNumParams()) continue;
    const ParmVarDecl* parameter = body->getParamDecl(i - 1);
    state_.values[parameter] = given == kNoValue ? unknown(*parameter) : given;
    if (parameter->getType()->isLValueReferenceType()) references_[parameter] = expression.getArg(i);
  }
  for (const LambdaCapture& capture : lambda.captures())
    if (capture.capturesVariable() && capture.getCapturedVar()->isInitCapture())
      if (const auto* captured = dyn_cast<VarDecl>(capture.getCapturedVar()); captured->getInit() != nullptr)
        state_.values[captured] = value(captured->getInit());
  const std::vector<ValueId> outer = std::exchange(returned_, {});
  const bool alive = state_.alive;
  const auto breaks = std::exchange(breaks_, {});
  const auto continues = std::exchange(continues_, {});
  ++inlined_;
  statement(lambda.getBody());
  --inlined_;
  breaks_ = breaks;
  continues_ = continues;
  state_.alive = alive;
  ValueId result = kNoValue;
  for (const ValueId one : std::exchange(returned_, outer)) result = choice(result, one);
  return result == kNoValue ? add(ValueKind::kUnknown, expression) : result;
}

// Where a lambda is made, its body is looked at once: it may run now, later or never. What it returns.
ValueId Lowering::lambda_body(const LambdaExpr& lambda) {
  const CXXMethodDecl* body = lambda.getCallOperator();
  if (lambda.isGenericLambda() || inlined_ >= kDeepestInlining) return kNoValue;
  const State before = state_;
  for (const ParmVarDecl* parameter : body->parameters()) state_.values[parameter] = unknown(*parameter);
  for (const LambdaCapture& capture : lambda.captures())
    if (capture.capturesVariable() && capture.getCapturedVar()->isInitCapture())
      if (const auto* captured = dyn_cast<VarDecl>(capture.getCapturedVar()); captured->getInit() != nullptr)
        state_.values[captured] = value(captured->getInit());
  const std::vector<ValueId> outer = std::exchange(returned_, {});
  const auto breaks = std::exchange(breaks_, {});
  const auto continues = std::exchange(continues_, {});
  ++inlined_;
  statement(lambda.getBody());
  --inlined_;
  breaks_ = breaks;
  continues_ = continues;
  ValueId result = kNoValue;
  for (const ValueId one : std::exchange(returned_, outer)) result = choice(result, one);
  state_ = merge(before, state_);
  state_.alive = before.alive;
  return result;
}

}  // namespace ringfence::extract
