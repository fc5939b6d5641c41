// Many random policy sets: what is proved of each against what PostgreSQL lets the application do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ringfence::tests {

struct PolicyCampaignOptions {
  uint64_t sets = 2000;
  uint64_t seed = 1;
};

/// Counts of proofs, one for each table, command and kind of row.
struct PolicyCampaignResult {
  uint64_t sets = 0;
  uint64_t refused = 0;  ///< Sets that PostgreSQL or the reader would not take.
  uint64_t proofs = 0;
  uint64_t proven = 0;
  uint64_t refuted = 0;
  uint64_t unknown = 0;
  uint64_t leaking = 0;       ///< A row of another tenant was reached.
  uint64_t closed = 0;        ///< None was.
  uint64_t false_alarms = 0;  ///< Refuted among those.
  std::vector<std::string> unsound;  ///< Proven, and leaking: the policies, and the row.
  std::vector<std::string> alarms;
  std::vector<std::string> unknowns;
  std::vector<std::string> problems;
};

PolicyCampaignResult run_policy_campaign(const PolicyCampaignOptions& options);

/// "policies: unsound N, false alarms N of N, unknown N of N (N sets)"
std::string last_line(const PolicyCampaignResult& result);

}  // namespace ringfence::tests
