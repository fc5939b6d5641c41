// Expressions: the value that each of them is.
#include <llvm/ADT/StringExtras.h>

#include "clang-plugin/extract/literal.h"
#include "clang-plugin/extract/lowering.h"
#include "clang-plugin/extract/names.h"

namespace ringfence::extract {

using namespace clang;

ValueId Lowering::add(CodeValue value) {
  made_.values.push_back(std::move(value));
  return static_cast<ValueId>(made_.values.size()) - 1;
}

ValueId Lowering::add(ValueKind kind, const Expr& expression, std::vector<ValueId> operands) {
  CodeValue value;
  value.kind = kind;
  value.type = type_of(expression.getType());
  value.operands = std::move(operands);
  value.at = range(expression.getSourceRange());
  return add(std::move(value));
}

ValueId Lowering::choice(ValueId a, ValueId b, ValueId condition) {
  if (a == b || b == kNoValue) return a;
  if (a == kNoValue) return b;
  CodeValue value;
  value.kind = ValueKind::kChoice;
  const CodeValue& first = made_.values[static_cast<size_t>(a)];
  value.type = first.type;
  value.at = first.at;
  value.operands = {a, b};
  value.condition = condition;
  return add(std::move(value));
}

ValueId Lowering::unknown(const ValueDecl& named) {
  CodeValue value;
  value.name = builder_.name(named.getNameAsString());
  value.type = type_of(named.getType());
  value.at = range(named.getSourceRange());
  return add(std::move(value));
}

ValueId Lowering::caught(const ValueDecl& exception) {
  const ValueId made = unknown(exception);
  made_.values[static_cast<size_t>(made)].name = builder_.name("catch");
  return made;
}

void Lowering::name_local(const ValueDecl& variable, ValueId value, SourceRange at) {
  if (value != kNoValue) made_.locals.push_back({builder_.name(variable.getNameAsString()), type_of(variable.getType()), value, range(at)});
}

// One with static storage.
ValueId Lowering::variable(const ValueDecl& named, SourceRange at) {
  CodeValue value;
  value.kind = ValueKind::kVariable;
  value.name = builder_.name(key_of(named));
  value.type = type_of(named.getType());
  value.at = range(at);
  return add(std::move(value));
}

NameId Lowering::type_of(QualType type) { return type.isNull() ? 0 : builder_.name(type_name(type, context_)); }

ValueId Lowering::number(const llvm::APSInt& number, const Expr& expression) {
  const ValueId made = add(ValueKind::kNumber, expression);
  CodeValue& value = made_.values[static_cast<size_t>(made)];
  value.name = builder_.name(llvm::toString(number, 10));
  const bool is_small = number.isRepresentableByInt64() && number.getExtValue() >= 0 && number.getExtValue() < INT32_MAX;
  value.index = is_small ? static_cast<int32_t>(number.getExtValue()) : -1;
  return made;
}

ValueId Lowering::literal(const StringLiteral& literal) {
  LiteralText text =
      text_of(literal, context_, [&](FileID id) { return builder_.file(id, context_.getSourceManager()); });
  const ValueId made = add(ValueKind::kText, literal);
  CodeValue& value = made_.values[static_cast<size_t>(made)];
  value.name = builder_.name(text.text);
  value.segments = std::move(text.segments);
  return made;
}

ValueId Lowering::literal_at(const Expr& token) {
  LiteralText text =
      text_at(token.getBeginLoc(), context_, [&](FileID id) { return builder_.file(id, context_.getSourceManager()); });
  if (text.segments.empty()) return kNoValue;
  const ValueId made = add(ValueKind::kText, token);
  CodeValue& value = made_.values[static_cast<size_t>(made)];
  value.name = builder_.name(text.text);
  value.segments = std::move(text.segments);
  return made;
}

// Something computed from its operands, in a way that we do not follow.
ValueId Lowering::made_from(const Expr& expression) {
  std::vector<ValueId> operands;
  for (const Stmt* child : expression.children()) {
    const auto* inner = dyn_cast_or_null<Expr>(child);
    if (inner == nullptr) continue;
    const ValueId one = value(inner);
    if (one != kNoValue) operands.push_back(one);
  }
  return add(ValueKind::kUnknown, expression, std::move(operands));
}

ValueId Lowering::value_of_name(const DeclRefExpr& name) {
  const ValueDecl* named = name.getDecl();
  if (const auto* enumerator = dyn_cast<EnumConstantDecl>(named)) return number(enumerator->getInitVal(), name);
  if (const auto known = state_.values.find(named); known != state_.values.end()) return known->second;
  if (const auto* function = dyn_cast<FunctionDecl>(named)) {
    const ValueId made = add(ValueKind::kFunction, name);
    made_.values[static_cast<size_t>(made)].name = builder_.name(qualified_name(*function));
    return made;
  }
  const auto* variable = dyn_cast<VarDecl>(named);
  if (variable != nullptr && variable->hasGlobalStorage()) {
    if (!name.isValueDependent() && variable->getType().isConstQualified() && variable->getType()->isIntegralOrEnumerationType()) {
      Expr::EvalResult result;
      if (name.EvaluateAsInt(result, context_)) return number(result.Val.getInt(), name);
    }
    return this->variable(*variable, name.getSourceRange());
  }
  const ValueId made = add(ValueKind::kUnknown, name);
  made_.values[static_cast<size_t>(made)].name = builder_.name(named->getNameAsString());
  return made;
}

ValueId Lowering::member(const MemberExpr& member) {
  const ValueDecl* named = member.getMemberDecl();
  if (const auto* field = dyn_cast<FieldDecl>(named)) {
    const ValueId base = value(member.getBase());
    bases_[&member] = base;
    const ValueId made = add(ValueKind::kField, member, {base});
    made_.values[static_cast<size_t>(made)].name = builder_.name(qualified_name(*field));
    return made;
  }
  value(member.getBase());
  if (const auto* enumerator = dyn_cast<EnumConstantDecl>(named)) return number(enumerator->getInitVal(), member);
  const ValueId made = add(isa<VarDecl>(named) ? ValueKind::kVariable : ValueKind::kFunction, member);
  made_.values[static_cast<size_t>(made)].name =
      builder_.name(isa<VarDecl>(named) ? key_of(*named) : qualified_name(*named));
  return made;
}

ValueId Lowering::list(const InitListExpr& given) {
  const InitListExpr& list = given.isSemanticForm() || given.getSemanticForm() == nullptr ? given : *given.getSemanticForm();
  if (list.isTransparent() && list.getNumInits() == 1) return value(list.getInit(0));
  const RecordDecl* record = list.getType()->getAsRecordDecl();
  if (record == nullptr) {
    std::vector<ValueId> operands;
    for (const Expr* one : list.inits()) operands.push_back(value(one));
    return add(ValueKind::kList, list, std::move(operands));
  }
  ValueId object = add(ValueKind::kList, list);
  unsigned position = 0;
  if (const auto* type = dyn_cast<CXXRecordDecl>(record); type != nullptr && type->hasDefinition()) position = type->getNumBases();
  for (const FieldDecl* field : record->fields()) {
    if (field->isUnnamedBitField()) continue;
    if (position >= list.getNumInits()) break;
    const Expr* initial = list.getInit(position++);
    const ValueId given_value = value(initial);
    CodeValue with;
    with.kind = ValueKind::kWithField;
    with.name = builder_.name(qualified_name(*field));
    with.type = made_.values[static_cast<size_t>(object)].type;
    with.operands = {object, given_value};
    with.at = range(initial->getSourceRange());
    object = add(std::move(with));
  }
  return object;
}

ValueId Lowering::either(const Expr* condition, const Expr* yes, const Expr* no, const Expr& whole) {
  const ValueId asked = value(condition);
  const State before = state_;
  const ValueId first = value(yes);
  const State then = std::exchange(state_, before);
  const ValueId second = value(no);
  state_ = merge(then, state_, asked);
  state_.alive = before.alive;
  if (isa<CXXThrowExpr>(yes->IgnoreParenImpCasts())) return second;
  if (isa<CXXThrowExpr>(no->IgnoreParenImpCasts())) return first;
  const ValueId made = choice(first, second, asked);
  if (made != kNoValue && made != first) made_.values[static_cast<size_t>(made)].at = range(whole.getSourceRange());
  return made;
}

ValueId Lowering::value(const Expr* expression) {
  if (expression == nullptr || nesting_ + inlined_ > 200) return kNoValue;
  expression = expression->IgnoreParens();
  // What an error leaves open is looked at as far as it goes.
  if (expression->isTypeDependent() && !expression->containsErrors()) return kNoValue;
  if (const auto* broken = dyn_cast<RecoveryExpr>(expression))
    if (broken->subExpressions().size() == 1) return value(broken->subExpressions()[0]);
  if (const auto* constant = dyn_cast<ConstantExpr>(expression)) return value(constant->getSubExpr());
  if (const auto* full = dyn_cast<FullExpr>(expression)) return value(full->getSubExpr());
  if (const auto* temporary = dyn_cast<MaterializeTemporaryExpr>(expression)) return value(temporary->getSubExpr());
  if (const auto* bound = dyn_cast<CXXBindTemporaryExpr>(expression)) return value(bound->getSubExpr());
  if (const auto* cast = dyn_cast<CastExpr>(expression)) return value(cast->getSubExpr());
  if (const auto* text = dyn_cast<StringLiteral>(expression)) return literal(*text);
  if (const auto* name = dyn_cast<DeclRefExpr>(expression)) return value_of_name(*name);
  if (const auto* field = dyn_cast<MemberExpr>(expression)) return member(*field);
  if (const auto* construct = dyn_cast<CXXConstructExpr>(expression)) return construction(*construct);
  if (const auto* called = dyn_cast<CallExpr>(expression)) return call(*called);
  if (const auto* listed = dyn_cast<InitListExpr>(expression)) return list(*listed);
  if (const auto* listed = dyn_cast<CXXStdInitializerListExpr>(expression)) return value(listed->getSubExpr());
  if (const auto* given = dyn_cast<CXXDefaultArgExpr>(expression)) return value(given->getExpr());
  if (const auto* given = dyn_cast<CXXDefaultInitExpr>(expression)) return value(given->getExpr());
  if (const auto* made = dyn_cast<CXXNewExpr>(expression)) return value(made->getInitializer());
  if (const auto* awaited = dyn_cast<CoroutineSuspendExpr>(expression)) return value(awaited->getOperand());
  if (const auto* rewritten = dyn_cast<CXXRewrittenBinaryOperator>(expression)) return value(rewritten->getSemanticForm());
  if (const auto* substituted = dyn_cast<SubstNonTypeTemplateParmExpr>(expression)) return value(substituted->getReplacement());
  if (const auto* predefined = dyn_cast<PredefinedExpr>(expression))
    return predefined->getFunctionName() == nullptr ? kNoValue : literal(*predefined->getFunctionName());
  if (const auto* opaque = dyn_cast<OpaqueValueExpr>(expression))
    return opaque->getSourceExpr() == nullptr ? kNoValue : value(opaque->getSourceExpr());
  if (const auto* chosen = dyn_cast<AbstractConditionalOperator>(expression))
    return either(chosen->getCond(), chosen->getTrueExpr(), chosen->getFalseExpr(), *chosen);
  if (isa<CXXThisExpr>(expression)) {
    const auto self = state_.values.find(nullptr);
    return self == state_.values.end() ? kNoValue : self->second;
  }
  if (const auto* lambda = dyn_cast<LambdaExpr>(expression)) {
    const ValueId returned = lambda_body(*lambda);
    const ValueId made = add(ValueKind::kFunction, *lambda, returned == kNoValue ? std::vector<ValueId>() : std::vector<ValueId>{returned});
    made_.values[static_cast<size_t>(made)].name = builder_.name(key_of_lambda(*lambda, context_));
    return made;
  }
  if (const auto* integer = dyn_cast<IntegerLiteral>(expression))
    return number(llvm::APSInt(integer->getValue(), !integer->getType()->isSignedIntegerType()), *integer);
  if (const auto* character = dyn_cast<CharacterLiteral>(expression))
    return number(llvm::APSInt(llvm::APInt(32, character->getValue()), false), *character);
  if (const auto* truth = dyn_cast<CXXBoolLiteralExpr>(expression))
    return number(llvm::APSInt(llvm::APInt(32, truth->getValue() ? 1 : 0), false), *truth);
  if (const auto* binary = dyn_cast<BinaryOperator>(expression)) {
    if (binary->getOpcode() == BO_Assign) {
      const ValueId given = value(binary->getRHS());
      if (!isa<DeclRefExpr>(binary->getLHS()->IgnoreParenImpCasts())) value(binary->getLHS());
      assign(binary->getLHS(), given);
      return given;
    }
    if (binary->getOpcode() == BO_Comma) {
      value(binary->getLHS());
      return value(binary->getRHS());
    }
    const ValueId made = made_from(*binary);
    made_.values[static_cast<size_t>(made)].name = builder_.name(("operator" + binary->getOpcodeStr()).str());
    if (binary->isCompoundAssignmentOp()) assign(binary->getLHS(), made);
    return made;
  }
  if (const auto* unary = dyn_cast<UnaryOperator>(expression)) {
    // A pointer stands for what it points to.
    if (unary->getOpcode() == UO_AddrOf || unary->getOpcode() == UO_Deref || unary->getOpcode() == UO_Plus) return value(unary->getSubExpr());
    const ValueId made = made_from(*unary);
    made_.values[static_cast<size_t>(made)].name = builder_.name(("operator" + UnaryOperator::getOpcodeStr(unary->getOpcode())).str());
    if (unary->isIncrementDecrementOp()) assign(unary->getSubExpr(), made);
    return made;
  }
  if (const auto* element = dyn_cast<ArraySubscriptExpr>(expression)) {
    const ValueId base = value(element->getBase());
    return add(ValueKind::kElement, *element, {base, value(element->getIdx())});
  }
  if (isa<CXXThrowExpr>(expression)) {
    const ValueId made = made_from(*expression);
    made_.values[static_cast<size_t>(made)].name = builder_.name("throw");
    state_.alive = false;
    return made;
  }
  if (isa<UnaryExprOrTypeTraitExpr>(expression) || isa<CXXNoexceptExpr>(expression)) return add(ValueKind::kUnknown, *expression);
  return made_from(*expression);
}

}  // namespace ringfence::extract
