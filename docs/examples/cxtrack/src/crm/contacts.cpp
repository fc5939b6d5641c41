#include "crm/contacts.h"

#include <spdlog/spdlog.h>

namespace cxtrack::crm {

pqxx::result contacts(db::Transaction& txn) {
  return txn.query("SELECT id, full_name, email, phone FROM contacts WHERE org_id = $1 ORDER BY full_name", txn.session().org_id());
}

std::string add_contact(db::Transaction& txn, const http::Request& request) {
  const auto body = request.json();
  const auto contact = txn.query("INSERT INTO contacts (org_id, full_name, email, phone) VALUES ($1, $2, $3, $4) RETURNING id", txn.session().org_id(),
                                 body.at("name").get<std::string>(), body.value("email", ""), body.value("phone", ""));
  spdlog::info("contact {} was added", contact[0]["id"].c_str());
  return contact[0]["id"].as<std::string>();
}

pqxx::result deals_of(db::Transaction& txn, const http::Request& request) {
  return txn.query("SELECT id, title, stage FROM deals WHERE org_id = $1 AND contact_id = $2::uuid", txn.session().org_id(), request.path_param("contact"));
}

}  // namespace cxtrack::crm
