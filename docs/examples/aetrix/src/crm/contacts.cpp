#include "crm/contacts.h"

#include <spdlog/spdlog.h>

namespace aetrix::crm {

http::Response list_contacts(const http::RequestContext& context, db::Transaction& txn) {
  return http::Response::ok(db::to_json(txn.query(
      "SELECT id, full_name, email, phone FROM contacts WHERE organization_id = $1 ORDER BY full_name", context.organization_id())));
}

// The id is the client's, the organization is the session's.
http::Response show_contact(const http::Request& request, const http::RequestContext& context, db::Transaction& txn) {
  const std::string id = request.path_param("id");
  const auto contacts = txn.query("SELECT id, full_name, email, phone FROM contacts WHERE id = $2::uuid AND organization_id = $1",
                                  context.organization_id(), id);
  if (contacts.empty()) {
    spdlog::info("no contact {}", id);
    return http::Response::not_found();
  }
  return http::Response::ok(db::to_json(contacts)[0]);
}

http::Response save_contact(const http::Request& request, const http::RequestContext& context, db::Transaction& txn) {
  const auto body = request.json();
  const auto saved = txn.query("INSERT INTO contacts (organization_id, full_name, email, phone) VALUES ($1, $2, $3, $4) RETURNING id",
                               context.organization_id(), body.at("name").get<std::string>(), body.value("email", ""), body.value("phone", ""));
  spdlog::info("contact {} was saved", saved[0]["id"].c_str());
  return http::Response::ok(db::to_json(saved)[0]);
}

}  // namespace aetrix::crm
