// Statements: what is known after them.
#include "clang-plugin/extract/lowering.h"
#include "clang-plugin/extract/names.h"

namespace ringfence::extract {

namespace {

constexpr int kDeepestNesting = 200;
constexpr int kDeepestExactLoop = 3;  // Each loop is walked twice; inside more loops than this, once.

}  // namespace

Lowering::State Lowering::merge(const State& a, const State& b, ValueId condition) {
  if (!a.alive) return b;
  if (!b.alive) return a;
  State merged = a;
  // A variable with static storage that one side leaves alone is there what it was.
  const auto is_static = [](Variable one) {
    const auto* declared = llvm::dyn_cast_or_null<clang::VarDecl>(one);
    return declared != nullptr && declared->hasGlobalStorage();
  };
  for (auto& [variable, value] : merged.values)
    if (!b.values.contains(variable) && is_static(variable)) value = choice(value, this->variable(*variable, {}), condition);
  for (const auto& [variable, value] : b.values) {
    const auto known = merged.values.find(variable);
    if (known == merged.values.end() && is_static(variable)) merged.values[variable] = choice(this->variable(*variable, {}), value, condition);
    else if (known == merged.values.end()) merged.values[variable] = value;
    else if (known->second != value) known->second = choice(known->second, value, condition);
  }
  return merged;
}

void Lowering::start(const clang::FunctionDecl& declaration) {
  made_.key = builder_.name(key_of(declaration));
  made_.name = builder_.name(qualified_name(declaration));
  made_.at = range(declaration.getSourceRange());
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&declaration);
  made_.is_constructor = llvm::isa<clang::CXXConstructorDecl>(declaration);
  made_.is_method = method != nullptr && !method->isStatic();
  if (method != nullptr)
    for (const clang::CXXMethodDecl* base : method->overridden_methods()) made_.overrides.push_back(builder_.name(key_of(*base)));
  if (made_.is_method) {
    CodeValue self;
    self.kind = made_.is_constructor ? ValueKind::kList : ValueKind::kParameter;
    self.index = kThis;
    self.type = builder_.name(qualified_name(*method->getParent()));
    self.at = made_.at;
    state_.values[nullptr] = add(std::move(self));
  }
  for (unsigned i = 0; i < declaration.getNumParams(); ++i) {
    const clang::ParmVarDecl& parameter = *declaration.getParamDecl(i);
    const clang::QualType type = parameter.getType();
    CodeParameter made;
    made.name = builder_.name(parameter.getNameAsString());
    made.type = type_of(type);
    made.is_output = (type->isLValueReferenceType() || type->isPointerType()) && !type->getPointeeType().isConstQualified();
    made_.parameters.push_back(made);
    CodeValue value;
    value.kind = ValueKind::kParameter;
    value.index = static_cast<int32_t>(i);
    value.name = made.name;
    value.type = made.type;
    value.at = range(parameter.getSourceRange());
    state_.values[&parameter] = add(std::move(value));
  }
}

CodeFunction Lowering::function(const clang::FunctionDecl& declaration) {
  start(declaration);
  const Values before = state_.values;
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&declaration))
    for (const clang::CXXCtorInitializer* initialiser : constructor->inits()) {
      const ValueId given = value(initialiser->getInit());
      if (!initialiser->isAnyMemberInitializer()) {
        if (initialiser->isBaseInitializer() || initialiser->isDelegatingInitializer()) state_.values[nullptr] = given;
        continue;
      }
      CodeValue with;
      with.kind = ValueKind::kWithField;
      with.name = builder_.name(qualified_name(*initialiser->getAnyMember()));
      with.operands = {state_.values[nullptr], given};
      with.at = range(initialiser->getSourceRange());
      state_.values[nullptr] = add(std::move(with));
    }
  statement(declaration.getBody());
  leave(before);
  for (const ValueId one : returned_) made_.result = made_.result == kNoValue ? one : choice(made_.result, one);
  return std::move(made_);
}

CodeFunction Lowering::outline(const clang::FunctionDecl& declaration) {
  start(declaration);
  CodeValue all;
  all.at = made_.at;
  collect(declaration.getBody(), all.operands);
  made_.result = add(std::move(all));
  return std::move(made_);
}

