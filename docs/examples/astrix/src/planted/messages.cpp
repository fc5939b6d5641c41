// Where data of buyers and recipients goes. Kept: src/messages/whatsapp.cpp, src/outreach/leads.cpp, src/shipments/delhivery.cpp.
#include <curl/curl.h>

#include <nlohmann/json.hpp>

#include "planted/planted.h"
#include "reveal/reveal.h"

namespace astrix::planted {

// astrix/amazon-messages: a buyer's number is for the carrier, not for WhatsApp.
bool thank_buyer(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id) {
  const auto buyer = reveal::show(txn, session, buyer_id, "thanks");
  const std::string body = nlohmann::json{{"to", buyer.phone}, {"text", "Thank you!"}}.dump();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://graph.facebook.com/v19.0/messages");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());  // expect: lifecycle-restricted-transfer
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return code == CURLE_OK;
}

// astrix/amazon-messages: nor for text messages.
bool text_buyer(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id) {
  const auto buyer = reveal::show(txn, session, buyer_id, "delivery");
  const std::string body = "To=" + buyer.phone;
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.twilio.com/2010-04-01/Messages.json");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());  // expect: lifecycle-restricted-transfer
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return code == CURLE_OK;
}

// astrix/amazon-messages: what was bought is Amazon's information as well.
bool tell_team(db::Transaction& txn, const http::Session& session, std::int64_t order_id, const std::string& number) {
  const pqxx::row row = txn.one("SELECT item_summary FROM amazon_orders WHERE organization_id = $1 AND client_id = $2 AND id = $3",
                                session.organization_id(), session.client_id(), order_id);
  const std::string body = nlohmann::json{{"to", number}, {"text", row["item_summary"].as<std::string>()}}.dump();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://graph.facebook.com/v19.0/messages");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());  // expect: lifecycle-restricted-transfer
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return code == CURLE_OK;
}

// astrix/amazon-marketing: who bought becomes a lead.
bool retarget_buyer(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id) {
  const auto buyer = reveal::show(txn, session, buyer_id, "campaign");
  const std::string body = nlohmann::json{{"email", buyer.email}}.dump();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.instantly.ai/api/v2/leads");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());  // expect: lifecycle-restricted-transfer
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return code == CURLE_OK;
}

// astrix/recipients-for-fulfilment: who got a parcel becomes a lead.
bool retarget_recipient(db::Transaction& txn, const http::Session& session, std::int64_t recipient_id) {
  const pqxx::row row = txn.one(
      "SELECT full_name FROM shipment_recipients WHERE organization_id = $1 AND client_id = $2 AND id = $3",
      session.organization_id(), session.client_id(), recipient_id);
  const std::string body = nlohmann::json{{"name", row["full_name"].as<std::string>()}}.dump();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.instantly.ai/api/v2/leads");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());  // expect: lifecycle-restricted-transfer
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return code == CURLE_OK;
}

}  // namespace astrix::planted
