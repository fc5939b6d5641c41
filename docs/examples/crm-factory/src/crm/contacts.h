#pragma once

#include <string>

#include "tenancy/transaction.h"

namespace crmfactory::crm {

pqxx::result contacts(TenantTransaction& txn);
std::string add_contact(TenantTransaction& txn, const std::string& full_name, const std::string& email, const std::string& phone);
/// How many contacts a tenant has: for reports, which run outside of a tenant's transaction.
long contact_count(pqxx::work& work, const Session& session);

}  // namespace crmfactory::crm
