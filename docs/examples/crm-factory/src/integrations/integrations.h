#pragma once

#include <string>

#include "tenancy/transaction.h"

namespace crmfactory::integrations {

struct Credentials {
  std::string client_secret;
  std::string refresh_token;
};

std::string connect(TenantTransaction& txn, const std::string& system, const Credentials& credentials);
void disconnect(TenantTransaction& txn, const std::string& id);
/// For the call that needs it, and for no longer.
std::string refresh_token(TenantTransaction& txn, const std::string& id);

}  // namespace crmfactory::integrations
