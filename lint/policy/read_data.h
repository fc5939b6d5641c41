// `[personal]`, `[credential]`, `[columns]` and `[[recipients]]`.
#pragma once

#include <vector>

#include "lint/policy/setting_reader.h"
#include "ringfence/policy.h"

namespace ringfence::policy {

Policy::Personal read_personal(const toml::table& table, SettingReader& reader);
Policy::Credential read_credential(const toml::table& table, SettingReader& reader);
std::vector<Policy::ColumnSetting> read_columns(const toml::table& table, SettingReader& reader);
std::vector<Policy::Recipient> read_recipients(const toml::node& node, SettingReader& reader);

}  // namespace ringfence::policy
