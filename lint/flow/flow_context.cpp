#include "lint/flow/flow_context.h"

#include <algorithm>
#include <cctype>

namespace ringfence::flow {

namespace {

constexpr size_t kLongestPath = 3;
constexpr size_t kMostBodies = 8;

// Parameter of the function that is the object which it prints; -1: it is no printer.
int32_t printed_parameter(const std::string& name) {
  const std::string last = last_part(name);
  if (last == "operator<<" || last == "AbslStringify" || last == "to_json") return 1;
  if (name == "fmt::formatter::format" || name == "std::formatter::format" || last == "format_as" || last == "PrintTo") return 0;
  return -1;
}

bool names_a_person(const std::string& owner) {
  const DataKind plain = classify_name("name", "", owner);
  return plain.data_class == DataClass::kPersonal && !plain.is_weak;
}

// In programs things have full names and long names, too: what is no column needs a word that only people have, or a
// class that is about people.
bool is_of_person(const std::string& name, const std::string& owner) {
  std::string letters;
  for (const char c : name)
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  static constexpr std::string_view kWords[] = {"firstname", "lastname", "givenname", "familyname", "middlename", "surname", "maiden",
                                                "cardholder", "customername", "patientname", "employeename", "recipientname", "contactname"};
  if (std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) { return letters.find(word) != std::string::npos; })) return true;
  // Customer, NewContact
  const auto last_word = std::find_if(owner.rbegin(), owner.rend(), [](unsigned char c) { return std::isupper(c) != 0; });
  const std::string head = last_word == owner.rend() ? owner : owner.substr(static_cast<size_t>(owner.rend() - last_word) - 1);
  return names_a_person(owner) || names_a_person(head);
}

}  // namespace

FlowContext::FlowContext(const program::Program& given, const FlowKnowledge& knows, const RowColumns& columns, const ColumnClasses& classes,
                         WatchedColumns to_watch)
    : program(given), known(knows), rows(columns), messages(given), watched(std::move(to_watch)), classes_(classes), names_{""}, paths_{{}} {
  for (const UnitPtr& unit : program.units())
    for (const CodeAnnotation& one : unit->annotations) read_annotation(unit->name(one.name), unit->name(one.text));
  for (const FunctionRef& function : program.functions()) {
    for (const NameId base : function.function->overrides) overriders_[function.name(base)].push_back(function);
    const std::string& name = function.name(function.function->name);
    if (last_part(name).starts_with("~") && is_logger_class(owner_part(name))) logging_destructors_.emplace(owner_part(name), function.function);
    const int32_t printed = printed_parameter(name);
    if (printed < 0 || static_cast<size_t>(printed) >= function.function->parameters.size()) continue;
    const std::string& type = function.name(function.function->parameters[static_cast<size_t>(printed)].type);
    if (!is_number(type) && !is_text(type)) printers_[type].emplace_back(function, printed);
  }
}

int32_t FlowContext::field(const std::string& name) {
  const auto [known_field, is_new] = fields_.try_emplace(name, static_cast<int32_t>(names_.size()));
  if (is_new) names_.push_back(name);
  return known_field->second;
}

int32_t FlowContext::longer_path(int32_t path, int32_t field) {
  std::vector<int32_t> made = paths_[static_cast<size_t>(path)];
  if (made.size() >= kLongestPath) return -1;
  made.push_back(field);
  const auto [known_path, is_new] = path_of_.try_emplace(made, static_cast<int32_t>(paths_.size()));
  if (is_new) paths_.push_back(made);
  return known_path->second;
}

int32_t FlowContext::add_origin(Origin origin) {
  const auto [known_origin, is_new] =
      origin_of_.try_emplace({origin.unit, origin.function, origin.at.file, origin.at.begin, origin.name}, static_cast<int32_t>(origins_.size()));
  if (is_new) origins_.push_back(std::move(origin));
  return known_origin->second;
}

