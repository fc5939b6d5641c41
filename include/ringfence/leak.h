// How rules tell of data that leaves a program.
#pragma once

#include <string>

#include "ringfence/rule.h"

namespace ringfence {

/// Whether it is written down on the spot: logs and the console.
bool is_log(const ValueLeak& leak);

/// Adds a finding about the leak: what goes where, why it is data, and the way. A warning at most where it goes to the console
/// or to a log of level debug or trace.
Findings::Builder report_leak(const ValueLeak& leak, Findings& findings, const std::string& advice);

}  // namespace ringfence
