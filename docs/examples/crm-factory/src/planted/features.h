#pragma once

#include <string>

#include "integrations/integrations.h"
#include "tenancy/transaction.h"

/// What must not be done, and beside it what looks alike.
namespace crmfactory::planted {

void enter(pqxx::work& work, const Session& session);
void enter_for_transaction(pqxx::work& work, const Session& session);
long deals_of(pqxx::work& work, const std::string& tenant_schema);
long quoted_deals_of(pqxx::work& work, const std::string& tenant_schema);
pqxx::result invoices_of(pqxx::work& work, const std::string& invoice_id);

void import_integration(TenantTransaction& txn, const std::string& system, const integrations::Credentials& credentials);
void remember(TenantTransaction& txn, const std::string& session_token);

void log_voicemail(TenantTransaction& txn, const std::string& id);
void train(TenantTransaction& txn);
void enrich(TenantTransaction& txn, const std::string& contact_id);
void forget_trail(TenantTransaction& txn);

}  // namespace crmfactory::planted
