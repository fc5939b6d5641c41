// What a run saw of the project besides findings, in words.
#pragma once

#include "lint/history/plain_words.h"
#include "lint/history/project_paths.h"
#include "ringfence/history.h"

namespace ringfence::history {

ProjectState state_of(const Project& project, const Report& report, const Facts& facts, const RunOrigin& origin, const PlainWords& words, ProjectPaths& paths);

}  // namespace ringfence::history
