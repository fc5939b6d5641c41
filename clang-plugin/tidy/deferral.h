// For a host that shows what Clang says at once and what we say when it is ready: units are handed to it, not checked in Clang's time.
#pragma once

#include <clang-tidy/ClangTidyCheck.h>

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "ringfence/live_project.h"

namespace ringfence::tidy {

/// Rules that are on, and whether the host was told to take their findings for errors.
using RulesOfUnit = std::map<std::string, bool, std::less<>>;

struct DeferredUnit {
  std::shared_ptr<LiveProject> project;
  Unit unit;
  std::string text;  ///< Of its main file.
  RulesOfUnit rules;
};

/// Called where Clang has parsed a unit, on its thread.
using TakeUnit = std::function<void(DeferredUnit unit, clang::tidy::ClangTidyContext& context, const clang::SourceManager& sources)>;

/// From now on nothing is reported to Clang. To be called before there are units.
void defer_units(TakeUnit take);
/// Empty where nobody asked for it.
const TakeUnit& deferral();

}  // namespace ringfence::tidy
