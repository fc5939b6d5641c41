// The words of rules/knowledge/columns, ready to be looked up.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ringfence/columns.h"

namespace ringfence::columns {

using Words = std::vector<std::string>;

/// What kinds of values a type can hold, as bits.
enum Family : unsigned {
  kText = 1, kInteger = 2, kFloat = 4, kDate = 8, kNet = 16, kPlace = 32, kUuid = 64, kBoolean = 128, kAnything = 0xFFF
};
unsigned families_of(std::string_view type);

/// A category of personal data, or a kind of credential.
struct Category {
  DataClass data_class = DataClass::kPersonal;
  std::string code;
  std::string fides;
  Treatment treatment = Treatment::kNone;
  unsigned holds = kAnything;
  std::vector<std::string> around;  ///< Groups of owners in which weak words count.
  std::vector<std::string> unless;  ///< Groups of owners in which no word does.
  std::unordered_set<std::string> with;  ///< Words that make a weak one behind them strong.
};

/// A phrase that means other things in programs, too.
struct Ambiguous {
  std::vector<std::string> around;       ///< Groups that make it count: of the word before it, or of the class.
  std::unordered_set<std::string> with;  ///< Words that do, of the function and its class, too.
};

/// Phrases are singular words with one space between them.
struct Lexicon {
  std::vector<Category> categories;
  std::unordered_map<std::string, int> strong;             ///< Phrase → category.
  std::unordered_map<std::string, std::vector<int>> weak;
  std::unordered_set<std::string> lookalikes;
  std::unordered_set<std::string> before, after, encrypted, hashed, prepositions, providers;
  std::unordered_map<std::string, std::set<std::string>> groups;  ///< Phrase → groups of owners.
  std::unordered_set<std::string> detail, prefixes;
  std::unordered_map<std::string, Words> abbreviations;
  std::unordered_map<std::string, Words> code_abbreviations;   ///< In programs these come first.
  std::unordered_map<std::string, Ambiguous> code_ambiguous;
  std::unordered_set<std::string> code_lookalikes;
  std::unordered_set<std::string> whole;
  std::unordered_map<std::string, std::set<std::string>> functions;  ///< SQL function → what it does.
  std::set<std::string> weak_algorithms, weak_salts;
  std::vector<std::string> protected_prefixes, weak_prefixes;
  std::unordered_set<std::string> known;  ///< Every word of every phrase.
  size_t longest = 1;                     ///< Words in the longest phrase.

  /// The words of a name: abbreviations spelled out, singular, words without a gap cut apart.
  Words words_of(std::string_view name, bool in_code = false) const;
  bool does(std::string_view function, const char* what) const;
  int find(std::string_view code) const;  ///< -1: there is no such category.
};

const Lexicon& lexicon();

std::string joined(const Words& words, size_t begin, size_t end);

}  // namespace ringfence::columns
