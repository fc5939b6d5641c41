#include "repositories/visits.h"

#include "handlers/handlers.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::VisitRepository;

Response list_visits(const Request& request, const RequestContext& context, Transaction& txn) {
  VisitRepository visits(txn, context);
  if (const auto day = request.optional_query("day")) return Response::ok(db::to_json(visits.of_day(*day)));
  if (request.optional_query("from"))
    return Response::ok(db::to_json(visits.planned_between(request.query_param("from"), request.query_param("to"))));
  if (request.optional_query("done")) return Response::ok(db::to_json(visits.done()));
  if (request.optional_query("ids")) return Response::ok(db::to_json(visits.ids()));
  return Response::ok(db::to_json(request.optional_query("all") ? visits.of_branch() : visits.planned()));
}

Response get_visit(const Request& request, const RequestContext& context, Transaction& txn) {
  VisitRepository visits(txn, context);
  const auto visit = visits.find(request.path_id("id"));
  return visit ? Response::ok(db::to_json(*visit)) : Response::error(404, "no such visit");
}

Response plan_visit(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  return Response::created(VisitRepository(txn, context).plan(body.at("company_id"), body.at("day")));
}

Response finish_visit(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto outcome = request.json().at("outcome").get<std::string>();
  const bool is_done = VisitRepository(txn, context).finish(request.path_id("id"), outcome);
  return is_done ? Response::no_content() : Response::error(404, "no such visit");
}

Response cancel_visits(const Request& request, const RequestContext& context, Transaction& txn) {
  VisitRepository visits(txn, context);
  const std::int64_t member_id = request.path_id("member");
  const auto cancelled = visits.cancel_in_branch(member_id);
  return Response::ok({{"cancelled", cancelled}});
}

Response list_reports(const Request& request, const RequestContext& context, Transaction& txn) {
  VisitRepository visits(txn, context);
  const std::int64_t visit_id = request.path_id("id");
  return Response::ok(db::to_json(visits.reports(visit_id)));
}

Response add_report(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto body = request.json().at("body").get<std::string>();
  return Response::created(VisitRepository(txn, context).add_report(request.path_id("id"), body));
}

Response set_target(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  VisitRepository(txn, context).set_target(request.path_param("month"), body.at("amount"));
  return Response::no_content();
}

Response list_targets(const Request&, const RequestContext& context, Transaction& txn) {
  VisitRepository visits(txn, context);
  return Response::ok(db::to_json(visits.targets()));
}

Response list_branches(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(VisitRepository(txn, context).branches()));
}

// The organization is the session's; the branch is whichever the path names.
Response count_visits(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto rows = txn.query("SELECT count(*) FROM visits WHERE org_id = $1 AND branch_id = $2", context.org_id(),
                              request.path_id("branch"));  // expect: tenant-untrusted-source
  return Response::ok(db::to_json(rows));
}

// Both are the session's.
Response count_own_visits(const Request&, const RequestContext& context, Transaction& txn) {
  const auto rows = txn.query("SELECT count(*) FROM visits WHERE org_id = $1 AND branch_id = $2", context.org_id(),
                              context.branch_id());
  return Response::ok(db::to_json(rows));
}

}  // namespace

void add_visit_routes(http::Router& router) {
  router.add("GET", "/visits", list_visits);
  router.add("POST", "/visits", plan_visit);
  router.add("GET", "/visits/{id}", get_visit);
  router.add("POST", "/visits/{id}/done", finish_visit);
  router.add("GET", "/visits/{id}/reports", list_reports);
  router.add("POST", "/visits/{id}/reports", add_report);
  router.add("DELETE", "/members/{member}/visits", cancel_visits);
  router.add("GET", "/targets", list_targets);
  router.add("PUT", "/targets/{month}", set_target);
  router.add("GET", "/branches", list_branches);
  router.add("GET", "/branches/{branch}/visit-count", count_visits);
  router.add("GET", "/visit-count", count_own_visits);
}

}  // namespace fieldcrm::handlers