void Lowering::collect(const clang::Stmt* at, std::vector<ValueId>& found) {
  if (at == nullptr) return;
  const auto* expression = llvm::dyn_cast<clang::Expr>(at);
  if (expression != nullptr && !expression->isTypeDependent()) {
    if (const ValueId one = value(expression); one != kNoValue) found.push_back(one);
    return;
  }
  for (const clang::Stmt* child : at->children()) collect(child, found);
}

// What the function changes for those who called it.
void Lowering::leave(const Values& before) {
  for (const auto& [variable, last] : state_.values) {
    const auto* global = llvm::dyn_cast_or_null<clang::VarDecl>(variable);
    if (global != nullptr && global->hasGlobalStorage()) {
      made_.stores.emplace_back(builder_.name(key_of(*global)), last);
      continue;
    }
    const auto first = before.find(variable);
    if (first == before.end() || first->second == last) continue;
    const auto* parameter = llvm::dyn_cast_or_null<clang::ParmVarDecl>(variable);
    if (variable == nullptr) made_.outputs.emplace_back(kThis, last);
    else if (parameter != nullptr && parameter->getFunctionScopeIndex() < made_.parameters.size() &&
             made_.parameters[parameter->getFunctionScopeIndex()].is_output)
      made_.outputs.emplace_back(static_cast<int32_t>(parameter->getFunctionScopeIndex()), last);
  }
}

CodeFunction Lowering::initialiser(const clang::ValueDecl& declaration, const clang::Expr& initial) {
  made_.key = builder_.name(key_of(declaration));
  made_.name = builder_.name(qualified_name(declaration));
  made_.at = range(declaration.getSourceRange());
  made_.is_variable = true;
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  made_.is_constant = declaration.getType().isConstQualified() || (variable != nullptr && variable->isConstexpr());
  made_.result = value(&initial);
  return std::move(made_);
}

// `auto [a, b] = whole`: fields of a structure, elements of what is like a tuple.
void Lowering::bind_parts(const clang::DecompositionDecl& variable, ValueId whole) {
  int32_t position = 0;
  for (const clang::BindingDecl* binding : variable.bindings()) {
    CodeValue number;
    number.kind = ValueKind::kNumber;
    number.index = position++;
    number.name = builder_.name(std::to_string(number.index));
    CodeValue part;
    const auto* member = llvm::dyn_cast_or_null<clang::MemberExpr>(binding->getBinding());
    const auto* field = member == nullptr ? nullptr : llvm::dyn_cast<clang::FieldDecl>(member->getMemberDecl());
    part.kind = field != nullptr ? ValueKind::kField : ValueKind::kElement;
    part.name = builder_.name(field != nullptr ? qualified_name(*field) : binding->getNameAsString());
    part.type = type_of(binding->getType());
    part.operands = {whole};
    if (field == nullptr) part.operands.push_back(add(std::move(number)));
    part.at = range(binding->getSourceRange());
    state_.values[binding] = add(std::move(part));
  }
}

void Lowering::declare(const clang::VarDecl& variable) {
  if (variable.isStaticLocal()) return;  // Lowered by itself, as a variable.
  const clang::Expr* initial = variable.getInit();
  if (initial == nullptr) {
    state_.values[&variable] = unknown(variable);
    return;
  }
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(initial->IgnoreImplicit())) lambdas_[&variable] = lambda;
  const clang::QualType type = variable.getType();
  if (type->isLValueReferenceType() && !type->getPointeeType().isConstQualified()) references_[&variable] = initial;
  // A lambda with a name is looked into where it is called; here only for the calls in it.
  const State before = state_;
  const ValueId given = value(initial);
  if (lambdas_.contains(&variable)) state_ = before;
  state_.values[&variable] = given;
  name_local(variable, given, variable.getSourceRange());
  if (const auto* decomposed = llvm::dyn_cast<clang::DecompositionDecl>(&variable)) {
    bind_parts(*decomposed, state_.values[&variable]);
  }
}

void Lowering::declaration(const clang::DeclStmt& at) {
  for (const clang::Decl* one : at.decls())
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(one)) declare(*variable);
}

void Lowering::condition(const clang::IfStmt& at) {
  if (at.getInit() != nullptr) statement(at.getInit());
  ValueId asked = kNoValue;
  if (at.getConditionVariable() != nullptr) declare(*at.getConditionVariable());
  else asked = value(at.getCond());
  const State before = state_;
  statement(at.getThen());
  const State then = std::exchange(state_, before);
  statement(at.getElse());
  state_ = merge(then, state_, asked);
}

