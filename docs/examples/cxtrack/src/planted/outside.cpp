#include <curl/curl.h>

#include <nlohmann/json.hpp>

#include "planted/features.h"

namespace cxtrack::planted {

// Breaks google-data-not-for-advertising: profiles of users become an audience.
void share_profiles(db::Transaction& txn) {
  nlohmann::json audience = nlohmann::json::array();
  for (const auto& row : txn.query("SELECT email FROM google_profiles WHERE org_id = $1", txn.session().org_id())) audience.push_back(row["email"].c_str());
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://graph.facebook.com/v19.0/audiences");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, audience.dump().c_str());  // expect: lifecycle-restricted-transfer, personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

// Breaks mail-not-analysed: what was written is read by a model.
void summarize(db::Transaction& txn, const std::string& contact_id) {
  std::string text = "Summarize:";
  for (const auto& row : txn.query("SELECT subject FROM email_messages WHERE contact_id = $2::uuid AND org_id = $1", txn.session().org_id(), contact_id))
    text += std::string(" ") + row["subject"].c_str();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.anthropic.com/v1/messages");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, text.c_str());  // expect: lifecycle-restricted-transfer, personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

// Breaks mail-not-analysed: the text is looked at outside of the mail module.
std::string longest_message(db::Transaction& txn) {
  const auto row = txn.query_maybe("SELECT id FROM email_messages WHERE org_id = $1 ORDER BY length(body_html) DESC LIMIT 1", txn.session().org_id());  // expect: lifecycle-stray-use
  // Like it, and fine: when, not what.
  const auto latest = txn.query_maybe("SELECT id FROM email_messages WHERE org_id = $1 ORDER BY sent_at DESC LIMIT 1", txn.session().org_id());
  return row && latest ? (*row)["id"].as<std::string>() + (*latest)["id"].as<std::string>() : std::string();
}

// Breaks no-training.
void train(db::Transaction& txn) {
  nlohmann::json titles = nlohmann::json::array();
  for (const auto& row : txn.query("SELECT title FROM deals WHERE org_id = $1", txn.session().org_id())) titles.push_back(row["title"].c_str());
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://huggingface.co/api/datasets");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, titles.dump().c_str());  // expect: lifecycle-restricted-transfer
  curl_easy_perform(handle);
  // Like it, and fine: the number of deals teaches nothing of them.
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, std::to_string(titles.size()).c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

// Breaks no-third-parties.
void enrich(db::Transaction& txn, const std::string& contact_id) {
  const auto contact = txn.query_maybe("SELECT id, phone FROM contacts WHERE id = $2::uuid AND org_id = $1", txn.session().org_id(), contact_id);
  if (!contact) return;
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.hubapi.com/crm/v3/objects/contacts");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, (*contact)["phone"].c_str());  // expect: personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, (*contact)["id"].c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

}  // namespace cxtrack::planted
