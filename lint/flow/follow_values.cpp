// All functions of a code base, callees first, until nothing new is learned.
#include <algorithm>
#include <cctype>
#include <unordered_set>

#include "lint/flow/function_flow.h"
#include "lint/flow/leak_facts.h"
#include "ringfence/flow.h"

namespace ringfence {

namespace flow {

namespace {

constexpr int kMostRounds = 6;

// Functions behind those that they call, as far as there is no cycle.
std::vector<FunctionRef> callees_first(const FlowContext& context) {
  std::vector<FunctionRef> order;
  std::unordered_set<const CodeFunction*> seen;
  struct Open {
    FunctionRef function;
    size_t next = 0;
  };
  for (const FunctionRef& root : context.program.functions()) {
    if (!seen.insert(root.function).second) continue;
    std::vector<Open> open{{root, 0}};
    while (!open.empty()) {
      Open& top = open.back();
      if (top.next >= top.function.function->calls.size()) {
        order.push_back(top.function);
        open.pop_back();
        continue;
      }
      const FunctionRef in = top.function;
      const CodeCall& call = in.call(static_cast<int32_t>(top.next++));
      for (const FunctionRef& body : context.bodies(in, call))
        if (seen.insert(body.function).second) open.push_back({body, 0});
    }
  }
  return order;
}

// What a method writes out of its object, where some object got data there.
void escape_by_fields(const FlowContext& context, const FunctionRef& in, LeakFacts& facts) {
  const Summary* summary = context.summary(in.function);
  if (summary == nullptr) return;
  for (const ParameterExit& exit : summary->exits) {
    if (exit.parameter != kThis || context.path(exit.path).size() != 1) continue;
    const TaintPtr stored = context.stored(context.path(exit.path)[0]);
    if (stored == nullptr) continue;
    for (const Atom& atom : stored->own)
      facts.add(in, {atom.index, static_cast<uint8_t>(atom.marks | exit.marks), exit.exit, exit.unit, exit.at, joined(atom.way, exit.way)});
  }
}

// The names in the text of arguments that a macro dropped: `customer.email`, `row["email"]`.
std::vector<std::pair<std::string, std::string>> names_in(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> names;
  std::string owner;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '"') {
      const size_t end = text.find('"', i + 1);
      const bool is_key = i > 0 && text[i - 1] == '[';
      if (is_key && end != std::string::npos) names.emplace_back(text.substr(i + 1, end - i - 1), "");
      i = end == std::string::npos ? text.size() : end + 1;
      continue;
    }
    const auto c = static_cast<unsigned char>(text[i]);
    if (std::isalpha(c) == 0 && c != '_') {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_')) ++end;
    const std::string name = text.substr(i, end - i);
    const bool goes_on = text.compare(end, 1, ".") == 0 || text.compare(end, 2, "->") == 0 || text.compare(end, 2, "::") == 0;
    const bool is_call_with_arguments = text.compare(end, 1, "(") == 0 && text.compare(end, 2, "()") != 0;
    if (is_call_with_arguments) {
      // What another function makes of it is not known here.
      int depth = 0;
      while (end < text.size()) {
        depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
        ++end;
        if (depth == 0) break;
      }
    } else if (!goes_on) {
      names.emplace_back(name, owner);
    }
    owner = goes_on ? name : "";
    i = end;
  }
  return names;
}

void escape_by_dropped_macros(FlowContext& context, const Unit& unit, LeakFacts& facts) {
  static const CodeFunction kNowhere;
  for (const DroppedMacro& use : unit.dropped_macros) {
    const auto [macro, library] = context.known.macro(unit.name(use.name));
    if (macro == nullptr) continue;
    Exit exit;
    exit.channel = library->channel;
    exit.function = unit.name(use.name);
    exit.library = library->name;
    exit.level = macro->level;
    exit.unit = &unit;
    exit.at = use.at;
    exit.dropped = true;
    const FunctionRef in{&unit, &kNowhere};
    for (const auto& [name, owner] : names_in(unit.name(use.arguments))) {
      const TaintPtr taint = context.named(name, "", owner, in, use.at);
      if (taint != nullptr) facts.add(in, {taint->own[0].index, 0, context.add_exit(exit), &unit, use.at, nullptr});
    }
  }
}

}  // namespace

}  // namespace flow

Facts follow_values(const CodeReading& code, const Catalog& catalog, const ColumnClasses& classes, const Policy& policy,
                    const std::function<void(std::string_view, size_t, size_t)>& progress) {
  using namespace flow;
  Facts made;
  if (code.linked == nullptr) return made;
  const FlowKnowledge known(policy);
  const RowColumns rows(code, catalog);
  FlowContext context(*code.linked, known, rows, classes);
  const std::vector<FunctionRef> order = callees_first(context);
  std::unordered_set<const CodeFunction*> open;
  for (int round = 0; round < kMostRounds; ++round) {
    std::unordered_set<const CodeFunction*> next;
    size_t done = 0;
    for (const FunctionRef& function : order) {
      if (progress && (++done & 255u) == 0) progress("values", done, order.size());
      if (round > 0 && !open.contains(function.function)) continue;
      if (!context.set_summary(function.function, FunctionFlow(context, function).run())) continue;
      for (const program::CallRef& caller : code.linked->callers(function)) next.insert(caller.in.function);
    }
    if (next.empty()) break;
    open = std::move(next);
  }
  context.forget_arguments();
  LeakFacts facts(context, code, policy);
  std::vector<std::pair<FunctionRef, std::vector<Escape>>> escapes;
  for (const FunctionRef& function : order) {
    FunctionFlow flow(context, function);
    flow.run();
    if (!flow.escapes().empty()) escapes.emplace_back(function, flow.escapes());
  }
  for (const auto& [function, all] : escapes)
    for (const Escape& one : all) facts.add(function, one);
  for (const FunctionRef& function : order) escape_by_fields(context, function, facts);
  for (const UnitPtr& unit : code.linked->units()) escape_by_dropped_macros(context, *unit, facts);
  made.value_leaks = facts.take();
  return made;
}

}  // namespace ringfence
