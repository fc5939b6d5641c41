#include "google/calendar.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

namespace cxtrack::google {
namespace {

size_t append(char* data, size_t, size_t size, void* answer) {
  static_cast<std::string*>(answer)->append(data, size);
  return size;
}

}  // namespace

nlohmann::json upcoming_events(const std::string& access_token) {
  std::string answer;
  CURL* handle = curl_easy_init();
  curl_slist* headers = curl_slist_append(nullptr, ("Authorization: Bearer " + access_token).c_str());
  curl_easy_setopt(handle, CURLOPT_URL, "https://www.googleapis.com/calendar/v3/calendars/primary/events");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
  curl_easy_perform(handle);
  curl_slist_free_all(headers);
  curl_easy_cleanup(handle);
  const auto document = nlohmann::json::parse(answer, nullptr, false);
  const nlohmann::json events = document.is_object() ? document.value("items", nlohmann::json::array()) : nlohmann::json::array();
  spdlog::debug("{} events are shown", events.size());
  return events;
}

void link_meeting(db::Transaction& txn, const std::string& meeting_id, const nlohmann::json& event) {
  txn.query("UPDATE meetings SET google_event_id = $3 WHERE id = $2::uuid AND org_id = $1", txn.session().org_id(), meeting_id,
            event.at("id").get<std::string>());
}

}  // namespace cxtrack::google
