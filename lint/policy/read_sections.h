// What `ringfence.toml` and policy packs have in common.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lint/policy/setting_reader.h"

namespace ringfence::policy {

/// The tables that both may have: [tenant], [personal], [credential], [columns], [[recipients]], [rules].
void read_sections(const toml::table& document, const std::vector<std::string>& rule_ids, SettingReader& reader, Policy& policy);

/// Whether a rule or a family is called so, which it complains of where not. No `rule_ids`: everything is.
bool is_rule(const Setting& name, const std::vector<std::string>& rule_ids, SettingReader& reader);

/// Parses the text; of what is no TOML it complains, and `read` is not called.
void with_document(const Source& source, SettingReader& reader, const std::function<void(const toml::table&)>& read);

}  // namespace ringfence::policy
