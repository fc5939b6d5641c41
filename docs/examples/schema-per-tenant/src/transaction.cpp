#include "transaction.h"

#include <stdexcept>

namespace callcrm {

TenantTransaction::TenantTransaction(pqxx::connection& connection, const Session& session) : work_(connection) {
  work_.exec("SET LOCAL search_path TO " + work_.quote_name(session.tenant_schema()) + ", public");
}

std::string schema_identifier(const std::string& name) {
  if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos)
    throw std::invalid_argument("no tenant's schema: " + name);
  return '"' + name + '"';
}

// How it was done before there was a pool.
void enter(pqxx::work& work, const Session& session) {
  work.exec("SET search_path TO " + work.quote_name(session.tenant_schema()) + ", public");  // expect: schema-session-setting
}

void enter_for_transaction(pqxx::work& work, const std::string& schema) {
  work.exec("SET LOCAL search_path TO " + schema + ", public");  // expect: schema-unquoted-tenant
}

void leave(pqxx::work& work) { work.exec("SET search_path TO public"); }

}  // namespace callcrm
