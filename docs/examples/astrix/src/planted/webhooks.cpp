// Secrets, and events that come twice. Kept: src/webhooks/webhooks.cpp, src/integrations/connections.cpp.
#include "webhooks/webhooks.h"

#include "planted/planted.h"

namespace astrix::planted {

// astrix/no-secret-in-code
bool is_from_meta(const http::Request& request) {
  const std::string app_secret = "kx7Bravo-41Tulip-rT9q";  // expect: credential-literal-key
  return webhooks::is_signed(request.raw(), request.header("x-signature"), app_secret);
}

// astrix/webhook-deduplication: the provider's name for the event is kept, and nothing looks at it.
void receive(const http::Request& request, const http::Session& session, db::Transaction& txn) {
  const nlohmann::json event = request.body();
  txn.run(
      "INSERT INTO webhook_events (organization_id, client_id, provider, event_id, topic) VALUES ($1, $2, $3, $4, $5)",  // expect: lifecycle-repeated-event
      session.organization_id(), session.client_id(), request.path("provider"), event.at("id").get<std::string>(),
      event.at("topic").get<std::string>());
}

}  // namespace astrix::planted
