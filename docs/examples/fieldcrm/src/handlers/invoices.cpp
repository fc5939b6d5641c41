#include "repositories/invoices.h"

#include "handlers/handlers.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::InvoiceRepository;
using repositories::QuoteRepository;

// What an external shop posts.
struct ShopProduct {
  std::int64_t org_id = 0;
  std::string sku;
  std::string name;
  std::string price;
  std::string shop_id;
};

ShopProduct product_of(const nlohmann::json& body, const RequestContext& context) {
  ShopProduct product;
  product.org_id = context.org_id();
  product.sku = body.at("sku").get<std::string>();
  product.name = body.value("name", product.sku);
  product.price = body.at("price").get<std::string>();
  product.shop_id = body.value("shop_id", "");
  return product;
}

Response get_invoice(const Request& request, const RequestContext& context, Transaction& txn) {
  InvoiceRepository invoices(txn);
  const std::string number = request.path_param("number");
  const auto invoice = invoices.find(context.org_id(), number);
  if (!invoice) return Response::error(404, "no such invoice");
  return Response::ok(db::to_json(*invoice));
}

Response list_invoices(const Request& request, const RequestContext& context, Transaction& txn) {
  InvoiceRepository invoices(txn);
  if (context.is_operator())
    return Response::ok(db::to_json(invoices.list_for_operator(context.org_id(), request.query_int("all", 0) != 0)));
  return Response::ok(db::to_json(invoices.list(context.org_id(), request.optional_query("status").value_or("open"))));
}

Response list_lines(const Request& request, const RequestContext& context, Transaction& txn) {
  InvoiceRepository invoices(txn);
  if (request.optional_query("invoice"))
    return Response::ok(db::to_json(invoices.lines_by_invoice(request.query_id("invoice"))));
  return Response::ok(db::to_json(invoices.lines(context.org_id(), request.path_param("number"))));
}

// Where the query names an organization, it is that one.
Response list_overdue(const Request& request, const RequestContext& context, Transaction& txn) {
  std::int64_t org_id = context.org_id();
  if (request.optional_query("org")) org_id = request.query_id("org");  // expect: tenant-untrusted-source
  return Response::ok(db::to_json(InvoiceRepository(txn).overdue(org_id)));
}

Response list_above_average(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(InvoiceRepository(txn).above_average(context.org_id())));
}

Response list_for_demo(const Request&, const RequestContext&, Transaction& txn) {
  return Response::ok(db::to_json(InvoiceRepository(txn).of_demo()));
}

Response list_with_companies(const Request& request, const RequestContext& context, Transaction& txn) {
  InvoiceRepository invoices(txn);
  if (request.optional_query("session")) return Response::ok(db::to_json(invoices.of_session()));
  return Response::ok(db::to_json(invoices.with_session_companies(context.org_id())));
}

Response issue_invoice(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  InvoiceRepository invoices(txn);
  const auto number = body.at("number").get<std::string>();
  if (!body.contains("quote_id"))
    return Response::created(invoices.issue_sample(number, body.at("company_id"), body.at("due_on")));
  const std::int64_t id = invoices.issue(context.org_id(), body.at("quote_id").get<std::int64_t>(), number);
  for (const nlohmann::json& line : body.value("extra_lines", nlohmann::json::array()))
    invoices.add_line(context.org_id(), id, line.at("text"), line.at("price"));
  return Response::created(id);
}

Response add_payment(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  InvoiceRepository(txn).add_payment(context.org_id(), body.at("number"), body.at("amount"));
  return Response::no_content();
}

// Settles the invoices of "the member", as if that were an organization.
Response settle_invoices(const Request&, const RequestContext& context, Transaction& txn) {
  const std::int64_t settled = InvoiceRepository(txn).settle(context.member_id());  // expect: tenant-swapped-argument
  return Response::ok({{"settled", settled}});
}

Response list_payments(const Request&, const RequestContext& context, Transaction& txn) {
  InvoiceRepository invoices(txn);
  return Response::ok(db::to_json(invoices.payments(context.org_id())));
}

Response list_quotes(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(QuoteRepository(txn).of_deal(context.org_id(), request.path_id("deal"))));
}

Response list_quote_lines(const Request& request, const RequestContext& context, Transaction& txn) {
  QuoteRepository quotes(txn);
  const std::int64_t quote_id = request.path_id("id");
  if (request.optional_query("print")) return Response::ok(db::to_json(quotes.lines_of_quote(quote_id)));
  return Response::ok(db::to_json(quotes.lines(context.org_id(), quote_id)));
}

Response create_quote(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto valid_to = request.json().at("valid_to").get<std::string>();
  return Response::created(QuoteRepository(txn).create(context.org_id(), request.path_id("deal"), valid_to));
}

Response add_quote_line(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  return Response::created(QuoteRepository(txn).add_product(context.org_id(), request.path_id("id"), body.at("sku"),
                                                            body.value("quantity", 1.0)));
}

Response remove_quote_line(const Request& request, const RequestContext& context, Transaction& txn) {
  QuoteRepository(txn).remove_line(context.org_id(), request.path_id("line"));
  return Response::no_content();
}

Response expire_quotes(const Request& request, const RequestContext&, Transaction& txn) {
  return Response::ok({{"expired", QuoteRepository(txn).expire_sent(request.query_int("days", 60))}});
}

Response find_product(const Request& request, const RequestContext& context, Transaction& txn) {
  QuoteRepository quotes(txn);
  if (const auto shop_id = request.optional_query("shop_id")) {
    const auto product = quotes.product_by_shop_id(context.org_id(), *shop_id);
    return product ? Response::ok(db::to_json(*product)) : Response::error(404, "no such product");
  }
  return Response::ok(db::to_json(quotes.products(context.org_id())));
}

// product_of() takes the organization from the session.
Response save_product(const Request& request, const RequestContext& context, Transaction& txn) {
  const ShopProduct product = product_of(request.json(), context);
  QuoteRepository quotes(txn);
  if (product.shop_id.empty()) quotes.save_product(product.org_id, product.sku, product.name, product.price);
  else quotes.save_shop_product(product.org_id, product.sku, product.name, product.price, product.shop_id);
  return Response::no_content();
}

}  // namespace

void add_invoice_routes(http::Router& router) {
  router.add("GET", "/invoices", list_invoices);
  router.add("POST", "/invoices", issue_invoice);
  router.add("GET", "/invoices/{number}", get_invoice);
  router.add("GET", "/invoices/{number}/lines", list_lines);
  router.add("GET", "/invoice-list/overdue", list_overdue);
  router.add("GET", "/invoice-list/above-average", list_above_average);
  router.add("GET", "/invoice-list/demo", list_for_demo);
  router.add("GET", "/invoice-list/companies", list_with_companies);
  router.add("POST", "/invoice-list/settle", settle_invoices);
  router.add("GET", "/payments", list_payments);
  router.add("POST", "/payments", add_payment);
  router.add("GET", "/deals/{deal}/quotes", list_quotes);
  router.add("POST", "/deals/{deal}/quotes", create_quote);
  router.add("GET", "/quotes/{id}/lines", list_quote_lines);
  router.add("POST", "/quotes/{id}/lines", add_quote_line);
  router.add("DELETE", "/quotes/{id}/lines/{line}", remove_quote_line);
  router.add("POST", "/quote-list/expire", expire_quotes);
  router.add("GET", "/products", find_product);
  router.add("PUT", "/products", save_product);
}

}  // namespace fieldcrm::handlers
