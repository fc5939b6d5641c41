#include "mail/outbox.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace cxtrack::mail {

void send(db::Transaction& txn, const std::string& access_token, const Message& message) {
  const std::string body = nlohmann::json{{"to", message.to}, {"subject", message.subject}, {"html", message.body_html}}.dump();
  CURL* handle = curl_easy_init();
  curl_slist* headers = curl_slist_append(nullptr, ("Authorization: Bearer " + access_token).c_str());
  curl_easy_setopt(handle, CURLOPT_URL, "https://gmail.googleapis.com/gmail/v1/users/me/messages/send");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_slist_free_all(headers);
  curl_easy_cleanup(handle);
  if (code != CURLE_OK) spdlog::error("a message to contact {} was not sent: {}", message.contact_id, static_cast<int>(code));
  txn.query(
      "INSERT INTO email_messages (org_id, contact_id, subject, body_html) "
      "SELECT c.org_id, c.id, $3, $4 FROM contacts c WHERE c.id = $2::uuid AND c.org_id = $1",
      txn.session().org_id(), message.contact_id, message.subject, message.body_html);
}

pqxx::result sent_to(db::Transaction& txn, const std::string& contact_id) {
  return txn.query("SELECT subject, body_html, sent_at FROM email_messages WHERE contact_id = $2::uuid AND org_id = $1 ORDER BY sent_at",
                   txn.session().org_id(), contact_id);
}

}  // namespace cxtrack::mail
