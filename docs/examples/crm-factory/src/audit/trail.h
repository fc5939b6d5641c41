#pragma once

#include <string>

#include "tenancy/transaction.h"

namespace crmfactory::audit {

/// Writes down what an administrator does, in the transaction in which it is done.
void note(TenantTransaction& txn, const std::string& action, const std::string& object);
pqxx::result latest(TenantTransaction& txn);

}  // namespace crmfactory::audit
