#include "crm/leads.h"

namespace aetrix::crm {

http::Response list_leads(const http::RequestContext& context, db::Transaction& txn) {
  return http::Response::ok(db::to_json(txn.query(
      "SELECT l.id, l.title, l.stage, c.full_name FROM leads l "
      "LEFT JOIN contacts c ON c.organization_id = l.organization_id AND c.id = l.contact_id "
      "WHERE l.organization_id = $1 ORDER BY l.title",
      context.organization_id())));
}

http::Response move_lead(const http::Request& request, const http::RequestContext& context, db::Transaction& txn) {
  const long moved = txn.execute("UPDATE leads SET stage = $3 WHERE id = $2::uuid AND organization_id = $1", context.organization_id(),
                                 request.path_param("id"), request.json().at("stage").get<std::string>());
  return moved == 0 ? http::Response::not_found() : http::Response::no_content();
}

http::Response write_note(const http::Request& request, const http::RequestContext& context, db::Transaction& txn) {
  const long written = txn.execute(
      "INSERT INTO notes (organization_id, lead_id, body) SELECT l.organization_id, l.id, $3 FROM leads l "
      "WHERE l.id = $2::uuid AND l.organization_id = $1",
      context.organization_id(), request.path_param("id"), request.json().at("body").get<std::string>());
  return written == 0 ? http::Response::not_found() : http::Response::no_content();
}

}  // namespace aetrix::crm
