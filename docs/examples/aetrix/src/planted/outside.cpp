#include <curl/curl.h>

#include <nlohmann/json.hpp>

#include "planted/features.h"

namespace aetrix::planted {

// Breaks mailbox-not-for-advertising: who wrote to customers becomes an audience.
void advertise(db::Transaction& txn, const http::RequestContext& context) {
  nlohmann::json audience = nlohmann::json::array();
  for (const auto& row : txn.query("SELECT DISTINCT sender_email FROM mail_messages WHERE organization_id = $1", context.organization_id()))
    audience.push_back(row["sender_email"].c_str());
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://graph.facebook.com/v19.0/audiences");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, audience.dump().c_str());  // expect: lifecycle-restricted-transfer, personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

// Breaks mailbox-not-for-training: subjects of threads become training data.
void publish_threads(db::Transaction& txn, const http::RequestContext& context) {
  nlohmann::json subjects = nlohmann::json::array();
  for (const auto& row : txn.query("SELECT subject FROM mail_threads WHERE organization_id = $1", context.organization_id()))
    subjects.push_back(row["subject"].c_str());
  nlohmann::json stages = nlohmann::json::array();
  for (const auto& row : txn.query("SELECT stage, count(*) AS leads FROM leads WHERE organization_id = $1 GROUP BY stage", context.organization_id()))
    stages.push_back(row["stage"].c_str());
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://huggingface.co/api/datasets");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, subjects.dump().c_str());  // expect: lifecycle-restricted-transfer
  curl_easy_perform(handle);
  // Like it, and fine: stages are from no mailbox.
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, stages.dump().c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

// Breaks listed-subprocessors: analytics is no subprocessor, and has nothing to do with addresses.
void track_contact(db::Transaction& txn, const http::RequestContext& context, const std::string& id) {
  const auto contact = txn.query_maybe("SELECT id, email FROM contacts WHERE id = $2::uuid AND organization_id = $1", context.organization_id(), id);
  if (!contact) return;
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.mixpanel.com/track");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, (*contact)["email"].c_str());  // expect: personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, (*contact)["id"].c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

// Breaks mailbox-for-mail-only: the search over everything looks into letters.
http::Response search_mail(const http::Request& request, const http::RequestContext& context, db::Transaction& txn) {
  const std::string pattern = request.query_param("q");
  auto found = db::to_json(txn.query("SELECT id FROM mail_messages WHERE organization_id = $1 AND body_text ILIKE $2", context.organization_id(), pattern));  // expect: lifecycle-stray-use
  found.push_back(db::to_json(txn.query("SELECT id FROM mail_threads WHERE organization_id = $1 AND subject ILIKE $2", context.organization_id(), pattern)));
  return http::Response::ok(found);
}

// Breaks location-where-active: a map of where everybody was is none of the features.
http::Response heat_map(const http::RequestContext& context, db::Transaction& txn) {
  auto points = db::to_json(txn.query("SELECT latitude, longitude FROM check_ins WHERE organization_id = $1", context.organization_id()));  // expect: lifecycle-stray-use, lifecycle-stray-use
  points.push_back(db::to_json(txn.query("SELECT property_id, count(*) FROM check_ins WHERE organization_id = $1 GROUP BY property_id", context.organization_id())));
  return http::Response::ok(points);
}

}  // namespace aetrix::planted
