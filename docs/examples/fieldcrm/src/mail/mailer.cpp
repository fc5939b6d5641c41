#include "mail/mailer.h"

#include <curl/curl.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "log/logger.h"
#include "log/redact.h"

namespace fieldcrm::mail {
namespace {

constexpr const char* kSend = "https://api.sendgrid.com/v3/mail/send";

std::string escaped(const std::string& text) {
  char* made = curl_easy_escape(nullptr, text.c_str(), static_cast<int>(text.size()));
  const std::string copy = made;
  curl_free(made);
  return copy;
}

}  // namespace

int Mailer::post(const std::string& url, const std::string& body) {
  CURL* handle = curl_easy_init();
  curl_slist* headers = curl_slist_append(nullptr, ("Authorization: Bearer " + api_key_).c_str());
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_slist_free_all(headers);
  curl_easy_cleanup(handle);
  return static_cast<int>(code);
}

int Mailer::get(const std::string& url) {
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return static_cast<int>(code);
}

// The provider may have addresses and names: it could not deliver otherwise.
void Mailer::send(const Recipient& recipient, const std::string& subject, const std::string& text) {
  const nlohmann::json message = {{"to", recipient.email}, {"name", recipient.full_name}, {"subject", subject}, {"text", text}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, kSend);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, message.dump().c_str());
  if (curl_easy_perform(handle) != CURLE_OK) {
    LOG_ERROR("mail was refused: " << message.dump());  // expect: personal-object-in-log
    LOG_ERROR("mail was refused, letters: " << message.dump().size());
  }
  curl_easy_cleanup(handle);
}

// Telephone numbers are nothing that it has to know.
void Mailer::send_reminder(const Recipient& recipient) {
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, kSend);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, ("call " + recipient.phone).c_str());  // expect: personal-to-third-party
  if (curl_easy_perform(handle) != CURLE_OK) LOG_ERROR("no reminder with key " << api_key_);  // expect: credential-in-log
  curl_easy_cleanup(handle);
}

void Mailer::send_sms(const Recipient& recipient, const std::string& text) {
  const int status = post("https://sms.fieldcrm.example/send", nlohmann::json{{"to", recipient.phone}, {"text", text}}.dump());
  if (status == 0) return;
  LOG_WARNING("no message to " << recipient.phone);  // expect: personal-in-log
  LOG_WARNING("no message to " << log::mask_phone(recipient.phone) << ": " << status);
  throw std::runtime_error("no message to " + recipient.phone);  // expect: personal-in-exception
}

// Every server on the way writes URLs down.
void Mailer::unsubscribe(const Recipient& recipient) {
  CURL* handle = curl_easy_init();
  const std::string url = "https://mail.fieldcrm.example/unsubscribe?email=" + escaped(recipient.email);
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());  // expect: personal-in-url
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

// The contact's number says it just as well.
void Mailer::confirm_unsubscribed(const Recipient& recipient) {
  const int status = get("https://mail.fieldcrm.example/unsubscribed?contact=" + std::to_string(recipient.contact_id));
  if (status != 0) throw std::runtime_error("not unsubscribed: contact " + std::to_string(recipient.contact_id));
}

void Mailer::open_reset(const std::string& reset_token) {
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, ("https://app.fieldcrm.example/reset/" + reset_token).c_str());  // expect: personal-in-url
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

}  // namespace fieldcrm::mail
