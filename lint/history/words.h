// What a history keeps as JSON: what is read as a whole or not at all.
#pragma once

#include <string>
#include <vector>

#include "ringfence/history.h"

namespace ringfence::history {

std::string coverage_json(const Coverage& coverage);
Coverage coverage_from(const std::string& json);

std::string packs_json(const std::vector<RecordedPack>& packs);
std::vector<RecordedPack> packs_from(const std::string& json);

std::string state_json(const ProjectState& state);
ProjectState state_from(const std::string& json);

/// All but pack, id and status. `position`: among all, in the order of the packs.
std::string commitment_json(const RecordedCommitment& commitment, size_t position);
/// Answers the position.
size_t read_commitment(const std::string& json, RecordedCommitment& commitment);

}  // namespace ringfence::history
