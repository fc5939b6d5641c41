#include "repositories/reports.h"

#include "handlers/handlers.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::ReportRepository;

/// A report is a member function without arguments.
http::Handler report(pqxx::result (ReportRepository::*member)()) {
  return [member](const Request&, const RequestContext& context, Transaction& txn) {
    ReportRepository reports(txn, context);
    return Response::ok(db::to_json((reports.*member)()));
  };
}

http::Handler figures(pqxx::row (ReportRepository::*member)()) {
  return [member](const Request&, const RequestContext& context, Transaction& txn) {
    ReportRepository reports(txn, context);
    return Response::ok(db::to_json((reports.*member)()));
  };
}

Response get_history(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ReportRepository(txn, context).history(request.query_param("since"))));
}

Response get_history_of_row(const Request& request, const RequestContext& context, Transaction& txn) {
  ReportRepository reports(txn, context);
  return Response::ok(db::to_json(reports.history_of_row(request.path_param("entity"), request.path_param("id"))));
}

Response get_funnel(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ReportRepository(txn, context).funnel(request.path_id("id"))));
}

Response get_leaderboard(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ReportRepository(txn, context).leaderboard(request.query_param("since"))));
}

Response get_revenue_of_month(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ReportRepository(txn, context).revenue_of_month(request.path_param("month"))));
}

Response get_best_customers(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(ReportRepository(txn, context).best_customers(request.query_int("rows", 10))));
}

Response get_counts(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto what = request.json().at("what").get<std::vector<std::string>>();
  return Response::ok(db::to_json(ReportRepository(txn, context).counts(what)));
}

Response run_saved_filter(const Request& request, const RequestContext& context, Transaction& txn) {
  ReportRepository reports(txn, context);
  return Response::ok(db::to_json(reports.deals_where(request.json().at("condition").get<std::string>())));
}

Response list_sorted(const Request& request, const RequestContext& context, Transaction& txn) {
  ReportRepository reports(txn, context);
  const std::string column = request.query_param("by");
  return Response::ok(
      db::to_json(request.optional_query("raw") ? reports.deals_by(column) : reports.deals_sorted(column)));
}

}  // namespace

void add_report_routes(http::Router& router) {
  router.add("GET", "/reports/dashboard", figures(&ReportRepository::dashboard));
  router.add("GET", "/reports/tiles", figures(&ReportRepository::tiles));
  router.add("GET", "/reports/feed", report(&ReportRepository::feed));
  router.add("GET", "/reports/history", get_history);
  router.add("GET", "/reports/history/{entity}/{id}", get_history_of_row);
  router.add("GET", "/reports/forecast", report(&ReportRepository::forecast));
  router.add("GET", "/reports/weighted", figures(&ReportRepository::weighted_forecast));
  router.add("GET", "/reports/funnel/{id}", get_funnel);
  router.add("GET", "/reports/leaderboard", get_leaderboard);
  router.add("GET", "/reports/rank-here", report(&ReportRepository::deal_rank_here));
  router.add("GET", "/reports/top", report(&ReportRepository::top_deals));
  router.add("GET", "/reports/top-here", report(&ReportRepository::top_deals_here));
  router.add("GET", "/reports/revenue", report(&ReportRepository::revenue));
  router.add("GET", "/reports/revenue/{month}", get_revenue_of_month);
  router.add("GET", "/reports/money", report(&ReportRepository::money));
  router.add("GET", "/reports/money-of-both", report(&ReportRepository::money_of_both));
  router.add("GET", "/reports/won", report(&ReportRepository::won_by_currency));
  router.add("GET", "/reports/customers", get_best_customers);
  router.add("POST", "/reports/counts", get_counts);
  router.add("POST", "/reports/filter", run_saved_filter);
  router.add("GET", "/reports/sorted", list_sorted);
}

}  // namespace fieldcrm::handlers
