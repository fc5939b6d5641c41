#include "crm/contacts.h"

#include <spdlog/spdlog.h>

namespace crmfactory::crm {

pqxx::result contacts(TenantTransaction& txn) { return txn.query("SELECT id, full_name, email, phone FROM contacts ORDER BY full_name"); }

std::string add_contact(TenantTransaction& txn, const std::string& full_name, const std::string& email, const std::string& phone) {
  const auto id = txn.query("INSERT INTO contacts (full_name, email, phone) VALUES ($1, $2, $3) RETURNING id", full_name, email, phone)[0]["id"];
  spdlog::info("contact {} was added", id.c_str());
  return id.as<std::string>();
}

long contact_count(pqxx::work& work, const Session& session) {
  return work.exec1("SELECT count(*) FROM " + work.quote_name(session.tenant_schema()) + ".contacts")[0].as<long>();
}

}  // namespace crmfactory::crm
