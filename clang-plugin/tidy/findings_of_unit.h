// From ringfence's findings to diagnostics of clang-tidy.
#pragma once

#include <clang-tidy/ClangTidyCheck.h>

#include <set>
#include <string>

#include "ringfence/live_project.h"

namespace ringfence::tidy {

/// Reports what stands in files of the translation unit, of the rules named. What is said elsewhere comes as notes.
void findings_of_unit(const UnitReport& report, const std::set<std::string, std::less<>>& rules, clang::ASTContext& tree,
                      clang::tidy::ClangTidyContext& context);

}  // namespace ringfence::tidy
