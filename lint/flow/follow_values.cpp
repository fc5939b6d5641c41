// All functions of a code base, callees first, until nothing new is learned.
#include <algorithm>
#include <cctype>
#include <unordered_set>

#include "lint/flow/function_flow.h"
#include "lint/flow/leak_facts.h"
#include "lint/flow/statement_logs.h"
#include "ringfence/flow.h"

namespace ringfence {

namespace flow {

namespace {

constexpr int kMostRounds = 6;

using Progress = std::function<void(std::string_view phase, size_t done, size_t total)>;

// Functions behind those that they call, as far as there is no cycle.
std::vector<FunctionRef> callees_first(const FlowContext& context) {
  std::vector<FunctionRef> order;
  std::unordered_set<const CodeFunction*> seen;
  struct Open {
    FunctionRef function;
    size_t next = 0;
  };
  // What logs when it is destroyed is not called by anybody, and has to be known before.
  std::vector<FunctionRef> roots;
  for (const FunctionRef& function : context.program.functions())
    if (context.is_logging_destructor(function.function)) roots.push_back(function);
  roots.insert(roots.end(), context.program.lambdas().begin(), context.program.lambdas().end());
  roots.insert(roots.end(), context.program.functions().begin(), context.program.functions().end());
  for (const FunctionRef& root : roots) {
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

// What leaves by the parameters of a function that is called with these arguments.
std::vector<Escape> escapes_of(const FlowContext& context, const FunctionRef& target, const Invocation& call) {
  std::vector<Escape> made;
  const Summary* summary = context.summary(target.function);
  if (summary == nullptr) return made;
  for (const ParameterExit& exit : summary->exits) {
    if (exit.parameter < 0 || static_cast<size_t>(exit.parameter) >= call.arguments.size() || exit.path != 0) continue;
    const TaintPtr given = known_data(call.arguments[static_cast<size_t>(exit.parameter)]);
    if (given == nullptr) continue;
    for (const Atom& atom : given->own)
      if (atom.kind == Atom::Kind::kOrigin)
        made.push_back({atom.index, static_cast<uint8_t>(atom.marks | exit.marks), exit.exit, exit.is_settled ? exit.unit : call.unit,
                        exit.is_settled ? exit.at : call.at, joined(longer(atom.way, *call.unit, call.at, "passed to a callback here"), exit.way)});
  }
  return made;
}

// What a method writes out of its object, where some object got data there.
void escape_by_fields(const FlowContext& context, const FunctionRef& in, LeakFacts& facts) {
  const Summary* summary = context.summary(in.function);
  if (summary == nullptr || context.is_logging_destructor(in.function)) return;
  for (const ParameterExit& exit : summary->exits) {
    if (exit.parameter != kThis || context.path(exit.path).size() != 1) continue;
    const TaintPtr stored = context.stored(context.path(exit.path)[0]);
    if (stored == nullptr) continue;
    for (const Atom& atom : stored->own)
      if (atom.kind == Atom::Kind::kOrigin) facts.add(in, {atom.index, static_cast<uint8_t>(atom.marks | exit.marks), exit.exit, exit.unit, exit.at, joined(atom.way, exit.way)});
  }
}

// A callback that is kept in a field is handed data.
void escape_by_callbacks(const FlowContext& context, const FunctionRef& in, LeakFacts& facts) {
  const Summary* summary = context.summary(in.function);
  if (summary == nullptr) return;
  for (const Invocation& call : summary->invocations) {
    if (call.parameter != kThis || context.path(call.path).size() != 1) continue;
    const TaintPtr stored = context.stored(context.path(call.path)[0]);
    if (stored == nullptr) continue;
    for (const Atom& one : stored->own)
      if (one.kind == Atom::Kind::kCallable)
        for (Escape& escape : escapes_of(context, context.callable(one.index), call)) facts.add(in, escape);
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

// What is written from argument `from` on, counted from 1.
std::string arguments_from(const std::string& text, int from) {
  size_t begin = 0;
  int depth = 0;
  bool in_text = false;
  for (size_t i = 0; i < text.size() && from > 1; ++i) {
    const char c = text[i];
    if (c == '"' && (i == 0 || text[i - 1] != '\\')) in_text = !in_text;
    if (in_text) continue;
    depth += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
    if (c != ',' || depth != 0) continue;
    begin = i + 1;
    --from;
  }
  return from > 1 ? std::string() : text.substr(begin);
}

void escape_by_dropped_macros(FlowContext& context, const Unit& unit, LeakFacts& facts) {
  static const CodeFunction kNowhere;
  for (const DroppedMacro& use : unit.dropped_macros) {
    const auto [macro, library] = context.known.macro(unit.name(use.name));
    if (macro == nullptr) continue;
    context.note_log_statement(unit, use.at);
    Exit exit;
    exit.channel = library->channel;
    exit.function = unit.name(use.name);
    exit.level = macro->level;
    exit.unit = &unit;
    exit.at = use.at;
    exit.dropped = true;
    const FunctionRef in{&unit, &kNowhere};
    for (const auto& [name, owner] : names_in(arguments_from(unit.name(use.arguments), macro->from))) {
      const TaintPtr taint = context.named(name, "", owner, in, use.at);
      if (taint != nullptr) facts.add(in, {taint->own[0].index, 0, context.add_exit(exit), &unit, use.at, nullptr});
    }
  }
}

}  // namespace

}  // namespace flow

namespace flow {

namespace {

// Each function once, callees first, and again whom a change of a summary concerns that it has not seen yet.
void learn_summaries(FlowContext& context, const std::vector<FunctionRef>& order, const Progress& progress) {
  std::unordered_set<const CodeFunction*> open;
  for (int round = 0; round < kMostRounds; ++round) {
    std::unordered_set<const CodeFunction*> next;
    size_t done = 0;
    for (const FunctionRef& function : order) {
      if (progress && (++done & 255u) == 0) progress("values", done, order.size());
      if (round > 0 && (!open.contains(function.function) || !context.is_outdated(function.function))) continue;
      context.begin(function.function);
      if (!context.set_summary(function.function, FunctionFlow(context, function).run())) continue;
      for (const program::CallRef& caller : context.program.callers(function)) next.insert(caller.in.function);
    }
    if (next.empty()) break;
    open = std::move(next);
  }
  context.begin(nullptr);
}

void find_escapes(FlowContext& context, const std::vector<FunctionRef>& order, LeakFacts& facts) {
  context.forget_arguments();
  std::vector<std::pair<FunctionRef, std::vector<Escape>>> escapes;
  for (const FunctionRef& function : order) {
    FunctionFlow flow(context, function, true);
    flow.run();
    if (!flow.escapes().empty()) escapes.emplace_back(function, flow.escapes());
    find_statement_logs(context, function, flow, facts);
    for (const int32_t thrown : flow.thrown())
      for (const int32_t log : flow.caught()) facts.note_logged(thrown, log);
  }
  // Only now it is known of every parameter what is passed for it.
  for (const auto& [function, all] : escapes)
    for (const Escape& one : all) facts.add(function, one);
}

}  // namespace

}  // namespace flow

Facts follow_values(const CodeReading& code, const Catalog& catalog, const ColumnClasses& classes, const Policy& policy,
                    const std::function<void(std::string_view phase, size_t done, size_t total)>& progress) {
  using namespace flow;
  Facts made;
  if (code.linked == nullptr) return made;
  const FlowKnowledge known(policy);
  const RowColumns rows(code, catalog);
  FlowContext context(*code.linked, known, rows, classes, watched_columns(catalog, policy));
  const std::vector<FunctionRef> order = callees_first(context);
  learn_summaries(context, order, progress);
  LeakFacts facts(context, code, policy);
  find_escapes(context, order, facts);
  for (const FunctionRef& function : order) {
    escape_by_fields(context, function, facts);
    escape_by_callbacks(context, function, facts);
  }
  for (const UnitPtr& unit : code.linked->units()) escape_by_dropped_macros(context, *unit, facts);
  made.value_leaks = facts.take();
  made.watched_leaks = facts.take_watched();
  made.statement_logs = facts.take_statement_logs();
  made.log_statements = static_cast<int>(context.log_statements());
  return made;
}

}  // namespace ringfence
