// Takes settings out of TOML nodes and collects what is wrong with them.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/policy/complaint.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"

namespace ringfence::policy {

/// One list of settings for each level of a tenant key.
struct Levels {
  std::vector<std::vector<Setting>> lists;
  bool nested = false;  ///< Written as lists in a list.
};

/// `key` is always the key's own name ("schema"); `example` is how the whole line may look.
class SettingReader {
 public:
  SettingReader(const Source& source, std::vector<PolicyMistake>& mistakes) : source_(source), mistakes_(mistakes) {}

  Place place(const toml::node& node) const;
  Place place(const toml::key& key) const;

  void complain(Place at, std::string what, std::string advice);
  void complain(Place at, Complaint complaint);

  /// Reports every key of `table` that [name] does not have.
  void check_keys(const toml::table& table, std::string_view name);
  void wrong_type(const toml::node& node, std::string_view key, std::string_view wanted, std::string_view example);

  /// The table of that name in `document`; null where there is none, or something else.
  const toml::table* table(const toml::table& document, std::string_view name);
  /// A string that is not empty.
  std::optional<Setting> text(const toml::node& node, std::string_view key, std::string_view example);
  /// A list of such strings, each of them once; one string alone is a list of one. May be empty.
  std::vector<Setting> list(const toml::node& node, std::string_view key, std::string_view example);
  /// The same where an empty list is a mistake.
  std::vector<Setting> filled_list(const toml::node& node, std::string_view key, std::string_view example);
  /// A flat list is one level, a list of lists is one level each. An empty level is reported and kept.
  Levels levels(const toml::node& node, std::string_view key, std::string_view example);

 private:
  const Source& source_;
  std::vector<PolicyMistake>& mistakes_;
};

}  // namespace ringfence::policy
