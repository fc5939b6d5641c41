#include "communication/messages.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace crmfactory::communication {

pqxx::result conversation(TenantTransaction& txn, const std::string& contact_id) {
  return txn.query("SELECT channel, body, sent_at FROM messages WHERE contact_id = $1::uuid ORDER BY sent_at", contact_id);
}

bool send_sms(TenantTransaction& txn, const std::string& contact_id, const std::string& body) {
  const auto contact = txn.query_maybe("SELECT id, phone FROM contacts WHERE id = $1::uuid AND phone IS NOT NULL", contact_id);
  if (!contact) return false;
  const std::string message = nlohmann::json{{"To", (*contact)["phone"].c_str()}, {"Body", body}}.dump();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.twilio.com/2010-04-01/Messages.json");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, message.c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  txn.query("INSERT INTO messages (contact_id, channel, body) VALUES ($1::uuid, 'sms', $2)", contact_id, body);
  spdlog::info("a message to contact {}: {} letters, {}", contact_id, body.size(), static_cast<int>(code));
  return code == CURLE_OK;
}

void keep_recording(TenantTransaction& txn, const std::string& contact_id, const std::string& recording_path) {
  const auto call = txn.query("INSERT INTO calls (contact_id, recording_path) VALUES ($1::uuid, $2) RETURNING id", contact_id, recording_path);
  spdlog::info("call {} was recorded", call[0]["id"].c_str());
}

void notify(const std::string& email, const std::string& subject) {
  const std::string notice = nlohmann::json{{"to", email}, {"subject", subject}}.dump();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.resend.com/emails");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, notice.c_str());
  if (curl_easy_perform(handle) != CURLE_OK) spdlog::error("a notice was not sent");
  curl_easy_cleanup(handle);
}

}  // namespace crmfactory::communication
