#include "shipments/delhivery.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace astrix::shipments {

bool order_pickup(db::Transaction& txn, const http::Session& session, std::int64_t shipment_id) {
  const pqxx::row row = txn.one(
      "SELECT s.awb, r.full_name, r.phone, r.address, r.pincode FROM shipments s "
      "JOIN shipment_recipients r ON r.organization_id = s.organization_id AND r.client_id = s.client_id AND r.id = s.recipient_id "
      "WHERE s.organization_id = $1 AND s.client_id = $2 AND s.id = $3",
      session.organization_id(), session.client_id(), shipment_id);
  const nlohmann::json parcel = {{"waybill", row["awb"].as<std::string>()},
                                 {"name", row["full_name"].as<std::string>()},
                                 {"phone", row["phone"].as<std::string>()},
                                 {"add", row["address"].as<std::string>()},
                                 {"pin", row["pincode"].as<std::string>()}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://track.delhivery.com/api/cmu/create.json");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, parcel.dump().c_str());
  const bool is_taken = curl_easy_perform(handle) == CURLE_OK;
  curl_easy_cleanup(handle);
  spdlog::info("pickup of {}: {}", row["awb"].as<std::string>(), is_taken);
  return is_taken;
}

}  // namespace astrix::shipments
