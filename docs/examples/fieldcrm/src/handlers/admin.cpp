#include "repositories/admin.h"

#include "handlers/handlers.h"
#include "log/logger.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::AdminRepository;

void require_operator(const RequestContext& context) {
  if (!context.is_operator()) throw http::HttpError(403, "operators only");
}

Response count_rows(const Request& request, const RequestContext& context, Transaction& txn) {
  require_operator(context);
  return Response::ok({{"rows", AdminRepository(txn).count_rows(request.path_param("table"))}});
}

Response count_own_rows(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto rows = AdminRepository(txn).count_own_rows(context.org_id(), request.path_param("entity"));
  return Response::ok({{"rows", rows}});
}

Response look_up(const Request& request, const RequestContext& context, Transaction& txn) {
  require_operator(context);
  AdminRepository admin(txn);
  if (const auto name = request.optional_query("name")) return Response::ok(db::to_json(admin.find_by_name(*name)));
  if (const auto plan = request.optional_query("plan"))
    return Response::ok(db::to_json(admin.find_plan(plan->c_str())));
  return Response::ok(db::to_json(admin.look_up(request.query_param("table"), request.query_id("id"))));
}

Response clean(const Request& request, const RequestContext& context, Transaction& txn) {
  AdminRepository admin(txn);
  if (const auto table = request.optional_query("table"))
    return Response::ok({{"removed", admin.clean(*table, context.org_id())}});
  return Response::ok({{"removed", admin.clean_done(context.org_id(), request.query_int("imports", 0) != 0)}});
}

Response clear_imports(const Request& request, const RequestContext& context, Transaction& txn) {
  AdminRepository admin(txn);
  if (request.optional_query("all")) admin.truncate_imports();
  else LOG_INFO("import rows removed: " << admin.remove_imports(context.org_id()));
  return Response::no_content();
}

Response export_contacts(const Request& request, const RequestContext&, Transaction& txn) {
  AdminRepository admin(txn);
  if (request.optional_query("all")) admin.export_contacts();
  else admin.export_own_contacts();
  return Response::no_content();
}

Response load_currencies(const Request& request, const RequestContext& context, Transaction& txn) {
  require_operator(context);
  std::vector<repositories::Currency> currencies;
  for (const nlohmann::json& row : request.json())
    currencies.push_back(
        {row.at("code").get<std::string>(), row.at("name").get<std::string>(), row.value("digits", 2)});
  AdminRepository(txn).load_currencies(currencies);
  return Response::no_content();
}

Response sync_prices(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  AdminRepository admin(txn);
  const std::int64_t synced = body.value("everywhere", false)
                                  ? admin.sync_all_prices(body.at("skus"), body.at("prices"))
                                  : admin.sync_prices(context.org_id(), body.at("skus"), body.at("prices"));
  return Response::ok({{"synced", synced}});
}

// Operators close the accounts of customers who have left.
Response remove_organization(const Request& request, const RequestContext& context, Transaction& txn) {
  require_operator(context);
  // ringfence:allow tenant-untrusted-source: operators may name any organization, and nobody else gets here
  AdminRepository(txn).remove_organization(request.path_id("org"));
  return Response::no_content();
}

Response list_reference_data(const Request& request, const RequestContext&, Transaction& txn) {
  const std::string what = request.path_param("what");
  if (what == "currencies") return Response::ok(db::to_json(txn.prepared("currencies")));
  if (what == "countries") return Response::ok(db::to_json(txn.prepared("countries")));
  return Response::ok(db::to_json(txn.prepared("plan_limits", request.query_param("plan"))));
}

}  // namespace

void add_admin_routes(http::Router& router) {
  router.add("GET", "/admin/tables/{table}/count", count_rows);
  router.add("GET", "/admin/entities/{entity}/count", count_own_rows);
  router.add("GET", "/admin/look-up", look_up);
  router.add("POST", "/admin/clean", clean);
  router.add("DELETE", "/admin/imports", clear_imports);
  router.add("POST", "/admin/exports", export_contacts);
  router.add("POST", "/admin/currencies", load_currencies);
  router.add("POST", "/admin/prices", sync_prices);
  router.add("DELETE", "/admin/organizations/{org}", remove_organization);
  router.add("GET", "/reference/{what}", list_reference_data);
}

}  // namespace fieldcrm::handlers
