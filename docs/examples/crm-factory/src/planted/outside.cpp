#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "planted/features.h"

namespace crmfactory::planted {

// Breaks communication-not-in-logs.
void log_voicemail(TenantTransaction& txn, const std::string& id) {
  const auto voicemail = txn.query_maybe("SELECT id, transcript FROM voicemails WHERE id = $1::uuid", id);
  if (!voicemail) return;
  spdlog::info("voicemail: {}", (*voicemail)["transcript"].c_str());  // expect: personal-row-in-log
  spdlog::info("voicemail: {}", (*voicemail)["id"].c_str());
}

// Breaks no-training-outside: titles of deals teach a model that every customer uses.
void train(TenantTransaction& txn) {
  nlohmann::json titles = nlohmann::json::array();
  for (const auto& row : txn.query("SELECT title FROM deals")) titles.push_back(row["title"].c_str());
  nlohmann::json systems = nlohmann::json::array();
  for (const auto& row : txn.query("SELECT DISTINCT system FROM integrations")) systems.push_back(row["system"].c_str());
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.openai.com/v1/files");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, titles.dump().c_str());  // expect: lifecycle-restricted-transfer
  curl_easy_perform(handle);
  // Like it, and fine: the names of systems are from no table of customers' data.
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, systems.dump().c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

// Breaks subprocessors: nobody named an address book in the cloud.
void enrich(TenantTransaction& txn, const std::string& contact_id) {
  const auto contact = txn.query_maybe("SELECT id, email FROM contacts WHERE id = $1::uuid", contact_id);
  if (!contact) return;
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.hubapi.com/crm/v3/objects/contacts");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, (*contact)["email"].c_str());  // expect: personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, (*contact)["id"].c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

}  // namespace crmfactory::planted