void Lowering::choose(const clang::SwitchStmt& at) {
  if (at.getInit() != nullptr) statement(at.getInit());
  if (at.getConditionVariable() != nullptr) declare(*at.getConditionVariable());
  value(at.getCond());
  const State before = state_;
  State left;
  left.alive = false;
  breaks_.emplace_back(&at, &left);
  state_.alive = false;
  bool has_default = false;
  const auto enter = [&](const clang::Stmt* label) {
    const clang::Stmt* one = label;
    while (const auto* label_case = llvm::dyn_cast<clang::SwitchCase>(one)) {
      has_default = has_default || llvm::isa<clang::DefaultStmt>(label_case);
      one = label_case->getSubStmt();
    }
    state_ = merge(before, state_);
    statement(one);
  };
  if (const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(at.getBody())) {
    for (const clang::Stmt* one : body->body())
      if (llvm::isa<clang::SwitchCase>(one)) enter(one);
      else statement(one);
  } else if (at.getBody() != nullptr) {
    enter(at.getBody());  // `switch (0) case 0: default: …`, which macros make against a dangling else.
  }
  breaks_.pop_back();
  state_ = merge(left, state_);
  if (!has_default) state_ = merge(before, state_);
}

void Lowering::round(const clang::Stmt* head, const clang::Stmt* body, const clang::Stmt* step,
                     const clang::VarDecl* element, ValueId range_value) {
  if (element != nullptr) {
    CodeValue one;
    one.kind = ValueKind::kElement;
    one.name = builder_.name(element->getNameAsString());
    one.type = type_of(element->getType());
    one.operands = {range_value};
    one.at = range(element->getSourceRange());
    state_.values[element] = add(std::move(one));
    if (const auto* decomposed = llvm::dyn_cast<clang::DecompositionDecl>(element)) {
      bind_parts(*decomposed, state_.values[element]);
    }
  }
  State left, next;
  left.alive = next.alive = false;
  breaks_.emplace_back(nullptr, &left);
  continues_.push_back(&next);
  statement(head);
  statement(body);
  continues_.pop_back();
  breaks_.pop_back();
  state_ = merge(state_, next);
  statement(step);
  state_ = merge(state_, left);
}

void Lowering::loop(const clang::Stmt& whole, const clang::Stmt* head, const clang::Stmt* body, const clang::Stmt* step,
                    const clang::VarDecl* element, const clang::Expr* range_expression) {
  const ValueId over = range_expression != nullptr ? value(range_expression) : kNoValue;
  const int32_t outer = std::exchange(loop_, loops_++);
  const int32_t mine = loop_;
  State before = state_;
  // A first walk finds out what the loop changes; nothing of it is kept.
  const auto values = made_.values.size();
  const auto calls = made_.calls.size();
  const auto locals = made_.locals.size();
  const auto returned = returned_.size();
  const int32_t loops = loops_;
  std::vector<Variable> changed;
  ++nesting_;
  if (nesting_ <= kDeepestExactLoop) {
    round(head, body, step, element, over);
    for (const auto& [variable, last] : state_.values)
      if (const auto first = before.values.find(variable); first != before.values.end() && first->second != last)
        changed.push_back(variable);
    std::vector<Variable> globals;
    for (const auto& [variable, last] : state_.values)
      if (const auto* declared = llvm::dyn_cast_or_null<clang::VarDecl>(variable);
          declared != nullptr && declared->hasGlobalStorage() && !before.values.contains(variable))
        globals.push_back(variable);
    made_.values.resize(values);
    made_.calls.resize(calls);
    made_.locals.resize(locals);
    bases_.clear();
    returned_.resize(returned);
    loops_ = loops;
    for (const Variable global : globals) before.values[global] = this->variable(*global, whole.getSourceRange());
    changed.insert(changed.end(), globals.begin(), globals.end());
    state_ = before;
  } else {
    for (const auto& [variable, first] : before.values) changed.push_back(variable);
  }
  for (const Variable variable : changed) {
    CodeValue carried;
    carried.kind = ValueKind::kCarried;
    carried.index = mine;
    carried.at = range(whole.getSourceRange());
    carried.type = made_.values[static_cast<size_t>(state_.values[variable])].type;
    state_.values[variable] = add(std::move(carried));
  }
  const State entered = state_;
  round(head, body, step, element, over);
  State after = before;
  for (const Variable variable : changed) {
    CodeValue joined;
    joined.kind = ValueKind::kLoop;
    joined.index = mine;
    joined.type = made_.values[static_cast<size_t>(before.values.find(variable)->second)].type;
    joined.operands = {before.values.find(variable)->second, state_.values[variable], over,
                       entered.values.find(variable)->second};
    joined.at = range(whole.getSourceRange());
    after.values[variable] = add(std::move(joined));
  }
  --nesting_;
  after.alive = true;
  state_ = after;
  loop_ = outer;
}

