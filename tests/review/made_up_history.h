// Runs of a project that there is not, for tests and measurements: the same each time.
#pragma once

#include <string>

#include "ringfence/history.h"

namespace ringfence::tests {

struct MadeUp {
  std::string project = "crm";
  std::string branch = "main";
  std::string first_day = "2026-06-20";
  int runs = 100;
  int days = 110;        ///< Over which the runs are spread.
  int findings = 300;    ///< That a run has.
  int churn = 3;         ///< Of them, how many a run mends, with as many new ones.
  int columns = 60;
  int tables = 40;
};

/// The run of that number, from 0.
RunRecord made_up_run(const MadeUp& options, int number);

/// Recognises by fingerprint alone.
History::Recognise by_fingerprint(const RunRecord& run);

void record_made_up(History& history, const MadeUp& options);

}  // namespace ringfence::tests
