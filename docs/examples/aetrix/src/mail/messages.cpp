#include "mail/messages.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace aetrix::mail {
namespace {

struct Answer {
  CURLcode code;
  long status;
};

Answer post(CURL* handle, const std::string& bearer) {
  curl_slist* headers = curl_slist_append(nullptr, ("Authorization: Bearer " + bearer).c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  Answer answer{curl_easy_perform(handle), 0};
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_slist_free_all(headers);
  curl_easy_cleanup(handle);
  return answer;
}

}  // namespace

pqxx::result messages_of(db::Transaction& txn, const http::RequestContext& context, const std::string& thread_id) {
  return txn.query(
      "SELECT sender_email, body_text, sent_at FROM mail_messages WHERE thread_id = $2::uuid AND organization_id = $1 ORDER BY sent_at",
      context.organization_id(), thread_id);
}

bool store(db::Transaction& txn, const http::RequestContext& context, const std::string& thread_id, const IncomingMessage& message) {
  const long stored = txn.execute(
      "INSERT INTO mail_messages (organization_id, thread_id, provider_message_id, sender_email, body_text, sent_at) "
      "SELECT t.organization_id, t.id, $3, $4, $5, $6::timestamptz FROM mail_threads t WHERE t.id = $2::uuid AND t.organization_id = $1 "
      "ON CONFLICT (organization_id, thread_id, provider_message_id) DO NOTHING",
      context.organization_id(), thread_id, message.provider_message_id, message.sender_email, message.body_text, message.sent_at);
  spdlog::debug("thread {}: {} letters", thread_id, message.body_text.size());
  return stored > 0;
}

void send(const std::string& access_token, const std::string& to, const std::string& text) {
  CURL* handle = curl_easy_init();
  const std::string message = nlohmann::json{{"to", to}, {"text", text}}.dump();
  curl_easy_setopt(handle, CURLOPT_URL, "https://graph.microsoft.com/v1.0/me/sendMail");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, message.c_str());
  const Answer answer = post(handle, access_token);
  if (answer.code != CURLE_OK) spdlog::error("a message was not sent: {}", answer.status);
}

void send_notice(const std::string& key_of_provider, const std::string& to, const std::string& subject) {
  CURL* handle = curl_easy_init();
  const std::string notice = nlohmann::json{{"from", "notices@aetrixcorecrm.com"}, {"to", to}, {"subject", subject}}.dump();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.resend.com/emails");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, notice.c_str());
  const Answer answer = post(handle, key_of_provider);
  if (answer.code != CURLE_OK) spdlog::error("a notice of {} letters was not sent: {}", notice.size(), answer.status);
}

}  // namespace aetrix::mail
