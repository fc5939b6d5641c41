#pragma once

#include <string>

#include "tenancy/transaction.h"

namespace crmfactory::billing {

pqxx::result invoices(TenantTransaction& txn);
/// Opens a customer at the payment provider, who takes the card from there.
void open_customer(const std::string& email, const std::string& full_name);

}  // namespace crmfactory::billing
