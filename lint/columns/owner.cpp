#include "lint/columns/owner.h"

#include <algorithm>

namespace ringfence::columns {

namespace {

constexpr size_t kLongestPhrase = 3;

// Adds the groups of every phrase that ends at `end`.
void add_groups(const Words& words, size_t end, std::set<std::string>& groups) {
  for (size_t length = 1; length <= kLongestPhrase && length <= end; ++length) {
    const std::set<std::string>& more = groups_of(joined(words, end - length, end));
    groups.insert(more.begin(), more.end());
  }
}

bool is_number(const std::string& word) { return word.find_first_not_of("0123456789") == std::string::npos; }

}  // namespace

const std::set<std::string>& groups_of(const std::string& phrase) {
  static const std::set<std::string> kNone;
  const auto found = lexicon().groups.find(phrase);
  return found == lexicon().groups.end() ? kNone : found->second;
}

bool Owner::is_one_of(const std::vector<std::string>& wanted) const {
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& group) { return groups.contains(group); });
}

Owner owner_of(std::string_view name) {
  Owner owner;
  owner.words = lexicon().words_of(name.substr(name.rfind('.') + 1));
  size_t end = owner.words.size();
  while (end > 0) {
    const std::string& last = owner.words[end - 1];
    add_groups(owner.words, end, owner.groups);
    if (!lexicon().detail.contains(last) && !is_number(last)) break;
    --end;
  }
  if (owner.groups.contains("nobody"))
    for (const char* group : {"person", "login", "session", "address", "message"}) owner.groups.erase(group);
  // A user's location is a location, and no place.
  const auto is_person = [](const std::string& word) { return groups_of(word).contains("person"); };
  if (end > 1 && std::any_of(owner.words.begin(), owner.words.begin() + static_cast<std::ptrdiff_t>(end) - 1, is_person))
    owner.groups.erase("place");
  return owner;
}

}  // namespace ringfence::columns
