// `[history]`: where runs are recorded.
#pragma once

#include "lint/policy/setting_reader.h"
#include "ringfence/history_setting.h"

namespace ringfence::policy {

HistorySetting read_history(const toml::table& table, SettingReader& reader);

}  // namespace ringfence::policy