TaintPtr FlowContext::named(const std::string& name, const std::string& type, const std::string& owner, const FunctionRef& in,
                            const CodeRange& at, int32_t parameter) {
  if (name.empty()) return nullptr;
  const DataKind* kind = &kind_of(name, type, owner, "");
  if (kind->is_ambiguous && in.function->name != 0) kind = &kind_of(name, type, owner, in.name(in.function->name));
  if (kind->data_class == DataClass::kNone || kind->is_weak) return nullptr;
  return of_origin(*kind, owner.empty() ? name : owner + "::" + name, in, at, parameter);
}

const DataKind& FlowContext::kind_of(const std::string& name, const std::string& type, const std::string& owner, const std::string& function) {
  const auto [kind, is_new] = kinds_.try_emplace(name + '\n' + type + '\n' + owner + '\n' + function);
  if (is_new) {
    const bool is_key = type.empty() && owner.empty();  // row["full_name"], body["full_name"]
    kind->second = is_key ? classify_name(name, type, owner) : classify_code_name(name, type, owner, function);
    if (kind->second.category.starts_with("name") && !is_key && !is_of_person(name, owner)) kind->second.is_weak = true;
  }
  return kind->second;
}

TaintPtr FlowContext::of_origin(const DataKind& kind, std::string name, const FunctionRef& in, const CodeRange& at, int32_t parameter) {
  Origin origin;
  origin.kind = kind;
  origin.name = std::move(name);
  origin.unit = in.unit;
  origin.at = at;
  origin.parameter = parameter;
  origin.function = in.function;
  return of_atom(Atom::Kind::kOrigin, add_origin(std::move(origin)));
}

TaintPtr FlowContext::of_column(const OutputColumn& column, const FunctionRef& in, const CodeRange& at) {
  if (column.table == nullptr) return nullptr;
  const DataKind& kind = classes_.of(*column.table, column.column);
  if (kind.data_class == DataClass::kNone && !watched.contains({column.table, column.column})) return nullptr;
  const TaintPtr made = of_origin(kind, column.table->display_name() + "." + column.table->columns[static_cast<size_t>(column.column)].name, in, at);
  Origin& origin = origins_[static_cast<size_t>(made->own[0].index)];
  origin.table = column.table;
  origin.column = column.column;
  return made;
}

TaintPtr FlowContext::callables(const std::string& name) {
  const auto [known_callable, is_new] = callable_of_.try_emplace(name);
  if (!is_new) return known_callable->second;
  const auto add = [&](const FunctionRef& one) {
    known_callable->second = joined(known_callable->second, of_atom(Atom::Kind::kCallable, static_cast<int32_t>(callables_.size())));
    callables_.push_back(one);
  };
  if (const FunctionRef lambda = program.function(name)) add(lambda);
  else
    for (const FunctionRef& one : program.named(name)) add(one);
  return known_callable->second;
}

int32_t FlowContext::add_exit(Exit exit) {
  const auto [known_exit, is_new] =
      exit_of_.try_emplace({exit.unit, exit.at.file, exit.at.begin, exit.function, exit.channel}, static_cast<int32_t>(exits_.size()));
  if (is_new) exits_.push_back(std::move(exit));
  return known_exit->second;
}

void FlowContext::note_log_statement(const Unit& unit, const CodeRange& at) {
  if (at.file >= 0) log_statements_.emplace(unit.files[static_cast<size_t>(at.file)].path, at.begin);
}

void FlowContext::begin(const CodeFunction* function) {
  reading_ = function == nullptr ? nullptr : &readings_[function];
  if (reading_ != nullptr) *reading_ = {now_, {}, {}};
}

bool FlowContext::is_outdated(const CodeFunction* function) const {
  const auto reading = readings_.find(function);
  if (reading == readings_.end()) return true;
  const auto is_newer = [&](const auto& changes, const auto& one) {
    const auto changed = changes.find(one);
    return changed != changes.end() && changed->second > reading->second.at;
  };
  return std::any_of(reading->second.summaries.begin(), reading->second.summaries.end(), [&](const CodeFunction* one) { return is_newer(summary_changed_, one); }) ||
         std::any_of(reading->second.fields.begin(), reading->second.fields.end(), [&](int32_t one) { return is_newer(field_changed_, one); });
}

