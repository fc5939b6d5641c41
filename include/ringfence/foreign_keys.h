// Which references between owned tables may lead to another tenant's row.
#pragma once

#include "ringfence/catalog.h"

namespace ringfence {

/// The key refers to an owned table, does not carry the tenant key, is not what gives the row its owner, and no other
/// foreign key of the table holds the same reference within the tenant.
bool may_cross(const Table& table, const ForeignKey& key);

}  // namespace ringfence
