// What all of Facts::DataUses say together of the commitments. One file a parameter of commitments.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lint/lifecycle/durations.h"
#include "lint/lifecycle/promises.h"
#include "lint/lifecycle/sites.h"

namespace ringfence::lifecycle {

class Conclusion {
 public:
  /// Keeps references.
  Conclusion(const Promises& promises, const CodeReading& code, Facts& facts);

  const Promises& promises;
  const CodeReading& code;
  Facts& facts;
  const Sites sites;
  const Durations durations;

  void keep(const Commitment& commitment, std::string what, Place at) const;
  void leave_open(const Commitment& commitment, std::string because, Place at) const;
  /// Patterns that mean nothing in the schema.
  void leave_open(const Commitment& commitment, const std::vector<NamePattern>& missing, const char* what) const;
  const Routine* routine_of(int statement) const;

  template <class Action>
  void each(const Action& action) const {
    for (const Commitment& one : promises.policy.commitments) action(one);
  }
};

void conclude_retentions(const Conclusion& with);
void conclude_audits(const Conclusion& with);
void conclude_reveals(const Conclusion& with);
void conclude_storage(const Conclusion& with);
void conclude_restrictions(const Conclusion& with);
void conclude_events(const Conclusion& with);
void conclude_confinements(const Conclusion& with);
void conclude_roles(const Conclusion& with);

}  // namespace ringfence::lifecycle
