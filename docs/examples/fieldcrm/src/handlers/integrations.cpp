#include "repositories/integrations.h"

#include "handlers/handlers.h"
#include "log/logger.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::IntegrationRepository;

std::vector<repositories::ImportRow> rows_of(const nlohmann::json& body) {
  std::vector<repositories::ImportRow> rows;
  for (const nlohmann::json& row : body.at("rows")) rows.push_back({static_cast<int>(rows.size()) + 1, row.dump()});
  return rows;
}

Response list_tokens(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(IntegrationRepository(txn).tokens(context.org_id())));
}

Response check_token(const Request& request, const RequestContext&, Transaction& txn) {
  const auto token = IntegrationRepository(txn).token_by_hash("\\x" + request.header("x-token-hash"));
  if (!token) {
    const auto api_token = request.optional_header("x-api-token");
    LOG_WARNING("unknown token " << api_token.value_or("-"));  // expect: credential-in-log
    LOG_WARNING("unknown token, letters: " << api_token.value_or("-").size());
    return Response::error(401, "no such token");
  }
  // What the token opens is read from its row.
  const auto org_id = (*token)["org_id"].as<std::int64_t>();
  return Response::ok(db::to_json(IntegrationRepository(txn).webhooks_for(org_id, "token.checked")));
}

Response revoke_token(const Request& request, const RequestContext& context, Transaction& txn) {
  IntegrationRepository integrations(txn);
  const std::string id = request.path_param("id");
  if (!integrations.revoke_token(context.org_id(), id)) return Response::error(404, "no such token");
  LOG_INFO("a token was revoked: " << id);
  return Response::no_content();
}

Response set_webhook(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  const std::string webhook_secret = body.value("secret", "");
  LOG_DEBUG("webhook is signed: " << !webhook_secret.empty());
  LOG_DEBUG("webhook is signed with " << webhook_secret);  // expect: credential-in-log
  IntegrationRepository(txn).set_default_webhook(context.org_id(), body.at("url").get<std::string>());
  return Response::no_content();
}

Response list_deliveries(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(IntegrationRepository(txn).deliveries(context.org_id(), request.path_param("id"))));
}

Response retry_delivery(const Request& request, const RequestContext& context, Transaction& txn) {
  IntegrationRepository integrations(txn);
  integrations.retry_own(context.org_id(), request.path_id("id"));
  return Response::no_content();
}

Response start_import(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  IntegrationRepository integrations(txn);
  const std::string job_id = integrations.start_import(context.org_id(), body.at("source").get<std::string>());
  integrations.add_rows(context.org_id(), job_id, rows_of(body));
  return Response::ok({{"job", job_id}});
}

Response append_rows(const Request& request, const RequestContext&, Transaction& txn) {
  IntegrationRepository(txn).append_rows(request.path_param("job"), rows_of(request.json()));
  return Response::no_content();
}

Response run_import(const Request& request, const RequestContext& context, Transaction& txn) {
  IntegrationRepository integrations(txn);
  const std::string job_id = request.path_param("job");
  const std::int64_t imported = context.is_operator() ? integrations.import_contacts_of(job_id)
                                                      : integrations.import_contacts(context.org_id(), job_id);
  return Response::ok({{"imported", imported}});
}

Response list_errors(const Request& request, const RequestContext& context, Transaction& txn) {
  IntegrationRepository integrations(txn);
  if (request.optional_query("old")) return Response::ok(db::to_json(integrations.import_errors(context.org_id())));
  return Response::ok(db::to_json(integrations.failed_rows(context.org_id())));
}

Response list_fields(const Request& request, const RequestContext& context, Transaction& txn) {
  return Response::ok(
      db::to_json(IntegrationRepository(txn).custom_fields(context.org_id(), request.path_param("entity"))));
}

Response set_value(const Request& request, const RequestContext& context, Transaction& txn) {
  IntegrationRepository(txn).set_custom_value(context.org_id(), request.path_param("key"), request.path_id("deal"),
                                              request.json().dump());
  return Response::no_content();
}

Response change_field(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  IntegrationRepository integrations(txn);
  const std::int64_t field_id = request.path_id("id");
  if (body.contains("label"))
    integrations.rename_field(context.org_id(), field_id, body.at("label").get<std::string>());
  if (body.contains("new_owner"))
    integrations.hand_over_field(context.org_id(), field_id, body.at("new_owner").get<std::int64_t>());
  return Response::no_content();
}

// Topics of the organization that the client asks about, straight from the handler.
Response list_topics(const Request& request, const RequestContext&, Transaction& txn) {
  const auto rows = txn.query("SELECT url, topics FROM webhooks WHERE org_id = $1",
                              request.query_param("org"));  // expect: tenant-untrusted-source
  return Response::ok(db::to_json(rows));
}

// The same statement with the session's organization; the client chooses the topic alone.
Response list_own_topics(const Request& request, const RequestContext& context, Transaction& txn) {
  const auto rows = txn.query("SELECT url, topics FROM webhooks WHERE org_id = $1 AND topics @> ARRAY[$2::text]",
                              context.org_id(), request.query_param("topic"));
  return Response::ok(db::to_json(rows));
}

}  // namespace

void add_integration_routes(http::Router& router) {
  router.add("GET", "/tokens", list_tokens);
  router.add("POST", "/token-checks", check_token);
  router.add("DELETE", "/tokens/{id}", revoke_token);
  router.add("PUT", "/webhook", set_webhook);
  router.add("GET", "/webhook-topics", list_topics);
  router.add("GET", "/webhook-topics/own", list_own_topics);
  router.add("GET", "/webhooks/{id}/deliveries", list_deliveries);
  router.add("POST", "/deliveries/{id}/retry", retry_delivery);
  router.add("POST", "/imports", start_import);
  router.add("POST", "/imports/{job}/rows", append_rows);
  router.add("POST", "/imports/{job}/run", run_import);
  router.add("GET", "/import-errors", list_errors);
  router.add("GET", "/fields/{entity}", list_fields);
  router.add("PATCH", "/fields/{id}", change_field);
  router.add("PUT", "/deals/{deal}/fields/{key}", set_value);
}

}  // namespace fieldcrm::handlers
