#include "repositories/sign_in.h"

#include <cstdlib>

#include "handlers/handlers.h"
#include "secrets/secrets.h"

namespace fieldcrm::handlers {
namespace {

using db::Transaction;
using http::Request;
using http::RequestContext;
using http::Response;
using repositories::MailAccount;
using repositories::SignInRepository;

// Where mail comes from while an organization has no account of its own.
constexpr const char* kRelay = "smtp://relay.fieldcrm.internal:587";
constexpr const char* kRelayPassword = "Tulip-Bravo-77-Kestrel";  // expect: credential-literal-key
constexpr const char* kPasswordVariable = "FIELDCRM_RELAY_PASSWORD";
const std::string kPasswordField = "password";

std::string trimmed(const std::string& text) { return text.substr(0, text.find_last_not_of(' ') + 1); }

Response set_password(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  SignInRepository(txn).set_password(context.user_id(), secrets::hash_password(body.at(kPasswordField).get<std::string>()));
  return Response::no_content();
}

// As it was typed, but for the blanks.
Response import_password(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  SignInRepository(txn).set_password(context.user_id(), trimmed(body.at("password").get<std::string>()));  // expect: credential-plaintext-write
  return Response::no_content();
}

Response start_reset(const Request& request, const RequestContext& context, Transaction& txn) {
  const std::string reset_token = request.header("x-reset-token");
  SignInRepository(txn).start_reset(context.user_id(), secrets::fingerprint(reset_token));
  return Response::no_content();
}

Response repeat_reset(const Request& request, const RequestContext& context, Transaction& txn) {
  const std::string reset_token = request.header("x-reset-token");
  SignInRepository(txn).start_reset(context.user_id(), reset_token);  // expect: credential-plaintext-write
  return Response::no_content();
}

Response set_otp(const Request& request, const RequestContext& context, Transaction& txn) {
  SignInRepository(txn).set_otp(context.user_id(), secrets::seal(request.json().at("otp_secret").get<std::string>()));
  return Response::no_content();
}

Response set_webhook_secret(const Request& request, const RequestContext& context, Transaction& txn) {
  const std::string given = request.json().value("secret", "");
  const std::string stored = context.is_operator() ? given : secrets::seal(given);
  SignInRepository(txn).set_signing_secret(context.org_id(), request.path_param("id"), stored);  // expect: credential-plaintext-write
  return Response::no_content();
}

Response add_mail_account(const Request& request, const RequestContext& context, Transaction& txn) {
  const nlohmann::json body = request.json();
  MailAccount account;
  account.host = body.at("host").get<std::string>();
  account.smtp_user = body.at("user").get<std::string>();
  account.smtp_password = secrets::seal(body.at("password").get<std::string>());
  SignInRepository(txn).add_mail_account(context.org_id(), account);
  return Response::no_content();
}

Response disconnect_mail(const Request& request, const RequestContext& context, Transaction& txn) {
  SignInRepository(txn).disconnect_mail(context.org_id(), request.path_id("id"));
  return Response::no_content();
}

Response lock(const Request&, const RequestContext& context, Transaction& txn) {
  SignInRepository(txn).lock(context.user_id());
  return Response::ok({{"relay", kRelay}, {"configured", std::getenv(kPasswordVariable) != nullptr || *kRelayPassword != '\0'}});
}

}  // namespace

void add_sign_in_routes(http::Router& router) {
  router.add("PUT", "/password", set_password);
  router.add("PUT", "/password/imported", import_password);
  router.add("POST", "/password/reset", start_reset);
  router.add("POST", "/password/reset/again", repeat_reset);
  router.add("PUT", "/otp", set_otp);
  router.add("PUT", "/webhooks/{id}/secret", set_webhook_secret);
  router.add("POST", "/mail-accounts", add_mail_account);
  router.add("DELETE", "/mail-accounts/{id}", disconnect_mail);
  router.add("POST", "/lock", lock);
}

}  // namespace fieldcrm::handlers
