// Migrations held against the database that they should have made.
#pragma once

#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/schema_facts.h"

namespace ringfence {

/// Differences that matter to who sees which rows: tables, columns, keys, checks, row-level security, policies, views,
/// routines, triggers, privileges, publications. Names of constraints that PostgreSQL makes up and spellings of expressions
/// do not count. Both catalogs have to outlive the answer's places.
std::vector<SchemaDrift> compare_schemas(const Catalog& migrations, const Catalog& database);

}  // namespace ringfence
