#include <fmt/format.h>

#include "ringfence/policy_reader.h"

namespace ringfence {

std::string draft_pack(const std::string& name) {
  return fmt::format(R"(# What our privacy policy promises, as far as a database and its code can keep or break it. Every word of this file:
# docs/policy-packs.md. ringfence.toml loads it: [policy] packs = ["path/of/this/file.toml"]

[pack]
name    = "{}"
title   = "Privacy policy"
version = "1"

# One [[commitments]] for each promise that can be broken by itself: its clause, what it says in a sentence, and what decides it.

[[commitments]]
id      = "customers-apart"
clause  = "1"
promise = "No customer sees or changes another customer's data"
rules   = ["tenant", "schema-missing-tenant-key"]

[[commitments]]
id      = "credentials"
clause  = "2"
promise = "Passwords are hashed, keys and tokens of connected services are encrypted"
rules   = ["credential-plaintext-column", "credential-plaintext-write", "credential-encoded-only", "credential-weak-hash"]

[[commitments]]
id      = "logs"
clause  = "3"
promise = "Logs hold no personal data"
rules   = ["personal-in-log", "personal-row-in-log", "personal-object-in-log", "personal-in-sql-log"]

# How long: `at_most`, `at_least`, or both; `redact` names columns that are emptied instead of rows that are deleted.
# [[commitments]]
# id        = "uploads"
# clause    = "4"
# promise   = "Uploads are deleted after 30 days"
# retention = {{ tables = ["uploads"], at_most = "30 days" }}

# [[commitments]]
# id          = "audit"
# clause      = "5"
# promise     = "What administrators do is recorded for good"
# append_only = ["audit_events"]

# What no code shows is said as well: a review that leaves it out looks better than it is.
[[commitments]]
id            = "training"
clause        = "6"
promise       = "Staff is trained every year"
not_checkable = "it is no matter of code"
)",
                     name);
}

}  // namespace ringfence
