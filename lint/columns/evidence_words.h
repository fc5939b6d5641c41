// rules/knowledge/columns/evidence.toml.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

namespace ringfence::columns {

struct EvidenceWords {
  std::unordered_set<std::string> protected_names, anywhere_names, weak_hash_names, encoded_names, readable_names;
  std::vector<std::string> protected_types;
  std::vector<std::string> sibling_suffixes;
  std::unordered_set<std::string> sibling_alone, salts;
  std::vector<std::string> schemes, claims, negations, readable_comments;
  std::vector<std::string> check_shapes;
  std::vector<int> check_lengths;
  /// Words and values by which a connection is taken out of use; `always` say it of any table.
  std::unordered_set<std::string> disconnect_always, disconnect_words, disconnect_states, disconnect_tables;
};

const EvidenceWords& evidence_words();

}  // namespace ringfence::columns
