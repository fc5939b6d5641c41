// Assignments: what a place is afterwards.
#include <algorithm>

#include "clang-plugin/extract/lowering.h"
#include "clang-plugin/extract/names.h"

namespace ringfence::extract {

using namespace clang;

namespace {

bool has_call(const Stmt& expression) {
  if (isa<CallExpr>(expression) || isa<CXXConstructExpr>(expression)) return true;
  return std::any_of(expression.child_begin(), expression.child_end(), [](const Stmt* child) { return child != nullptr && has_call(*child); });
}

}  // namespace

// `target` becomes `value`.
void Lowering::assign(const Expr* target, ValueId value_given) {
  if (target == nullptr || value_given == kNoValue) return;
  target = target->IgnoreParenCasts();
  if (const auto* temporary = dyn_cast<MaterializeTemporaryExpr>(target)) return assign(temporary->getSubExpr(), value_given);
  if (const auto* cleaned = dyn_cast<ExprWithCleanups>(target)) return assign(cleaned->getSubExpr(), value_given);
  if (const auto* bound = dyn_cast<CXXBindTemporaryExpr>(target)) return assign(bound->getSubExpr(), value_given);
  if (const auto* name = dyn_cast<DeclRefExpr>(target)) {
    assign_name(*name, value_given);
  } else if (isa<CXXThisExpr>(target)) {
    if (state_.values.contains(nullptr)) state_.values[nullptr] = value_given;
  } else if (const auto* member = dyn_cast<MemberExpr>(target)) {
    const auto* field = dyn_cast<FieldDecl>(member->getMemberDecl());
    if (field == nullptr) return;
    // The object was looked at before; the calls that it takes to name it are not made twice.
    const auto named = bases_.find(member);
    const ValueId base = named != bases_.end() && has_call(*member->getBase()) ? named->second : value(member->getBase());
    if (base == kNoValue) return;
    CodeValue with;
    with.kind = ValueKind::kWithField;
    with.name = builder_.name(qualified_name(*field));
    with.type = made_.values[static_cast<size_t>(base)].type;
    with.operands = {base, value_given};
    with.at = range(target->getSourceRange());
    assign(member->getBase(), add(std::move(with)));
  } else if (const auto* element = dyn_cast<ArraySubscriptExpr>(target)) {
    assign_element(element->getBase(), value(element->getIdx()), value_given, *element);
  } else if (const auto* pointed = dyn_cast<UnaryOperator>(target)) {
    // `*text = 0` is `text[0] = 0`.
    if (pointed->getOpcode() == UO_Deref && pointed->getType()->isAnyCharacterType()) {
      const ValueId first = number(llvm::APSInt(llvm::APInt(32, 0), false), *pointed);
      return assign_element(pointed->getSubExpr(), first, value_given, *pointed);
    }
    if (pointed->getOpcode() == UO_Deref || pointed->getOpcode() == UO_AddrOf || pointed->isPrefix())
      assign(pointed->getSubExpr(), value_given);
  } else if (const auto* chosen = dyn_cast<ConditionalOperator>(target)) {
    assign(chosen->getTrueExpr(), choice(value_given, value(chosen->getTrueExpr())));
    assign(chosen->getFalseExpr(), choice(value_given, value(chosen->getFalseExpr())));
  } else if (const auto* chain = dyn_cast<CallExpr>(target)) {
    assign_through(*chain, value_given);
  }
}

void Lowering::assign_name(const DeclRefExpr& name, ValueId given) {
  const auto* variable = dyn_cast<VarDecl>(name.getDecl());
  const auto known = state_.values.find(name.getDecl());
  if (known != state_.values.end()) {
    known->second = given;
    name_local(*name.getDecl(), given, name.getSourceRange());
  } else {
    const bool is_kept = variable != nullptr && variable->hasGlobalStorage() && !variable->getType()->isArithmeticType() &&
                         !variable->getType().isConstQualified();
    if (!is_kept) return;
    state_.values[variable] = given;
  }
  if (variable != nullptr)
    if (const auto aliased = references_.find(variable); aliased != references_.end()) assign(aliased->second, given);
}

// `container[index] = value`: the container with the pair put in.
void Lowering::assign_element(const Expr* container, ValueId index, ValueId given, const Expr& whole) {
  const ValueId before = value(container);
  if (before == kNoValue) return;
  const ValueId pair = add(ValueKind::kList, whole, {index == kNoValue ? add(ValueKind::kUnknown, whole) : index, given});
  const ValueId after = add(ValueKind::kUnknown, whole, {before, pair});
  CodeValue& made = made_.values[static_cast<size_t>(after)];
  made.name = builder_.name("operator[]=");
  made.type = made_.values[static_cast<size_t>(before)].type;
  assign(container, after);
}

// `out << a << b`, `builder.select(x).from(y)`: what a call hands on is the object that it was called on.
void Lowering::assign_through(const CallExpr& chain, ValueId given) {
  const FunctionDecl* callee = chain.getDirectCallee();
  if (callee == nullptr) return;
  const auto* method_call = dyn_cast<CXXMemberCallExpr>(&chain);
  const Expr* object = method_call != nullptr ? method_call->getImplicitObjectArgument() : chain.getNumArgs() > 0 ? chain.getArg(0) : nullptr;
  if (object == nullptr) return;
  // Through `data(text)` or `text[0]` the text itself is written, all of it where a call writes there.
  const std::string name = callee->getNameAsString();
  const bool is_whole = made_.values[static_cast<size_t>(given)].kind == ValueKind::kAfter;
  if (name == "data" || name == "begin" || name == "front")
    return assign(object, is_whole ? given : add(ValueKind::kUnknown, *object, {given}));
  if (name == "operator[]" || name == "at" || name == "back") {
    const unsigned key = method_call != nullptr ? 0 : 1;
    ValueId index = name != "back" && key < chain.getNumArgs() ? value(chain.getArg(key)) : kNoValue;
    if (name == "back") {
      index = add(ValueKind::kUnknown, *object);
      made_.values[static_cast<size_t>(index)].name = builder_.name("back");
    }
    return assign_element(object, index, given, chain);
  }
  if (!callee->getReturnType()->isLValueReferenceType()) return;
  const CXXRecordDecl* of_object = object->IgnoreParenImpCasts()->getType()->getPointeeOrArrayElementType()->getAsCXXRecordDecl();
  const CXXRecordDecl* of_result = callee->getReturnType()->getPointeeType()->getAsCXXRecordDecl();
  if (of_object == nullptr || of_result == nullptr || !of_object->hasDefinition() || !of_result->hasDefinition()) return;
  if (of_object->getCanonicalDecl() == of_result->getCanonicalDecl() || of_object->isDerivedFrom(of_result) ||
      of_result->isDerivedFrom(of_object))
    assign(object, given);
}

}  // namespace ringfence::extract
