#include "lint/columns/lexicon.h"

#include <toml++/toml.h>

#include <algorithm>
#include <stdexcept>

#include "lint/columns/spelling.h"

namespace ringfence::columns {

namespace {

struct KnowledgeText {
  std::string_view name;
  std::string_view text;
};

constexpr KnowledgeText kTexts[] = {
#include "column_texts.inc"
};

std::vector<std::string> strings(const toml::node_view<const toml::node> node) {
  std::vector<std::string> made;
  if (const toml::array* list = node.as_array())
    for (const toml::node& one : *list) made.push_back(one.value_or(std::string()));
  return made;
}

unsigned family_named(const std::string& word) {
  if (word == "text" || word == "json") return kText;
  if (word == "integer") return kInteger;
  if (word == "float" || word == "money") return kFloat;
  if (word == "date") return kDate;
  if (word == "net") return kNet;
  if (word == "place") return kPlace;
  if (word == "uuid") return kUuid;
  throw std::logic_error("knowledge: no such family of types: " + word);
}

Treatment treatment_named(const std::string& word) {
  if (word.empty()) return Treatment::kNone;
  for (const Treatment one : {Treatment::kHashOnly, Treatment::kReversible, Treatment::kProhibited})
    if (word == to_string(one)) return one;
  throw std::logic_error("knowledge: no such treatment: " + word);
}

class LexiconReader {
 public:
  Lexicon read() {
    // Abbreviations first: every phrase is spelled out by them.
    for (const KnowledgeText& text : kTexts) documents_.emplace(text.name, toml::parse(text.text, text.name));
    read_abbreviations(documents_.at("words.toml"), lexicon_.abbreviations);
    read_abbreviations(documents_.at("code.toml"), lexicon_.code_abbreviations);
    read_words(documents_.at("words.toml"));
    read_code(documents_.at("code.toml"));
    read_owners(documents_.at("owners.toml"));
    read_functions(documents_.at("functions.toml"));
    for (const char* name : {"credential", "category"})
      for (const auto& [file, document] : documents_)
        if (const toml::array* list = document[name].as_array())
          for (const toml::node& one : *list) read_category(*one.as_table(), name == std::string_view("credential"));
    return std::move(lexicon_);
  }

 private:
  static void read_abbreviations(const toml::table& document, std::unordered_map<std::string, Words>& abbreviations) {
    for (const auto& [key, value] : *document["abbreviations"].as_table()) {
      Words words;
      std::string text = value.value_or(std::string());
      for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find(' ', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end + 1;
      }
      abbreviations[std::string(key.str())] = std::move(words);
    }
  }

  void read_code(const toml::table& document) {
    fill(lexicon_.code_lookalikes, document["lookalikes"]["phrases"]);
    for (const toml::node& one : *document["ambiguous"].as_array()) {
      Ambiguous ambiguous{strings(one.at_path("around")), {}};
      fill(ambiguous.with, one.at_path("with"));
      for (const std::string& text : strings(one.at_path("phrases"))) lexicon_.code_ambiguous[phrase(text)] = ambiguous;
    }
  }

  void read_words(const toml::table& document) {
    for (const std::string& word : strings(document["spelling"]["whole"])) lexicon_.whole.insert(word);
    fill(lexicon_.before, document["before"]["words"]);
    fill(lexicon_.after, document["after"]["words"]);
    fill(lexicon_.encrypted, document["after"]["encrypted"]);
    fill(lexicon_.hashed, document["after"]["hashed"]);
    fill(lexicon_.prepositions, document["after"]["prepositions"]);
    fill(lexicon_.lookalikes, document["lookalikes"]["phrases"]);
  }

  void read_owners(const toml::table& document) {
    for (const auto& [name, list] : *document["groups"].as_table())
      for (const toml::node& one : *list.as_array())
        lexicon_.groups[phrase(one.value_or(std::string()))].insert(std::string(name.str()));
    fill(lexicon_.detail, document["detail"]["words"]);
    fill(lexicon_.prefixes, document["detail"]["prefixes"]);
  }

  void read_functions(const toml::table& document) {
    for (const auto& [what, list] : *document["functions"].as_table())
      for (const toml::node& one : *list.as_array()) lexicon_.functions[one.value_or(std::string())].insert(std::string(what.str()));
    for (const std::string& one : strings(document["algorithms"]["weak"])) lexicon_.weak_algorithms.insert(one);
    for (const std::string& one : strings(document["algorithms"]["weak_salt"])) lexicon_.weak_salts.insert(one);
    lexicon_.protected_prefixes = strings(document["prefixes"]["protected"]);
    lexicon_.weak_prefixes = strings(document["prefixes"]["weak"]);
  }

