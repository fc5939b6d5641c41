#include "messages/whatsapp.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "log/mask.h"

namespace astrix::messages {

std::string message_to(const std::string& number, const std::string& text) {
  return nlohmann::json{{"messaging_product", "whatsapp"}, {"to", number}, {"type", "text"}, {"text", {{"body", text}}}}.dump();
}

bool answer(db::Transaction& txn, const http::Session& session, std::int64_t conversation_id, const std::string& text,
            const std::string& access_token) {
  const pqxx::row row = txn.one(
      "SELECT contact_phone FROM whatsapp_conversations WHERE organization_id = $1 AND client_id = $2 AND id = $3",
      session.organization_id(), session.client_id(), conversation_id);
  const std::string phone = row["contact_phone"].as<std::string>();
  const std::string body = message_to(phone, text);

  CURL* handle = curl_easy_init();
  curl_slist* headers = curl_slist_append(nullptr, ("Authorization: Bearer " + access_token).c_str());
  curl_easy_setopt(handle, CURLOPT_URL, "https://graph.facebook.com/v19.0/messages");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_slist_free_all(headers);
  curl_easy_cleanup(handle);
  if (code != CURLE_OK) spdlog::warn("no answer to {} in conversation {}", mask::phone(phone), conversation_id);
  return code == CURLE_OK;
}

}  // namespace astrix::messages
