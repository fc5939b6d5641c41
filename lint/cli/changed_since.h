// `check --changed-since REV`: what a branch added, on the lines it edited and elsewhere.
#pragma once

#include <string>

#include "lint/cli/command.h"

namespace ringfence::cli {

/// Marks the findings of `report` that the changes since `revision` neither made nor touched. The project as it was before is
/// checked as well where that is needed to tell. False: told on stderr why that cannot be done.
bool keep_changed(const std::string& revision, const Target& target, const CodeOptions& code, const CheckOptions& check, const Project& project,
                  bool quiet, Report& report);

}  // namespace ringfence::cli
