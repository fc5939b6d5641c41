// One policy pack: [pack], [[commitments]], and the tables that it shares with `ringfence.toml`.
#pragma once

#include "lint/policy/setting_reader.h"

namespace ringfence::policy {

/// Into `policy`, which has nothing else in it, and `pack`, whose source is set. `reader` is the source's.
void read_pack(const toml::table& document, const std::vector<std::string>& rule_ids, SettingReader& reader, Policy& policy, PolicyPack& pack);

}  // namespace ringfence::policy
