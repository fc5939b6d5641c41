// The table `[tenant]`.
#pragma once

#include "lint/policy/setting_reader.h"

namespace ringfence::policy {

Policy::Tenant read_tenant(const toml::table& table, SettingReader& reader);

}  // namespace ringfence::policy
