// The latest report of each unit, for what is asked about it between two edits.
#pragma once

#include <string>

#include "ringfence/live_project.h"

namespace ringfence::tidy {

/// Keeps `report` as the latest of its main file, until there is another.
void note_report(UnitReportPtr report);
/// Null where the file was not looked at.
UnitReportPtr latest_report(const std::string& path);
void forget_report(const std::string& path);
/// From now on reports are kept: of a host that asks for them, an editor. Nothing is otherwise.
void keep_reports();
/// Whether it was called.
bool keeps_reports();

}  // namespace ringfence::tidy
