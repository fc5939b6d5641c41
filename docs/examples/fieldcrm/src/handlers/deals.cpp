#include "repositories/deals.h"

#include "handlers/handlers.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::DealRepository;

repositories::NewDeal deal_of(const nlohmann::json& body) {
  repositories::NewDeal deal;
  deal.stage_id = body.at("stage_id").get<std::int64_t>();
  deal.company_id = body.value("company_id", std::int64_t{0});
  deal.title = body.at("title").get<std::string>();
  deal.amount = body.value("amount", "0");
  return deal;
}

Response found(const std::optional<pqxx::row>& row) {
  return row ? Response::ok(db::to_json(*row)) : Response::error(404, "no such deal");
}

Response get_deal(const Request& request, const RequestContext& context, Transaction& txn) {
  return found(DealRepository(txn).find(context.org_id(), request.path_id("id")));
}

// find() wants the organization first: here the deal's id is taken for it.
Response get_deal_card(const Request& request, const RequestContext& context, Transaction& txn) {
  const std::int64_t deal_id = request.path_id("id");
  return found(DealRepository(txn).find(deal_id, context.org_id()));  // expect: tenant-swapped-argument
}

Response get_deal_for_webhook(const Request& request, const RequestContext&, Transaction& txn) {
  return found(DealRepository(txn).find_for_webhook(request.path_id("id")));
}

Response get_external(const Request& request, const RequestContext& context, Transaction& txn) {
  return found(DealRepository(txn).find_by_external_id(context.org_id(), request.path_param("external_id")));
}

Response list_deals(const Request& request, const RequestContext& context, Transaction& txn) {
  repositories::DealFilter filter;
  filter.state = request.optional_query("state");
  filter.closes_before = request.optional_query("before");
  if (request.optional_query("owner")) filter.owner_id = request.query_id("owner");
  filter.skip = request.query_int("skip", 0);
  return Response::ok(db::to_json(DealRepository(txn).list(context.org_id(), filter)));
}

Response list_open(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(DealRepository(txn).list_for(context.org_id(), context.is_operator())));
}

Response search_deals(const Request& request, const RequestContext& context, Transaction& txn) {
  DealRepository deals(txn);
  const std::string term = request.query_param("q");
  if (request.optional_query("won")) return Response::ok(db::to_json(deals.search_or_won(context.org_id(), term)));
  return Response::ok(db::to_json(deals.search(context.org_id(), term, request.optional_query("by_id").has_value())));
}

// Which companies are shown beside the deals, and for which organization: all of it is in the query.
Response list_with_company(const Request& request, const RequestContext& context, Transaction& txn) {
  DealRepository deals(txn);
  const std::string how = request.optional_query("how").value_or("");
  if (how == "outer") return Response::ok(db::to_json(deals.with_company_or_not(context.org_id())));
  if (how == "id") return Response::ok(db::to_json(deals.with_company_by_id(context.org_id())));
  return Response::ok(db::to_json(deals.with_company(request.query_id("org_id"))));  // expect: tenant-untrusted-source
}

Response list_recent(const Request& request, const RequestContext& context, Transaction& txn) {
  DealRepository deals(txn);
  if (request.optional_query("all")) return Response::ok(db::to_json(deals.recent(context.org_id())));
  return Response::ok(db::to_json(deals.recent_here(context.org_id())));
}

// The organizations that the session's user works for.
Response list_everywhere(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(DealRepository(txn).of_organizations(context.member_of())));
}

Response list_in_states(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto states = request.json().at("states").get<std::vector<std::string>>();
  return Response::ok(db::to_json(DealRepository(txn).in_states(context.org_id(), states)));
}

Response list_columns(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto names = request.json().at("columns").get<std::vector<std::string>>();
  return Response::ok(db::to_json(DealRepository(txn).columns(context.org_id(), names)));
}

Response create_deal(const Request& request, const RequestContext& context, Transaction& txn) {
  const repositories::NewDeal deal = deal_of(request.json());
  DealRepository deals(txn);
  return Response::created(deal.company_id == 0 ? deals.create(context.org_id(), deal)
                                                : deals.create_for_company(context.org_id(), deal));
}

