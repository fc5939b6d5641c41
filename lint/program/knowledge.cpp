// Reads the knowledge files that were built in.
#include "ringfence/knowledge.h"

#include <toml++/toml.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace ringfence {

namespace {

struct KnowledgeText {
  std::string_view name;
  std::string_view text;
};

constexpr KnowledgeText kTexts[] = {
#include "knowledge_texts.inc"
};

std::vector<std::string> strings(const toml::table& table, std::string_view key) {
  std::vector<std::string> made;
  if (const toml::array* list = table[key].as_array())
    for (const toml::node& one : *list) made.push_back(one.value_or(std::string()));
  return made;
}

ClientCall::Binding binding_of(const std::string& word) {
  if (word.empty() || word == "none") return ClientCall::Binding::kNone;
  if (word == "variadic") return ClientCall::Binding::kVariadic;
  if (word == "array") return ClientCall::Binding::kArray;
  if (word == "chain") return ClientCall::Binding::kChain;
  throw std::logic_error("knowledge: no such binding: " + word);
}

ClientCall read_call(const toml::table& table) {
  ClientCall call;
  call.functions = strings(table, "functions");
  call.sql = table["sql"].value_or(0);
  call.name = table["name"].value_or(0);
  call.least = table["least"].value_or(0);
  call.binding = binding_of(table["binding"].value_or(std::string()));
  call.from = table["from"].value_or(0);
  call.streams = table["streams"].value_or(false);
  if (call.functions.empty() || (call.sql == 0 && call.name == 0)) throw std::logic_error("knowledge: a call without functions or text");
  return call;
}

ClientLibrary read_client(const toml::table& table) {
  ClientLibrary client;
  client.name = table["name"].value_or(std::string());
  client.is_generic = table["generic"].value_or(false);
  client.versions = table["versions"].value_or(std::string());
  client.headers = strings(table, "headers");
  client.binders = strings(table, "binders");
  client.quote_value = strings(table, "quote_value");
  client.quote_name = strings(table, "quote_name");
  if (const toml::array* calls = table["call"].as_array())
    for (const toml::node& call : *calls) client.calls.push_back(read_call(*call.as_table()));
  return client;
}

Channel channel_of(const std::string& word) {
  for (const Channel one : kChannels)
    if (to_string(one) == word) return one;
  throw std::logic_error("knowledge: no such kind of sink: " + word);
}

// when = { argument = 2, is = [0, "CURLOPT_URL"] }
void read_condition(const toml::table& table, int& when, std::vector<std::string>& is) {
  when = table["when"]["argument"].value_or(0);
  if (const toml::array* list = table["when"]["is"].as_array())
    for (const toml::node& one : *list) is.push_back(one.is_integer() ? std::to_string(one.value_or(int64_t{0})) : one.value_or(std::string()));
}

SinkCall read_sink_call(const toml::table& table, Channel channel) {
  SinkCall call;
  call.functions = strings(table, "functions");
  call.channel = table.contains("kind") ? channel_of(table["kind"].value_or(std::string())) : channel;
  call.level = table["level"].value_or(std::string());
  call.from = table["from"].value_or(1);
  call.count = table["count"].value_or(0);
  call.format = table["format"].value_or(0);
  call.key = table["key"].value_or(0);
  call.recipient = table["recipient"].value_or(0);
  call.object = table["object"].value_or(false);
  call.presents = table["presents"].value_or(false);
  read_condition(table, call.when, call.is);
  if (call.functions.empty()) throw std::logic_error("knowledge: a sink without functions");
  return call;
}

template <class Visit>
void each_table(const toml::table& table, std::string_view key, const Visit& visit) {
  if (const toml::array* list = table[key].as_array())
    for (const toml::node& one : *list) visit(*one.as_table());
}

SinkLibrary read_sinks(const toml::table& table) {
  SinkLibrary library;
  library.name = table["name"].value_or(std::string());
  library.channel = channel_of(table["kind"].value_or(std::string()));
  library.headers = strings(table, "headers");
  each_table(table, "call", [&](const toml::table& one) { library.calls.push_back(read_sink_call(one, library.channel)); });
  each_table(table, "stream", [&](const toml::table& one) {
    SinkStream stream;
    stream.roots = strings(one, "roots");
    stream.channel = one.contains("kind") ? channel_of(one["kind"].value_or(std::string())) : library.channel;
    stream.level = one["level"].value_or(std::string());
    read_condition(one, stream.when, stream.is);
    library.streams.push_back(std::move(stream));
  });
  each_table(table, "macro", [&](const toml::table& one) {
    library.macros.push_back({strings(one, "names"), one["level"].value_or(std::string()), one["from"].value_or(1)});
  });
  return library;
}

Processing processing_of(const std::string& word) {
  static constexpr std::string_view kWords[] = {"encrypt", "password-hash", "hash", "weak-hash", "mac", "mask", "encode", "decrypt", "measure"};
  const auto found = std::find(std::begin(kWords), std::end(kWords), word);
  if (found == std::end(kWords)) throw std::logic_error("knowledge: no such processing: " + word);
  return static_cast<Processing>(found - std::begin(kWords));
}

void read_processing(const toml::table& table, Knowledge& made) {
  each_table(table, "sanitizer", [&](const toml::table& one) {
    made.sanitizers.push_back({strings(one, "functions"), processing_of(one["does"].value_or(std::string())), one["output"].value_or(0)});
  });
  each_table(table, "propagator", [&](const toml::table& one) {
    made.propagators.push_back({strings(one, "functions"), one["from"].value_or(1), one["output"].value_or(0)});
  });
  each_table(table, "random", [&](const toml::table& one) { made.randoms.push_back({strings(one, "functions"), 0, one["output"].value_or(0)}); });
  each_table(table, "stop", [&](const toml::table& one) {
    for (std::string& name : strings(one, "functions")) made.stops.push_back(std::move(name));
  });
  each_table(table, "statement_log", [&](const toml::table& one) {
    for (std::string& name : strings(one, "functions")) made.statement_logs.push_back(std::move(name));
  });
  each_table(table, "recipient", [&](const toml::table& one) {
    made.recipients.push_back({one["name"].value_or(std::string()), one["category"].value_or(std::string()), strings(one, "hosts"), strings(one, "types")});
  });
  if (const toml::table* names = table["names"].as_table())
    for (std::string& word : strings(*names, "mask")) made.mask_words.push_back(std::move(word));
}

Knowledge read_all() {
  Knowledge made;
  for (const KnowledgeText& file : kTexts) {
    const toml::table document = toml::parse(file.text, file.name);
    if (file.name.starts_with("db-clients/")) made.clients.push_back(read_client(document));
    if (file.name.starts_with("sinks/")) made.sinks.push_back(read_sinks(document));
    if (!file.name.starts_with("sinks/") && !file.name.starts_with("db-clients/")) read_processing(document, made);
    if (file.name == "requests.toml")
      for (const toml::node& library : *document["library"].as_array()) {
        const toml::table& table = *library.as_table();
        made.requests.push_back({table["name"].value_or(std::string()), strings(table, "inputs")});
      }
  }
  return made;
}

}  // namespace

const Knowledge& knowledge() {
  static const Knowledge kKnowledge = read_all();
  return kKnowledge;
}

}  // namespace ringfence
