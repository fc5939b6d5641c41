// What several renderers say alike.
#pragma once

#include <string>
#include <vector>

#include "ringfence/report.h"

namespace ringfence::report {

/// What is wrong and what to do, in one line.
std::string message_of(const Finding& finding);

/// "\npath:line: why" of each label that has a place.
std::string labels_of(const Finding& finding);

/// "3 errors, 1 warning, 0 notes"; "nothing found".
std::string counts_of(const Report& report);

/// Findings that nothing accepts, in the report's order.
std::vector<const ReportedFinding*> open_findings(const Report& report);

/// Text that XML can carry: valid UTF-8 without control characters.
std::string for_xml(const std::string& text);

}  // namespace ringfence::report