const Summary* FlowContext::summary(const CodeFunction* function) const {
  if (reading_ != nullptr) reading_->summaries.insert(function);
  const auto found = summaries_.find(function);
  return found == summaries_.end() ? nullptr : &found->second;
}

bool FlowContext::set_summary(const CodeFunction* function, Summary summary) {
  Summary& before = summaries_[function];
  if (before.is_known && same(before, summary)) return false;
  before = std::move(summary);
  before.is_known = true;
  summary_changed_[function] = ++now_;
  return true;
}

std::vector<FunctionRef> FlowContext::bodies(const FunctionRef& in, const CodeCall& call) const {
  std::vector<FunctionRef> made;
  if (call.key == 0) return made;
  const std::string& key = in.name(call.key);
  if (const FunctionRef own = program.function(key)) made.push_back(own);
  if (const auto found = overriders_.find(key); found != overriders_.end())
    for (const FunctionRef& one : found->second)
      if (made.size() < kMostBodies) made.push_back(one);
  return made;
}

const std::vector<std::pair<FunctionRef, int32_t>>& FlowContext::printers(const std::string& type) const {
  static const std::vector<std::pair<FunctionRef, int32_t>> kNone;
  const auto found = printers_.find(type);
  return found == printers_.end() ? kNone : found->second;
}

const Summary* FlowContext::logging_destructor(const std::string& type) const {
  const auto found = logging_destructors_.find(type);
  return found == logging_destructors_.end() ? nullptr : summary(found->second);
}

bool FlowContext::is_logging_destructor(const CodeFunction* function) const {
  return std::any_of(logging_destructors_.begin(), logging_destructors_.end(), [&](const auto& one) { return one.second == function; });
}

void FlowContext::store(int32_t field, const TaintPtr& value) {
  if (value == nullptr) return;
  TaintPtr& before = stored_[field];
  TaintPtr made = joined(before, value);
  if (!same(before, made)) field_changed_[field] = ++now_;
  before = std::move(made);
}

TaintPtr FlowContext::stored(int32_t field) const {
  if (reading_ != nullptr) reading_->fields.insert(field);
  const auto found = stored_.find(field);
  return found == stored_.end() ? nullptr : found->second;
}

void FlowContext::note_argument(const CodeFunction* function, int32_t parameter, bool is_harmless) {
  auto& [harmless, other] = arguments_[{function, parameter}];
  ++(is_harmless ? harmless : other);
}

bool FlowContext::is_always_harmless(const CodeFunction* function, int32_t parameter) const {
  const auto found = arguments_.find({function, parameter});
  return found != arguments_.end() && found->second.first > 0 && found->second.second == 0;
}

namespace {

bool same_invocation(const Invocation& a, const Invocation& b) {
  return a.parameter == b.parameter && a.path == b.path && a.at == b.at &&
         std::equal(a.arguments.begin(), a.arguments.end(), b.arguments.begin(), b.arguments.end(),
                    [](const TaintPtr& x, const TaintPtr& y) { return same(x, y); });
}

}  // namespace

bool same(const Summary& a, const Summary& b) {
  if (!same(a.result, b.result) || a.outputs.size() != b.outputs.size() || a.exits.size() != b.exits.size()) return false;
  for (size_t i = 0; i < a.outputs.size(); ++i)
    if (a.outputs[i].first != b.outputs[i].first || !same(a.outputs[i].second, b.outputs[i].second)) return false;
  for (size_t i = 0; i < a.exits.size(); ++i) {
    const ParameterExit& x = a.exits[i];
    const ParameterExit& y = b.exits[i];
    if (x.parameter != y.parameter || x.path != y.path || x.marks != y.marks || x.exit != y.exit || !(x.at == y.at)) return false;
  }
  return a.thrown == b.thrown && std::equal(a.invocations.begin(), a.invocations.end(), b.invocations.begin(), b.invocations.end(), same_invocation);
}

}  // namespace ringfence::flow