void Lowering::attempt(const clang::CXXTryStmt& at) {
  const State before = state_;
  statement(at.getTryBlock());
  State left = state_;
  for (unsigned i = 0; i < at.getNumHandlers(); ++i) {
    state_ = merge(before, left);
    state_.alive = true;
    const clang::CXXCatchStmt& handler = *at.getHandler(i);
    if (handler.getExceptionDecl() != nullptr) state_.values[handler.getExceptionDecl()] = caught(*handler.getExceptionDecl());
    statement(handler.getHandlerBlock());
    left = merge(left, state_);
  }
  state_ = left;
}

void Lowering::statement(const clang::Stmt* at) {
  if (at == nullptr || inlined_ + nesting_ > kDeepestNesting) return;
  using namespace clang;
  if (const auto* one = dyn_cast<Expr>(at)) value(one);
  else if (const auto* block = dyn_cast<CompoundStmt>(at)) {
    for (const Stmt* inner : block->body()) statement(inner);
  } else if (const auto* declared = dyn_cast<DeclStmt>(at)) {
    declaration(*declared);
  } else if (const auto* branch = dyn_cast<IfStmt>(at)) {
    condition(*branch);
  } else if (const auto* cases = dyn_cast<SwitchStmt>(at)) {
    choose(*cases);
  } else if (const auto* each = dyn_cast<CXXForRangeStmt>(at)) {
    if (each->getInit() != nullptr) statement(each->getInit());
    loop(*each, nullptr, each->getBody(), nullptr, each->getLoopVariable(), each->getRangeInit());
  } else if (const auto* counted = dyn_cast<ForStmt>(at)) {
    statement(counted->getInit());
    loop(*counted, counted->getCond(), counted->getBody(), counted->getInc(), nullptr, nullptr);
  } else if (const auto* repeated = dyn_cast<WhileStmt>(at)) {
    if (repeated->getConditionVariable() != nullptr) declare(*repeated->getConditionVariable());
    loop(*repeated, repeated->getCond(), repeated->getBody(), nullptr, nullptr, nullptr);
  } else if (const auto* once = dyn_cast<DoStmt>(at)) {
    loop(*once, nullptr, once->getBody(), once->getCond(), nullptr, nullptr);
  } else if (const auto* result = dyn_cast<ReturnStmt>(at)) {
    const ValueId given = value(result->getRetValue());
    if (given != kNoValue) returned_.push_back(given);
    state_.alive = false;
  } else if (const auto* result_of_coroutine = dyn_cast<CoreturnStmt>(at)) {
    const ValueId given = value(result_of_coroutine->getOperand());
    if (given != kNoValue) returned_.push_back(given);
    state_.alive = false;
  } else if (const auto* coroutine = dyn_cast<CoroutineBodyStmt>(at)) {
    statement(coroutine->getBody());
  } else if (isa<BreakStmt>(at)) {
    if (!breaks_.empty()) *breaks_.back().second = merge(*breaks_.back().second, state_);
    state_.alive = false;
  } else if (isa<ContinueStmt>(at)) {
    if (!continues_.empty()) *continues_.back() = merge(*continues_.back(), state_);
    state_.alive = false;
  } else if (const auto* tried = dyn_cast<CXXTryStmt>(at)) {
    attempt(*tried);
  } else if (const auto* labelled = dyn_cast<SwitchCase>(at)) {
    statement(labelled->getSubStmt());
  } else {
    for (const Stmt* child : at->children()) statement(child);
  }
}

}  // namespace ringfence::extract
