#include "lint/columns/evidence_words.h"

#include <toml++/toml.h>

#include <string_view>

namespace ringfence::columns {

namespace {

struct KnowledgeText {
  std::string_view name;
  std::string_view text;
};

constexpr KnowledgeText kTexts[] = {
#include "column_texts.inc"
};

template <class Strings>
void fill(Strings& to, const toml::node_view<const toml::node> node) {
  if (const toml::array* list = node.as_array())
    for (const toml::node& one : *list) to.insert(to.end(), one.value_or(std::string()));
}

EvidenceWords read() {
  EvidenceWords words;
  for (const KnowledgeText& file : kTexts) {
    if (file.name != "evidence.toml") continue;
    const toml::table parsed = toml::parse(file.text, file.name);
    const toml::table& document = parsed;
    fill(words.protected_names, document["name"]["protected"]);
    fill(words.anywhere_names, document["name"]["anywhere"]);
    fill(words.weak_hash_names, document["name"]["weak_hash"]);
    fill(words.encoded_names, document["name"]["encoded"]);
    fill(words.readable_names, document["name"]["readable"]);
    fill(words.protected_types, document["type"]["protected"]);
    fill(words.sibling_suffixes, document["sibling"]["suffixes"]);
    fill(words.sibling_alone, document["sibling"]["alone"]);
    fill(words.salts, document["sibling"]["salts"]);
    fill(words.schemes, document["comment"]["schemes"]);
    fill(words.claims, document["comment"]["claims"]);
    fill(words.negations, document["comment"]["negations"]);
    fill(words.readable_comments, document["comment"]["readable"]);
    fill(words.check_shapes, document["check"]["protected"]);
    fill(words.disconnect_always, document["disconnect"]["always"]);
    fill(words.disconnect_words, document["disconnect"]["words"]);
    fill(words.disconnect_states, document["disconnect"]["states"]);
    fill(words.disconnect_tables, document["disconnect"]["tables"]);
    if (const toml::array* lengths = document["check"]["lengths"].as_array())
      for (const toml::node& one : *lengths) words.check_lengths.push_back(one.value_or(0));
  }
  return words;
}

}  // namespace

const EvidenceWords& evidence_words() {
  static const EvidenceWords kWords = read();
  return kWords;
}

}  // namespace ringfence::columns
