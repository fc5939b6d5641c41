// A unit that was checked, and what of it an editor shows where its main file is open.
#pragma once

#include <memory>
#include <vector>

#include "clang-plugin/tidy/deferral.h"
#include "ringfence/live_project.h"

namespace ringfence::clangd {

struct ShownFinding {
  const Finding* finding = nullptr;
  int severity = 2;  ///< The protocol's: 1 is an error.
};

/// Immutable.
struct CheckedUnit {
  UnitReportPtr report;
  std::vector<ShownFinding> findings;  ///< In the main file, of rules that are on; nothing hides them.
  const Source& text() const { return *report->source; }
};
using CheckedUnitPtr = std::shared_ptr<const CheckedUnit>;

CheckedUnitPtr check_unit(tidy::DeferredUnit unit);

}  // namespace ringfence::clangd
