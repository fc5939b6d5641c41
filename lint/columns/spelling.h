// From the spelling of a name to its words.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ringfence::columns {

/// `text` in lower case, letters with accents as plain ones (Latin-1, and what Polish, Czech and Turkish add).
std::string plain_letters(std::string_view text);

/// "userID" → user, id; "IPAddress2" → ip, address2; "straße_nr" → strasse, nr. Lower case, in order.
std::vector<std::string> pieces_of(std::string_view name);

/// The singular of an English word: "addresses" → "address"; a word that only looks like a plural stays.
std::string singular(const std::string& word);

/// Cuts `word` into as few known words as possible, each of three letters or more (or `id`, `ip`, `no`, `of`); empty where
/// that cannot be done.
std::vector<std::string> cut_at_words(const std::string& word, const std::function<bool(const std::string&)>& is_known);

}  // namespace ringfence::columns
