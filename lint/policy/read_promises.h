// The parameters of a commitment: what a policy pack promises, in the words of the TOML.
#pragma once

#include "lint/policy/setting_reader.h"

namespace ringfence::policy {

/// All parameters that `table`, an entry of [[commitments]], has. Whether it has any.
bool read_promises(const toml::table& table, SettingReader& reader, Commitment& commitment);

}  // namespace ringfence::policy
