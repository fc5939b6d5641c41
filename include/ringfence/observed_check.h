// check_project, for who wants to tell of the facts behind a report as well.
#pragma once

#include "ringfence/engine.h"

namespace ringfence {

/// `observed` takes the facts that the rules were run on, with what allow-comments made of them.
Report check_project(const Project& project, const CheckOptions& options, const Progress& progress, Facts& observed);

}  // namespace ringfence
