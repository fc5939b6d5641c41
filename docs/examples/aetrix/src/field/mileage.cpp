#include "field/mileage.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace aetrix::field {
namespace {

size_t append(char* data, size_t, size_t size, void* answer) {
  static_cast<std::string*>(answer)->append(data, size);
  return size;
}

}  // namespace

double measure_trip(db::Transaction& txn, const http::RequestContext& context, const std::string& trip_id) {
  const auto points = txn.query(
      "SELECT latitude, longitude FROM mileage_points WHERE trip_id = $2::uuid AND organization_id = $1 ORDER BY position",
      context.organization_id(), trip_id);
  nlohmann::json route = nlohmann::json::array();
  for (const auto& point : points) route.push_back({point["longitude"].as<double>(), point["latitude"].as<double>()});

  std::string answer;
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://router.project-osrm.org/match/v1/driving");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, route.dump().c_str());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);

  const double kilometres = nlohmann::json::parse(answer).value("distance", 0.0) / 1000;
  txn.execute("UPDATE mileage_trips SET kilometres = $3, ended_at = now() WHERE id = $2::uuid AND organization_id = $1",
              context.organization_id(), trip_id, kilometres);
  spdlog::info("trip {}: {} points", trip_id, points.size());
  return kilometres;
}

}  // namespace aetrix::field
