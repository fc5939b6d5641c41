// Reports differences between the migrations and the database that they should have made.
#include "ringfence/rule.h"

namespace ringfence {

namespace {

using Kind = SchemaDrift::Kind;

std::string what_of(const SchemaDrift& drift) {
  switch (drift.kind) {
    case Kind::kMissing: return drift.object + " is missing in the database";
    case Kind::kExtra: return drift.object + " is in the database, and no migration makes it";
    case Kind::kDifferent: break;
  }
  return drift.object + " differs: the migrations say " + drift.in_migrations + ", the database " + drift.in_database;
}

std::string advice_for(const SchemaDrift& drift) {
  switch (drift.kind) {
    case Kind::kMissing: return "run the migration that makes it, or find out who dropped it";
    case Kind::kExtra: return "write a migration that makes it, or drop it";
    case Kind::kDifferent: break;
  }
  return "bring the database to what the migrations say, or write a migration that says what it has";
}

}  // namespace

void schema_drift(const Facts& facts, Findings& findings) {
  for (const SchemaDrift& drift : facts.schema_drifts) {
    auto finding = findings.add(drift.at, what_of(drift));
    finding.subject(drift.object).because(drift.other_at, "the database has it like this").advise(advice_for(drift));
    // What is not there cannot protect; what is there besides may have its reason.
    if (!drift.guards && drift.kind != Kind::kMissing) finding.severity(Severity::kWarning);
  }
}

}  // namespace ringfence
