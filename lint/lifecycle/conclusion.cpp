#include "lint/lifecycle/conclusion.h"

namespace ringfence::lifecycle {

Conclusion::Conclusion(const Promises& the_promises, const CodeReading& the_code, Facts& the_facts)
    : promises(the_promises), code(the_code), facts(the_facts), sites(the_promises.policy, the_code, the_facts), durations(the_promises.catalog, the_facts) {}

void Conclusion::keep(const Commitment& commitment, std::string what, Place at) const {
  facts.kept_promises.push_back({commitment.name(), std::move(what), at});
}

void Conclusion::leave_open(const Commitment& commitment, std::string because, Place at) const {
  facts.undecided_promises.push_back({commitment.name(), std::move(because), at});
}

void Conclusion::leave_open(const Commitment& commitment, const std::vector<NamePattern>& missing, const char* what) const {
  for (const NamePattern& one : missing) leave_open(commitment, std::string("the schema has no ") + what + " '" + one.value + "'", commitment.at ? one.at : Place{});
}

const Routine* Conclusion::routine_of(int statement) const {
  return statement < 0 ? nullptr : facts.statements[static_cast<size_t>(statement)].routine;
}

}  // namespace ringfence::lifecycle
