#include "field/check_ins.h"

#include <spdlog/spdlog.h>

namespace aetrix::field {

http::Response check_in(const http::Request& request, const http::RequestContext& context, db::Transaction& txn) {
  const auto body = request.json();
  const std::string property_id = request.path_param("property");
  const long checked_in = txn.execute(
      "INSERT INTO check_ins (organization_id, user_id, property_id, latitude, longitude) "
      "SELECT p.organization_id, $2::uuid, p.id, $4, $5 FROM properties p WHERE p.id = $3::uuid AND p.organization_id = $1",
      context.organization_id(), context.user_id(), property_id, body.at("latitude").get<double>(), body.at("longitude").get<double>());
  spdlog::info("check-in at property {}", property_id);
  return checked_in == 0 ? http::Response::not_found() : http::Response::no_content();
}

http::Response list_check_ins(const http::Request& request, const http::RequestContext& context, db::Transaction& txn) {
  return http::Response::ok(db::to_json(txn.query(
      "SELECT user_id, latitude, longitude, checked_in_at FROM check_ins WHERE property_id = $2::uuid AND organization_id = $1",
      context.organization_id(), request.path_param("property"))));
}

}  // namespace aetrix::field
