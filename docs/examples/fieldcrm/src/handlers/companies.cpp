#include "repositories/companies.h"

#include "handlers/handlers.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::CompanyRepository;

sql::Sort sort_of(const Request& request) {
  const std::string sort = request.optional_query("sort").value_or("name");
  if (sort == "newest") return sql::Sort::kNewest;
  if (sort == "oldest") return sql::Sort::kOldest;
  return sql::Sort::kName;
}

repositories::Address address_of(const nlohmann::json& body) {
  return {body.value("kind", "office"), body.value("street", ""), body.at("city").get<std::string>(),
          body.at("country").get<std::string>()};
}

Response get_company(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto company = CompanyRepository(txn).find(context.org_id(), request.path_id("id"));
  if (!company) return Response::error(404, "no such company");
  return Response::ok(db::to_json(*company));
}

Response list_companies(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(
      db::to_json(CompanyRepository(txn).list(context.org_id(), sort_of(request), 50, request.query_int("skip", 0))));
}

Response search_companies(const Request& request, const RequestContext& context, Transaction& txn) {
  CompanyRepository companies(txn);
  const std::string term = request.query_param("q");
  if (const auto vat_number = request.optional_query("vat"))
    return Response::ok(db::to_json(companies.search_or_vat(context.org_id(), term, *vat_number)));
  return Response::ok(db::to_json(companies.search(context.org_id(), term)));
}

Response create_company(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  repositories::NewCompany company;
  company.name = body.at("name").get<std::string>();
  if (body.contains("vat_number")) company.vat_number = body.at("vat_number").get<std::string>();
  CompanyRepository companies(txn);
  if (company.vat_number && companies.find_by_vat(context.org_id(), *company.vat_number))
    return Response::error(409, "there is a company with this VAT number");
  return Response::created(companies.create(context.org_id(), company));
}

Response update_company(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto fields = request.json().get<std::map<std::string, std::string>>();
  CompanyRepository(txn).update(context.org_id(), request.path_id("id"), fields);
  return Response::no_content();
}

Response rename_company(const Request& request, const RequestContext& context, Transaction& txn) {
  CompanyRepository(txn).rename(context.org_id(), request.path_id("id"), request.body());
  return Response::no_content();
}

Response remove_company(const Request& request, const RequestContext& context, Transaction& txn) {
  CompanyRepository(txn).remove(context.org_id(), request.path_id("id"));
  return Response::no_content();
}

Response set_parent(const Request& request, const RequestContext& context, Transaction& txn) {
  CompanyRepository companies(txn);
  const std::int64_t company_id = request.path_id("id");
  const std::int64_t parent_id = request.path_id("parent");
  companies.set_own_parent(context.org_id(), company_id, parent_id);
  return Response::ok(db::to_json(companies.group_of(context.org_id(), company_id)));
}

Response list_subsidiaries(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(CompanyRepository(txn).subsidiaries(context.org_id(), request.path_id("id"))));
}

Response list_addresses(const Request& request, const RequestContext& context, Transaction& txn) {
  CompanyRepository companies(txn);
  if (request.optional_query("label"))
    return Response::ok(db::to_json(companies.addresses_for_label(request.path_id("id"))));
  return Response::ok(db::to_json(companies.addresses(context.org_id(), request.path_id("id"))));
}

Response add_address(const Request& request, const RequestContext& context, Transaction& txn) {
  CompanyRepository(txn).add_address(context.org_id(), request.path_id("id"), address_of(request.json()));
  return Response::no_content();
}

// The path names an organization, and the statement is given this one.
Response list_balances(const Request& request, const RequestContext&, Transaction& txn) {
  CompanyRepository companies(txn);
  const pqxx::result balances = companies.balances(request.path_id("org"));  // expect: tenant-untrusted-source
  return Response::ok(db::to_json(balances));
}

// The path names an organization here too, but it is only compared: the statement is given the session's.
Response list_own_balances(const Request& request, const RequestContext& context, Transaction& txn) {
  if (request.path_id("org") != context.org_id()) return Response::error(403, "not your organization");
  return Response::ok(db::to_json(CompanyRepository(txn).balances(context.org_id())));
}

Response get_balance(const Request& request, const RequestContext&, Transaction& txn) {
  const auto balance = CompanyRepository(txn).balance(request.path_id("id"));
  return balance ? Response::ok(db::to_json(*balance)) : Response::error(404, "no such company");
}

}  // namespace

void add_company_routes(http::Router& router) {
  router.add("GET", "/companies", list_companies);
  router.add("POST", "/companies", create_company);
  router.add("GET", "/companies/{id}", get_company);
  router.add("PATCH", "/companies/{id}", update_company);
  router.add("PUT", "/companies/{id}/name", rename_company);
  router.add("DELETE", "/companies/{id}", remove_company);
  router.add("PUT", "/companies/{id}/parent/{parent}", set_parent);
  router.add("GET", "/companies/{id}/subsidiaries", list_subsidiaries);
  router.add("GET", "/companies/{id}/addresses", list_addresses);
  router.add("POST", "/companies/{id}/addresses", add_address);
  router.add("GET", "/companies/{id}/balance", get_balance);
  router.add("GET", "/organizations/{org}/balances", list_balances);
  router.add("GET", "/organizations/{org}/own-balances", list_own_balances);
  router.add("GET", "/company-search", search_companies);
}

}  // namespace fieldcrm::handlers
