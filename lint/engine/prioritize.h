// Which findings to look at first.
#pragma once

#include "ringfence/columns.h"
#include "ringfence/facts.h"
#include "ringfence/report.h"

namespace ringfence::engine {

/// Fills ReportedFinding::priority: from severity, from what the table holds, and from how the table's other uses are kept
/// (one open use among many closed ones is more often a mistake than a decision).
void prioritize(Report& report, const Facts& facts, const ColumnClasses& columns);

}  // namespace ringfence::engine
