// The processes that extract: how they are asked, started, and what it means when they end badly.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "lint/extraction/sharing.h"
#include "ringfence/units.h"

namespace ringfence::extraction {

/// A unit of which nothing is known.
Unit lost_unit(const CompileCommand& command, std::string why);

/// Runs one unit in a process of its own. One that crashes or runs away comes back as a lost unit that says so.
Unit extract_alone(const CompileCommand& command, const ExtractionOptions& options);

/// Runs the units of a group by a tree of processes, `threads` at a time. Nothing for a unit that is to be run alone.
/// `finished` is called once for each that is ready.
std::vector<std::optional<Unit>> extract_group(const SharingGroup& group, const ExtractionOptions& options, int threads,
                                               const std::function<void()>& finished);

}  // namespace ringfence::extraction