Response sync_deal(const Request& request, const RequestContext& context, Transaction& txn) {
  DealRepository(txn).sync(context.org_id(), deal_of(request.json()), request.path_param("external_id"));
  return Response::no_content();
}

Response change_deal(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  const std::int64_t deal_id = request.path_id("id");
  DealRepository deals(txn);
  if (body.contains("state")) deals.set_state(context.org_id(), deal_id, body.at("state").get<std::string>());
  if (body.contains("owner_id")) deals.set_owner(context.org_id(), deal_id, body.at("owner_id").get<std::int64_t>());
  if (body.contains("stage_id")) deals.move(context.org_id(), deal_id, body.at("stage_id").get<std::int64_t>());
  if (body.contains("company_id"))
    deals.set_own_company(context.org_id(), deal_id, body.at("company_id").get<std::int64_t>());
  return Response::no_content();
}

Response attach_company(const Request& request, const RequestContext& context, Transaction& txn) {
  DealRepository(txn).set_company(context.org_id(), request.path_id("id"), request.path_id("company"));
  return Response::no_content();
}

Response remove_deal(const Request& request, const RequestContext& context, Transaction& txn) {
  DealRepository(txn).remove(context.org_id(), request.path_id("id"));
  return Response::no_content();
}

Response get_board(const Request& request, const RequestContext& context, Transaction& txn) {
  DealRepository deals(txn);
  const std::int64_t pipeline_id = request.path_id("id");
  return Response::ok(db::to_json(deals.board(context.org_id(), pipeline_id)));
}

Response list_stages(const Request& request, const RequestContext& context, Transaction& txn) {
  DealRepository deals(txn);
  const std::int64_t pipeline_id = request.path_id("id");
  return Response::ok(db::to_json(deals.stages(context.org_id(), pipeline_id)));
}

Response add_stage(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  const auto name = body.at("name").get<std::string>();
  DealRepository deals(txn);
  return Response::created(
      deals.create_stage(context.org_id(), request.path_id("id"), name, body.at("position").get<int>()));
}

Response move_stage(const Request& request, const RequestContext& context, Transaction& txn) {
  DealRepository deals(txn);
  if (request.optional_query("unchecked"))
    deals.move_stage(context.org_id(), request.path_id("stage"), request.path_id("id"));
  else deals.move_own_stage(context.org_id(), request.path_id("stage"), request.path_id("id"));
  return Response::ok(db::to_json(deals.pipelines(context.org_id())));
}

Response list_moves(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(DealRepository(txn).moves(context.org_id())));
}

}  // namespace

void add_deal_routes(http::Router& router) {
  router.add("GET", "/deals", list_deals);
  router.add("POST", "/deals", create_deal);
  router.add("GET", "/deals/{id}", get_deal);
  router.add("PATCH", "/deals/{id}", change_deal);
  router.add("DELETE", "/deals/{id}", remove_deal);
  router.add("GET", "/deals/{id}/card", get_deal_card);
  router.add("PUT", "/deals/{id}/company/{company}", attach_company);
  router.add("GET", "/webhook/deals/{id}", get_deal_for_webhook);
  router.add("GET", "/external/deals/{external_id}", get_external);
  router.add("PUT", "/external/deals/{external_id}", sync_deal);
  router.add("GET", "/deal-search", search_deals);
  router.add("GET", "/deal-list/open", list_open);
  router.add("GET", "/deal-list/recent", list_recent);
  router.add("GET", "/deal-list/companies", list_with_company);
  router.add("GET", "/deal-list/everywhere", list_everywhere);
  router.add("POST", "/deal-list/states", list_in_states);
  router.add("POST", "/deal-list/columns", list_columns);
  router.add("GET", "/deal-moves", list_moves);
  router.add("GET", "/pipelines/{id}/board", get_board);
  router.add("GET", "/pipelines/{id}/stages", list_stages);
  router.add("POST", "/pipelines/{id}/stages", add_stage);
  router.add("PUT", "/pipelines/{id}/stages/{stage}", move_stage);
}

}  // namespace fieldcrm::handlers