  void read_category(const toml::table& table, bool is_credential) {
    Category category;
    category.data_class = is_credential ? DataClass::kCredential : DataClass::kPersonal;
    category.code = table["code"].value_or(std::string());
    category.fides = table["fides"].value_or(std::string(is_credential ? "user.authorization" : ""));
    category.treatment = treatment_named(table["treatment"].value_or(std::string()));
    category.holds = 0;
    for (const std::string& word : strings(table["holds"])) category.holds |= family_named(word);
    category.around = strings(table["around"]);
    category.unless = strings(table["unless"]);
    fill(category.with, table["with"]);
    const int index = static_cast<int>(lexicon_.categories.size());
    lexicon_.categories.push_back(std::move(category));
    for (const std::string& text : strings(table["strong"])) lexicon_.strong.try_emplace(phrase(text), index);
    for (const std::string& text : strings(table["weak"])) lexicon_.weak[phrase(text)].push_back(index);
    for (const std::string& text : strings(table["providers"])) {
      lexicon_.strong.try_emplace(phrase(text + " key"), index);
      lexicon_.strong.try_emplace(phrase(text + " secret"), index);
    }
  }

  void fill(std::unordered_set<std::string>& set, const toml::node_view<const toml::node> node) {
    for (const std::string& text : strings(node)) set.insert(phrase(text));
  }

  std::string phrase(const std::string& text) {
    Words words;
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find_first_of(" _", at), text.size());
      const std::string word = text.substr(at, end - at);
      const auto spelled = lexicon_.abbreviations.find(word);
      if (spelled != lexicon_.abbreviations.end()) words.insert(words.end(), spelled->second.begin(), spelled->second.end());
      else words.push_back(singular(word));
      lexicon_.known.insert(word);
      at = end + 1;
    }
    lexicon_.known.insert(words.begin(), words.end());
    lexicon_.longest = std::max(lexicon_.longest, words.size());
    return joined(words, 0, words.size());
  }

  std::unordered_map<std::string_view, toml::table> documents_;
  Lexicon lexicon_;
};

bool is_number(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Appends the words of one piece of a name.
void read_piece(const Lexicon& lexicon, const std::string& piece, bool may_cut, bool in_code, Words& words) {
  if (const auto spelled = lexicon.code_abbreviations.find(piece); in_code && spelled != lexicon.code_abbreviations.end()) {
    words.insert(words.end(), spelled->second.begin(), spelled->second.end());
    return;
  }
  const auto spelled = lexicon.abbreviations.find(piece);
  if (spelled != lexicon.abbreviations.end()) {
    words.insert(words.end(), spelled->second.begin(), spelled->second.end());
    return;
  }
  const std::string single = singular(piece);
  if (lexicon.known.contains(piece) || lexicon.known.contains(single) || lexicon.whole.contains(piece) || is_number(piece)) {
    const auto plural = lexicon.abbreviations.find(single);
    if (plural == lexicon.abbreviations.end()) words.push_back(single);
    else words.insert(words.end(), plural->second.begin(), plural->second.end());
    return;
  }
  const size_t letters = piece.find_last_not_of("0123456789") + 1;
  if (letters < piece.size()) {
    read_piece(lexicon, piece.substr(0, letters), may_cut, in_code, words);
    words.push_back(piece.substr(letters));
    return;
  }
  const auto is_known = [&](const std::string& part) {
    return lexicon.known.contains(part) || lexicon.known.contains(singular(part)) || lexicon.abbreviations.contains(part);
  };
  const Words parts = may_cut && piece.size() >= 6 ? cut_at_words(piece, is_known) : Words();
  if (parts.empty()) words.push_back(single);
  for (const std::string& part : parts) read_piece(lexicon, part, false, in_code, words);
}

}  // namespace

Words Lexicon::words_of(std::string_view name, bool in_code) const {
  Words words;
  for (const std::string& piece : pieces_of(name)) read_piece(*this, piece, true, in_code, words);
  return words;
}

bool Lexicon::does(std::string_view function, const char* what) const {
  const auto found = functions.find(std::string(function));
  return found != functions.end() && found->second.contains(what);
}

int Lexicon::find(std::string_view code) const {
  for (size_t i = 0; i < categories.size(); ++i)
    if (categories[i].code == code) return static_cast<int>(i);
  return -1;
}

const Lexicon& lexicon() {
  static const Lexicon kLexicon = LexiconReader().read();
  return kLexicon;
}

std::string joined(const Words& words, size_t begin, size_t end) {
  std::string text;
  for (size_t i = begin; i < end; ++i) text += (i == begin ? "" : " ") + words[i];
  return text;
}

}  // namespace ringfence::columns
