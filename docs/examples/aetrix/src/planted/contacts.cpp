#include <spdlog/spdlog.h>

#include "planted/features.h"

namespace aetrix::planted {

// Breaks organization-scope-application: the gateway sets the header, but nobody keeps a client from setting it.
http::Response contacts_of_header(const http::Request& request, db::Transaction& txn) {
  return http::Response::ok(db::to_json(txn.query("SELECT id, full_name FROM contacts WHERE organization_id = $1",
                                                  request.header("x-organization"))));  // expect: tenant-untrusted-source
}

// Like it, and fine: the client chooses the stage, the session the organization.
http::Response contacts_of_session(const http::Request& request, const http::RequestContext& context, db::Transaction& txn) {
  return http::Response::ok(db::to_json(txn.query("SELECT id, title FROM leads WHERE organization_id = $1 AND stage = $2",
                                                  context.organization_id(), request.query_param("stage"))));
}

// Breaks no-personal-data-in-logs.
void log_contact(db::Transaction& txn, const http::RequestContext& context, const std::string& id) {
  const auto contact = txn.query_maybe("SELECT id, email FROM contacts WHERE id = $2::uuid AND organization_id = $1", context.organization_id(), id);
  if (!contact) return;
  spdlog::info("exported {}", (*contact)["email"].c_str());  // expect: personal-row-in-log
  spdlog::info("exported {}", (*contact)["id"].c_str());
}

}  // namespace aetrix::planted
