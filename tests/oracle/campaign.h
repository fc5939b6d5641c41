// Many random schemas with many random statements each; counts of what was proved against what was seen.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/oracle/shrink.h"
#include "tests/oracle/world.h"

namespace ringfence::tests {

struct CampaignOptions {
  uint64_t statements = 5000;
  uint64_t seed = 1;
  int pairs = 10;
  int patience = 40;  ///< How many times the pairs are refilled before a refuted statement counts as isolated.
  int threads = 2;
  bool progress = false;
};

/// Verdicts against observations.
struct Counts {
  uint64_t statements = 0;
  uint64_t proven = 0;
  uint64_t conditional = 0;
  uint64_t refuted = 0;
  uint64_t unknown = 0;
  uint64_t differing = 0;  ///< A difference was seen.
  uint64_t unsound = 0;
  uint64_t isolated = 0;      ///< No difference was seen in many more runs.
  uint64_t false_alarms = 0;  ///< Refuted among those.

  void add(const Counts& other);
};

struct Discovery {
  uint64_t catalog = 0;  ///< Its number in the campaign; with the seed it can be had again.
  Verdict verdict = Verdict::kProven;
  ReadyFixture fixture;  ///< Shrunk where the proof was wrong.
  std::string example;
};

struct CampaignResult {
  Counts total;
  std::map<std::string, Counts> by_construct;
  uint64_t executions = 0;
  uint64_t not_comparable = 0;  ///< Statements that failed on all pairs.
  double seconds = 0;
  std::vector<Discovery> unsound;
  std::vector<Discovery> false_alarms;
  std::vector<Discovery> unknown;
  std::map<std::string, uint64_t> failures;  ///< First lines of errors of statements that never ran.
};

CampaignResult run_campaign(const CampaignOptions& options);

std::string table_of(const CampaignResult& result);
std::string found_text(const CampaignResult& result);
/// Writes each wrong proof to `folder` as a fixture that tests can read: <seed>-<catalog>.sql and .toml.
void write_fixtures(const CampaignResult& result, uint64_t seed, const std::string& folder);
/// "unsound N, false alarms N of N, unknown N of N"
std::string last_line(const CampaignResult& result);

}  // namespace ringfence::tests
