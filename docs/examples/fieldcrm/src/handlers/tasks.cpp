#include "handlers/handlers.h"
#include "log/logger.h"
#include "repositories/activities.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::ActivityRepository;

Response list_today(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ActivityRepository(txn).today(context.org_id(), context.member_id())));
}

// Member and organization have changed places.
Response list_agenda(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(
      ActivityRepository(txn).today(context.member_id(), context.org_id())));  // expect: tenant-swapped-argument
}

Response list_tasks(const Request& request, const RequestContext& context, Transaction& txn) {
  repositories::ActivityFilter filter;
  filter.kind = request.optional_query("kind");
  filter.open_only = request.query_int("done", 0) == 0;
  if (request.optional_query("assignee")) filter.assignee_id = request.query_id("assignee");
  return Response::ok(db::to_json(ActivityRepository(txn).list(context.org_id(), filter)));
}

Response list_overdue(const Request& request, const RequestContext& context, Transaction& txn) {
  const bool of_organization = !request.optional_query("everywhere");
  return Response::ok(db::to_json(ActivityRepository(txn).overdue(context.org_id(), of_organization)));
}

Response list_of_deal(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ActivityRepository(txn).of_deal(context.org_id(), request.path_id("deal"))));
}

Response list_of_contact(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ActivityRepository(txn).of_contact(context.org_id(), request.path_id("contact"))));
}

Response log_call(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto subject = request.json().at("subject").get<std::string>();
  const std::int64_t id =
      ActivityRepository(txn).log_call(context.org_id(), request.path_id("contact"), context.member_id(), subject);
  LOG_DEBUG("logged call " << id);
  return Response::created(id);
}

Response plan_for_deal(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  const auto subject = body.at("subject").get<std::string>();
  ActivityRepository activities(txn);
  return Response::created(activities.plan_for_deal(context.org_id(), request.path_id("deal"), subject));
}

Response finish_task(const Request& request, const RequestContext& context, Transaction& txn) {
  const bool is_done = ActivityRepository(txn).done(context.org_id(), request.path_id("id"));
  return is_done ? Response::no_content() : Response::error(404, "no such task");
}

Response finish_by_subject(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto subject = request.json().at("subject").get<std::string>();
  ActivityRepository(txn).done_by_own_subject(context.org_id(), subject);
  return Response::no_content();
}

Response reassign(const Request& request, const RequestContext& context, Transaction& txn) {
  ActivityRepository(txn).reassign(context.org_id(), request.path_id("from"), request.path_id("to"));
  return Response::no_content();
}

}  // namespace

void add_task_routes(http::Router& router) {
  router.add("GET", "/tasks", list_tasks);
  router.add("GET", "/task-list/today", list_today);
  router.add("GET", "/task-list/agenda", list_agenda);
  router.add("GET", "/task-list/overdue", list_overdue);
  router.add("POST", "/tasks/{id}/done", finish_task);
  router.add("POST", "/task-list/done", finish_by_subject);
  router.add("GET", "/deals/{deal}/tasks", list_of_deal);
  router.add("POST", "/deals/{deal}/tasks", plan_for_deal);
  router.add("GET", "/contacts/{contact}/tasks", list_of_contact);
  router.add("POST", "/contacts/{contact}/calls", log_call);
  router.add("POST", "/members/{from}/tasks/to/{to}", reassign);
}

}  // namespace fieldcrm::handlers
