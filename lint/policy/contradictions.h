// Settings of `[tenant]` that cannot hold together.
#pragma once

#include "lint/policy/setting_reader.h"

namespace ringfence::policy {

/// Terms written as levels have as many of them as the keys, and no term stands for two.
void check_term_levels(const Policy::Tenant& tenant, Place terms, SettingReader& reader);

/// A table with two owners, a key of two levels, more columns than levels.
void check_contradictions(const Policy::Tenant& tenant, SettingReader& reader);

}  // namespace ringfence::policy
