#include "repositories/email.h"

#include "handlers/handlers.h"
#include "log/logger.h"
#include "log/redact.h"
#include "repositories/contacts.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::EmailRepository;

// The gateway sets this header, but nobody keeps a client from setting it.
std::int64_t gateway_org(const Request& request) {
  return Request::to_id(request.header("x-org-id"));  // expect: tenant-untrusted-source
}

pqxx::result templates_of(std::int64_t org_id, Transaction& txn) { return EmailRepository(txn).templates(org_id); }

repositories::IncomingMail mail_of(const nlohmann::json& body) {
  return {body.at("message_id").get<std::string>(), body.at("sender").get<std::string>(), body.value("body", ""),
          body.at("sent_at").get<std::string>()};
}

Response list_threads(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(EmailRepository(txn).threads(context.org_id())));
}

Response list_messages(const Request& request, const RequestContext& context, Transaction& txn) {
  EmailRepository email(txn);
  const std::int64_t thread_id = request.path_id("id");
  if (request.optional_query("headers"))
    return Response::ok(db::to_json(email.message_headers(context.org_id(), thread_id)));
  return Response::ok(db::to_json(email.messages(context.org_id(), thread_id)));
}

Response list_last(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(EmailRepository(txn).last_messages(context.org_id())));
}

// The mailbox that the mail was sent to says which organization it is for: no request does.
Response receive(const Request& request, const RequestContext&, Transaction& txn) {
  const nlohmann::json body = request.json();
  EmailRepository email(txn);
  const auto mailbox = email.mailbox_of(body.at("to").get<std::string>());
  if (!mailbox) return Response::error(404, "no such mailbox");
  const auto org_id = (*mailbox)["org_id"].as<std::int64_t>();
  const repositories::IncomingMail mail = mail_of(body);
  const std::int64_t thread_id =
      email.open_thread_in(org_id, body.at("to").get<std::string>(), body.value("subject", ""));
  email.store(org_id, thread_id, mail);
  LOG_INFO("mail " << mail.message_id << " from " << log::mask_email(mail.sender));
  LOG_INFO("mail " << mail.message_id << " in thread " << thread_id);
  const auto sender = repositories::ContactRepository(txn).find_by_email(org_id, mail.sender);
  return Response::ok({{"thread", thread_id}, {"known_sender", sender.has_value()}});
}

Response guess_sender(const Request& request, const RequestContext&, Transaction& txn) {
  const std::string email = request.query_param("address");
  if (email.find('@') == std::string::npos) throw http::HttpError(400, "no address");
  if (email.size() > 254) throw http::HttpError(400, "no address: " + email);  // expect: personal-in-exception
  return Response::ok(db::to_json(repositories::ContactRepository(txn).resolve_sender(request.query_param("address"))));
}

Response open_thread(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  return Response::created(EmailRepository(txn).open_thread(context.org_id(), body.at("mailbox_id").get<std::int64_t>(),
                                                            body.value("subject", "")));
}

// Two calls away from the header.
Response list_templates_of_gateway(const Request& request, const RequestContext&, Transaction& txn) {
  const std::int64_t org_id = gateway_org(request);
  return Response::ok(db::to_json(templates_of(org_id, txn)));
}

// The same two calls, with the session's organization.
Response list_templates(const Request&, const RequestContext& context, Transaction& txn) {
  return Response::ok(db::to_json(templates_of(context.org_id(), txn)));
}

Response get_template(const Request& request, const RequestContext& context, Transaction& txn) {
  EmailRepository email(txn);
  const std::string name = request.path_param("name");
  const auto found = email.template_for(context.org_id(), name);
  return found ? Response::ok(db::to_json(*found)) : Response::error(404, "no such template");
}

Response save_template(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  EmailRepository email(txn);
  const auto subject = body.at("subject").get<std::string>();
  const auto text = body.at("body").get<std::string>();
  if (body.contains("id")) {
    email.edit_template(context.org_id(), body.at("id").get<std::int64_t>(), subject, text);
    return Response::no_content();
  }
  return Response::created(email.save_template(context.org_id(), request.path_param("name"), subject, text));
}

}  // namespace

void add_email_routes(http::Router& router) {
  router.add("GET", "/threads", list_threads);
  router.add("POST", "/threads", open_thread);
  router.add("GET", "/threads/{id}/messages", list_messages);
  router.add("GET", "/thread-list/last", list_last);
  router.add("POST", "/incoming-mail", receive);
  router.add("GET", "/senders", guess_sender);
  router.add("GET", "/templates", list_templates);
  router.add("GET", "/gateway/templates", list_templates_of_gateway);
  router.add("GET", "/templates/{name}", get_template);
  router.add("PUT", "/templates/{name}", save_template);
}

}  // namespace fieldcrm::handlers
