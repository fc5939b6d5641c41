#include "lint/flow/leak_facts.h"

#include <algorithm>

#include "ringfence/beside.h"

namespace ringfence::flow {

namespace {

// What somebody can find again by trying all there are.
bool is_guessable(const std::string& category) {
  return category.starts_with("contact.phone") || category.starts_with("id.") || category.starts_with("financial") || category.starts_with("birth") ||
         category.starts_with("demographic");
}

int rank(ValueLeak::From from) {
  switch (from) {
    case ValueLeak::From::kColumn: return 2;
    case ValueLeak::From::kObject: return 1;
    case ValueLeak::From::kName: return 0;
  }
  return 0;
}

std::string host_of(const std::string& url) {
  const size_t scheme = url.find("://");
  std::string host = scheme == std::string::npos ? url : url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const size_t at = host.rfind('@'); at != std::string::npos) host = host.substr(at + 1);
  return host.substr(0, host.find(':'));
}

bool contains(Place outer, Place inner) {
  return outer.source == inner.source && outer.span.begin <= inner.span.begin && inner.span.end <= outer.span.end;
}

}  // namespace

LeakFacts::LeakFacts(const FlowContext& context, const CodeReading& code, const Policy& policy) : context_(context), policy_(policy), code_(code) {}

Place LeakFacts::place(const Unit& unit, const CodeRange& at) const {
  if (at.file < 0 || static_cast<size_t>(at.file) >= unit.files.size()) return {};
  const auto found = code_.source_of.find(unit.files[static_cast<size_t>(at.file)].path);
  return found == code_.source_of.end() ? Place{} : Place{found->second, {at.begin, at.end}};
}

std::vector<Label> LeakFacts::way_of(const Origin& origin, const Escape& escape, Place at) const {
  std::vector<Label> way;
  if (origin.table != nullptr)
    way.push_back({origin.table->columns[static_cast<size_t>(origin.column)].declared_at,
                   origin.kind.category.empty() ? "'" + origin.name + "' is declared here" : "'" + origin.name + "' is " + origin.kind.category + ": " + origin.kind.why});
  const Place from = place(*origin.unit, origin.at);
  if (from && !contains(at, from)) way.push_back({from, origin.table != nullptr ? "read here" : "comes from here"});
  std::vector<Label> steps;
  for (const Step* step = escape.way.get(); step != nullptr; step = step->before.get())
    if (const Place passed = place(*step->unit, step->at); passed && !contains(passed, at)) steps.push_back({passed, step->what});
  way.insert(way.end(), steps.rbegin(), steps.rend());
  const Exit& exit = context_.exit(escape.exit);
  if (const Place out = place(*exit.unit, exit.at); out && !contains(out, at) && !contains(at, out))
    way.push_back({out, "leaves here: " + exit.function});
  return way;
}

void LeakFacts::name_recipient(ValueLeak& leak, const Exit& exit) const {
  const std::string host = host_of(exit.recipient);
  for (const Policy::Recipient& one : policy_.recipients)
    for (const Setting& known : one.hosts)
      if (!host.empty() && (host == known.value || host.ends_with("." + known.value))) {
        leak.recipient = one.name.value;
        leak.recipient_declared = true;
        return;
      }
  leak.recipient = context_.known.recipient_of(host, exit.function);
}

bool LeakFacts::is_for(const std::string& recipient, const std::string& category) const {
  return std::any_of(policy_.recipients.begin(), policy_.recipients.end(), [&](const Policy::Recipient& one) {
    return one.name.value == recipient && std::any_of(one.categories.begin(), one.categories.end(), [&](const Setting& may) {
             return category == may.value || category.starts_with(may.value + ".");
           });
  });
}

