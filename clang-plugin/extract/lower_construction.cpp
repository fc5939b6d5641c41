// Constructors: those that are called, and those that `make_unique` and `emplace_back` call in our place.
#include "clang-plugin/extract/lowering.h"
#include "clang-plugin/extract/names.h"

namespace ringfence::extract {

using namespace clang;

namespace {

// FMT_STRING and FMT_COMPILE make a class on the spot that converts to the text: `operator string_view() { return f(text); }`.
const Expr* text_of_local_class(const CXXRecordDecl& record) {
  if (record.isLocalClass() == nullptr) return nullptr;
  for (const CXXMethodDecl* one : record.methods()) {
    const auto* conversion = dyn_cast<CXXConversionDecl>(one);
    const auto* body = conversion == nullptr ? nullptr : dyn_cast_or_null<CompoundStmt>(conversion->getBody());
    if (body == nullptr || body->size() != 1) continue;
    const auto* result = dyn_cast<ReturnStmt>(body->body_front());
    const Expr* given = result == nullptr || result->getRetValue() == nullptr ? nullptr : result->getRetValue()->IgnoreImplicit();
    if (const auto* made = dyn_cast_or_null<CallExpr>(given); made != nullptr && made->getNumArgs() == 1) return made->getArg(0);
  }
  return nullptr;
}

// Of the constructors that take so many arguments the one whose parameters have their types, as far as any do.
const CXXConstructorDecl* constructor_for(QualType type, llvm::ArrayRef<const Expr*> arguments) {
  const CXXRecordDecl* record = type->getAsCXXRecordDecl();
  record = record == nullptr ? nullptr : record->getDefinition();
  if (record == nullptr || arguments.empty()) return nullptr;
  const auto plain = [](QualType one) { return one.getNonReferenceType().getCanonicalType().getUnqualifiedType(); };
  if (arguments.size() == 1 && plain(arguments[0]->getType()) == plain(type)) return nullptr;
  const CXXConstructorDecl* best = nullptr;
  size_t most = 0;
  for (const CXXConstructorDecl* one : record->ctors()) {
    if (one->isDeleted() || one->isCopyOrMoveConstructor() || arguments.size() < one->getMinRequiredArguments() || arguments.size() > one->getNumParams()) continue;
    size_t same = 1;
    for (unsigned i = 0; i < arguments.size(); ++i) same += plain(one->getParamDecl(i)->getType()) == plain(arguments[i]->getType()) ? 1 : 0;
    if (same > most) best = one;
    most = std::max(most, same);
  }
  return best;
}

// What `make_unique<T>` makes: T.
QualType made_type(const FunctionDecl* callee) {
  if (callee == nullptr || !callee->getDeclName().isIdentifier()) return {};
  if (callee->getName() != "make_unique" && callee->getName() != "make_shared") return {};
  const TemplateArgumentList* given = callee->getTemplateSpecializationArgs();
  return given != nullptr && given->size() > 0 && given->get(0).getKind() == TemplateArgument::Type ? given->get(0).getAsType() : QualType();
}

// The element that `container.emplace_back(…)` makes.
QualType emplaced_type(const FunctionDecl* callee) {
  const auto* method = dyn_cast_or_null<CXXMethodDecl>(callee);
  if (method == nullptr || !method->getDeclName().isIdentifier()) return {};
  if (method->getName() != "emplace_back" && method->getName() != "emplace_front") return {};
  const auto* container = dyn_cast<ClassTemplateSpecializationDecl>(method->getParent());
  if (container == nullptr || container->getTemplateArgs().size() == 0 || container->getTemplateArgs()[0].getKind() != TemplateArgument::Type) return {};
  const QualType element = container->getTemplateArgs()[0].getAsType();
  const CXXRecordDecl* record = element->getAsCXXRecordDecl();
  return record == nullptr || record->isInStdNamespace() ? QualType() : element;
}

}  // namespace

ValueId Lowering::made_by(const FunctionDecl* callee, const CallExpr& expression) {
  return constructed(made_type(callee), expression);
}

ValueId Lowering::emplaced_by(const FunctionDecl* callee, const CallExpr& expression) {
  return constructed(emplaced_type(callee), expression);
}

// By the constructor that takes the call's arguments, where there is one.
ValueId Lowering::constructed(QualType type, const CallExpr& expression) {
  if (type.isNull()) return kNoValue;
  const llvm::ArrayRef<const Expr*> arguments(expression.getArgs(), expression.getNumArgs());
  const CXXConstructorDecl* constructor = constructor_for(type, arguments);
  return constructor == nullptr ? kNoValue : construct(*constructor, arguments, expression, type);
}

ValueId Lowering::construct(const CXXConstructorDecl& constructor, llvm::ArrayRef<const Expr*> arguments, const Expr& whole, QualType type) {
  CodeCall made;
  describe(constructor, made);
  made.is_method = false;
  made.is_constructor = true;
  std::vector<const Expr*> operands;
  for (const Expr* argument : arguments) {
    if (isa<CXXDefaultArgExpr>(argument)) continue;
    const ValueId given = value(argument);
    made.operands.push_back(given == kNoValue ? add(ValueKind::kUnknown, *argument) : given);
    made.operand_at.push_back(range(argument->getSourceRange()));
    operands.push_back(argument);
  }
  made.type = type_of(type);
  made.loop = loop_;
  made.at = range(whole.getSourceRange());
  const NameId type_name = made.type;
  const auto index = static_cast<int32_t>(made_.calls.size());
  made_.calls.push_back(std::move(made));
  const ValueId result = add(ValueKind::kResult, whole);
  made_.values[static_cast<size_t>(result)].index = index;
  made_.values[static_cast<size_t>(result)].type = type_name;
  leave_operands(&constructor, operands, false, index, whole);
  return result;
}

ValueId Lowering::construction(const CXXConstructExpr& expression) {
  const CXXConstructorDecl& constructor = *expression.getConstructor();
  if (expression.getNumArgs() == 1 && (constructor.isCopyOrMoveConstructor() || expression.isElidable()))
    return value(expression.getArg(0));
  if (expression.getNumArgs() == 0)
    if (const Expr* text = text_of_local_class(*constructor.getParent())) return value(text);
  return construct(constructor, llvm::ArrayRef(expression.getArgs(), expression.getNumArgs()), expression, expression.getType());
}

}  // namespace ringfence::extract
