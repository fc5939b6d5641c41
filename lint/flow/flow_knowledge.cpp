#include "lint/flow/flow_knowledge.h"

#include <algorithm>
#include <cctype>

namespace ringfence::flow {

namespace {

template <class Map, class Entry>
void add(Map& map, const std::vector<std::string>& names, const Entry& entry) {
  for (const std::string& name : names) map[last_part(name)].emplace_back(name, entry);
}

bool fits(const std::string& name, const std::string& known) {
  if (name == known) return true;
  if (known.find("::") == std::string::npos) return false;
  return name.size() > known.size() + 2 && name.ends_with(known) && name.compare(name.size() - known.size() - 2, 2, "::") == 0;
}

template <class Map, class Visit>
void each(const Map& map, const std::string& name, const Visit& visit) {
  const auto found = map.find(last_part(name));
  if (found == map.end()) return;
  for (const auto& [known, entry] : found->second)
    if (fits(name, known)) visit(entry);
}

// "maskEmail" → "mask", "email"
std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words;
  bool was_lower = false;
  for (const char c : name) {
    const auto letter = static_cast<unsigned char>(c);
    if (std::isalnum(letter) == 0) {
      was_lower = false;
      if (words.empty() || !words.back().empty()) words.emplace_back();
      continue;
    }
    if (words.empty() || (std::isupper(letter) != 0 && was_lower)) words.emplace_back();
    words.back() += static_cast<char>(std::tolower(letter));
    was_lower = std::islower(letter) != 0 || std::isdigit(letter) != 0;
  }
  return words;
}

}  // namespace

bool is_logger_class(const std::string& name) {
  static const std::unordered_set<std::string> kWords = {"log", "logger", "logging", "logline", "logstream", "logmessage", "trace", "tracer", "journal"};
  const std::vector<std::string> words = words_of(last_part(name));
  const bool writes = words.size() > 1 && words.back() == "writer" && words[words.size() - 2] == "message";
  return writes || std::any_of(words.begin(), words.end(), [&](const std::string& word) { return kWords.contains(word); });
}

FlowKnowledge::FlowKnowledge(const Policy& policy) {
  for (const SinkLibrary& library : knowledge().sinks) learn(library);
  own_.name = "ringfence.toml";
  for (const Setting& sink : policy.personal.sinks) {
    SinkCall call;
    call.functions = {sink.value};
    own_.calls.push_back(std::move(call));
  }
  learn(own_);
  for (const Sanitizer& one : knowledge().sanitizers) add(sanitizers_, one.functions, &one);
  for (const Propagator& one : knowledge().propagators) add(propagators_, one.functions, &one);
  add(stops_, knowledge().stops, true);
  add(statement_logs_, knowledge().statement_logs, true);
  for (const ClientLibrary& client : knowledge().clients)
    for (const ClientCall& call : client.calls)
      if (call.sql > 0) add(databases_, call.functions, call.sql);
  for (const ClientCall& call : policy.clients)
    if (call.sql > 0) add(databases_, call.functions, call.sql);
  const auto declared = [](const std::vector<Setting>& settings) {
    std::vector<std::string> names;
    for (const Setting& one : settings) names.push_back(one.value);
    return names;
  };
  add(masks_, declared(policy.personal.sanitizers), true);
  for (const Policy::Recipient& one : policy.recipients) add(masks_, declared(one.deidentify), true);
  add(producers_, declared(policy.credential.producers), true);
  mask_words_.insert(knowledge().mask_words.begin(), knowledge().mask_words.end());
}

void FlowKnowledge::learn(const SinkLibrary& library) {
  for (const SinkCall& call : library.calls) add(sinks_, call.functions, KnownSink{&call, &library});
  for (const SinkStream& stream : library.streams) {
    add(roots_, stream.roots, static_cast<int32_t>(streams_.size()));
    streams_.push_back({&stream, &library});
  }
  for (const SinkMacro& macro : library.macros)
    for (const std::string& name : macro.names) macros_.try_emplace(name, &macro, &library);
}

const FlowKnowledge::KnownName& FlowKnowledge::of(const std::string& name) const {
  const auto [known, is_new] = known_.try_emplace(name);
  KnownName& made = known->second;
  if (!is_new) return made;
  each(sinks_, name, [&](const KnownSink& one) { made.sinks.push_back(one); });
  each(roots_, name, [&](int32_t one) { made.streams.push_back(one); });
  each(sanitizers_, name, [&](const Sanitizer* one) { made.sanitizer = one; });
  each(propagators_, name, [&](const Propagator* one) { made.propagator = one; });
  each(databases_, name, [&](int argument) { made.sql_argument = argument; });
  each(stops_, name, [&](bool) { made.stops = true; });
  each(producers_, name, [&](bool) { made.produces = true; });
  each(statement_logs_, name, [&](bool) { made.logs_statements = true; });
  made.masks = is_mask(name);
  return made;
}

bool FlowKnowledge::is_mask(const std::string& function) const {
  bool found = false;
  each(masks_, function, [&](bool) { found = true; });
  // A type whose objects mask counts too: `Masked(email)`.
  each(masks_, owner_part(function), [&](bool) { found = true; });
  if (found) return true;
  const std::vector<std::string> words = words_of(last_part(function));
  for (size_t first = 0; first < words.size(); ++first) {
    std::string phrase;
    for (size_t last = first; last < words.size() && last < first + 3; ++last) {
      phrase += (phrase.empty() ? "" : " ") + words[last];
      if (mask_words_.contains(phrase)) return true;
    }
  }
  return false;
}

std::pair<const SinkMacro*, const SinkLibrary*> FlowKnowledge::macro(const std::string& name) const {
  const auto found = macros_.find(name);
  return found == macros_.end() ? std::pair<const SinkMacro*, const SinkLibrary*>{} : found->second;
}

std::string FlowKnowledge::recipient_of(const std::string& host, const std::string& function) const {
  const auto is_of = [&](const std::string& known) {
    const size_t star = known.find('*');
    if (star == std::string::npos) return host == known || host.ends_with("." + known);
    const std::string front = known.substr(0, star), back = known.substr(star + 1);
    return host.size() >= front.size() + back.size() && host.starts_with(front) && host.ends_with(back);
  };
  for (const Recipient& one : knowledge().recipients) {
    if (!host.empty() && std::any_of(one.hosts.begin(), one.hosts.end(), is_of)) return one.name;
    if (std::any_of(one.types.begin(), one.types.end(), [&](const std::string& type) { return function.starts_with(type); })) return one.name;
  }
  return {};
}

}  // namespace ringfence::flow
