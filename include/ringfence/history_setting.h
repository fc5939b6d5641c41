// `[history]` of ringfence.toml: where runs are recorded, and under which name. Only who records and reviews reads it.
#pragma once

#include <optional>

#include "ringfence/setting.h"

namespace ringfence {

struct HistorySetting {
  std::optional<Setting> url;      ///< "postgresql://…" or a file, relative to the TOML's folder.
  std::optional<Setting> project;
};

/// What the TOML says; mistakes in it are among those of read_policy.
HistorySetting history_setting(const Source& toml);

}  // namespace ringfence
