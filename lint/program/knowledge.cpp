// Reads the knowledge files that were built in.
#include "ringfence/knowledge.h"

#include <toml++/toml.h>

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
  client.versions = table["versions"].value_or(std::string());
  client.headers = strings(table, "headers");
  client.binders = strings(table, "binders");
  client.quote_value = strings(table, "quote_value");
  client.quote_name = strings(table, "quote_name");
  if (const toml::array* calls = table["call"].as_array())
    for (const toml::node& call : *calls) client.calls.push_back(read_call(*call.as_table()));
  return client;
}

Knowledge read_all() {
  Knowledge made;
  for (const KnowledgeText& file : kTexts) {
    const toml::table document = toml::parse(file.text, file.name);
    if (file.name.starts_with("db-clients/")) made.clients.push_back(read_client(document));
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
