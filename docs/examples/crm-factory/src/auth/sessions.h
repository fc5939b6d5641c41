#pragma once

#include <string>

#include "tenancy/transaction.h"

namespace crmfactory::auth {

/// A new session of the member; what is returned goes to the browser and is nowhere else.
std::string open(TenantTransaction& txn, const std::string& ip_address);
void close(TenantTransaction& txn, const std::string& session_token);

/// A passkey's public half, as the browser hands it over.
void keep_passkey(TenantTransaction& txn, const std::string& public_key);

}  // namespace crmfactory::auth