void LeakFacts::add(const FunctionRef& in, const Escape& escape) {
  const Origin& origin = context_.origin(escape.origin);
  const Exit& exit = context_.exit(escape.exit);
  if ((escape.marks & kHashed) != 0 && !is_guessable(origin.kind.category)) return;
  // Authorization: Bearer …
  if (exit.presents && origin.kind.data_class == DataClass::kCredential) return;
  if (origin.parameter >= 0 && context_.is_always_harmless(origin.function, origin.parameter)) return;
  ValueLeak leak;
  leak.at = place(*escape.unit, escape.at);
  if (!leak.at || is_beside_the_program(escape.unit->files[static_cast<size_t>(escape.at.file)].path, policy_.folder)) return;
  leak.data_class = origin.kind.data_class;
  leak.category = origin.kind.category;
  leak.from = origin.table != nullptr          ? ValueLeak::From::kColumn
              : (escape.marks & kPrinted) != 0 ? ValueLeak::From::kObject
                                               : ValueLeak::From::kName;
  leak.channel = exit.channel;
  leak.given = origin.name;
  leak.table = origin.table;
  leak.column = origin.column;
  leak.sink = exit.function;
  leak.level = exit.level;
  leak.function = in.name(in.function->name);
  leak.compiled_out = exit.dropped;
  name_recipient(leak, exit);
  if (context_.watched.contains({origin.table, origin.column})) {
    leak.way = way_of(origin, escape, leak.at);
    watched_.try_emplace({leak.at.source->path(), leak.at.span.begin, leak.given, leak.channel}, leak);
  }
  if (leak.data_class == DataClass::kNone) return;
  if (policy_.personal.allows(leak.category, to_string(leak.channel), leak.function)) return;
  if (leak.channel == Channel::kTransfer && (leak.recipient.empty() || (leak.recipient_declared && is_for(leak.recipient, leak.category)))) return;
  leak.way = way_of(origin, escape, leak.at);
  const auto [known, is_new] = leaks_.try_emplace({leak.at.source, leak.at.span.begin, leak.data_class, leak.channel}, leak);
  if (!is_new && (rank(leak.from) > rank(known->second.from) || (leak.from == known->second.from && leak.given < known->second.given)))
    known->second = std::move(leak);
}

void LeakFacts::note_logged(int32_t thrown, int32_t log) {
  const Exit& from = context_.exit(thrown);
  const Exit& to = context_.exit(log);
  if (to.channel != Channel::kLog && to.channel != Channel::kConsole) return;
  const Place at = place(*from.unit, from.at);
  if (const Place out = place(*to.unit, to.at); at && out) {
    logged_.try_emplace({at.source, at.span.begin}, Label{out, "what() is logged here"});
    thrown_ends_[{at.source, at.span.begin}] = at.span.end;
  }
}

// The finding stands where it is thrown, once; what becomes of the text belongs to it.
void LeakFacts::add_where_logged() {
  for (auto& [key, leak] : leaks_) {
    if (leak.channel != Channel::kException) continue;
    const auto after = logged_.upper_bound({leak.at.source, leak.at.span.begin});
    if (after == logged_.begin()) continue;
    const auto& [thrown, label] = *std::prev(after);
    if (thrown.first == leak.at.source && thrown.second <= leak.at.span.begin && thrown_ends_[thrown] >= leak.at.span.end) leak.way.push_back(label);
  }
}

void LeakFacts::add_statement_log(const FunctionRef& in, std::string what, const Unit& unit, const CodeRange& at, const CodeCall* sent) {
  StatementLog log;
  log.at = place(unit, at);
  if (!log.at || is_beside_the_program(unit.files[static_cast<size_t>(at.file)].path, policy_.folder)) return;
  if (policy_.personal.allows("personal", kStatementLog, in.name(in.function->name))) return;
  log.what = std::move(what);
  if (sent != nullptr)
    if (const Place call = place(*in.unit, sent->at)) log.because.push_back({call, "sent here"});
  const bool is_known = std::any_of(statement_logs_.begin(), statement_logs_.end(), [&](const StatementLog& one) { return one.at == log.at; });
  if (!is_known) statement_logs_.push_back(std::move(log));
}

std::vector<ValueLeak> LeakFacts::take_watched() {
  std::vector<ValueLeak> made;
  for (auto& [key, leak] : watched_) made.push_back(std::move(leak));
  return made;
}

std::vector<ValueLeak> LeakFacts::take() {
  add_where_logged();
  std::vector<ValueLeak> made;
  for (auto& [key, leak] : leaks_) {
    // What goes to the console as well as to a log is said once.
    const auto& [source, begin, data_class, channel] = key;
    if (channel == Channel::kConsole && leaks_.contains({source, begin, data_class, Channel::kLog})) continue;
    made.push_back(leak);
  }
  std::stable_sort(made.begin(), made.end(), [](const ValueLeak& a, const ValueLeak& b) {
    return std::tuple(std::string_view(a.at.source->path()), a.at.span.begin, a.data_class) <
           std::tuple(std::string_view(b.at.source->path()), b.at.span.begin, b.data_class);
  });
  return made;
}

}  // namespace ringfence::flow
