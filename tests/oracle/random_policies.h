// Random sets of row-level security policies: roles, owners, helper functions, permissive and restrictive policies for
// every command, over one schema with a table of each kind of ownership.
#pragma once

#include <string>

#include "tests/oracle/choices.h"

namespace ringfence::tests {

/// The tables that policies are made for; the same in every set.
std::string policy_tables();
/// Text of a ringfence.toml for them.
std::string policy_of_policies();

/// What one set adds to the tables: DDL that both the prover and PostgreSQL read.
std::string random_policies(Choices& choices);

}  // namespace ringfence::tests
