#include "notify/notify.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "privacy/pseudonyms.h"

namespace astracrm::notify {
namespace {

pqxx::row client_of(db::Transaction& txn, const access::Member& member, std::int64_t order_id) {
  return txn.one(
      "SELECT c.full_name, c.phone, c.address FROM orders o "
      "JOIN clients c ON c.organization_id = o.organization_id AND c.id = o.client_id "
      "WHERE o.organization_id = $1 AND o.id = $2",
      member.organization_id(), order_id);
}

}  // namespace

bool tell_worker(db::Transaction& txn, const access::Member& member, std::int64_t order_id, const std::string& chat) {
  const pqxx::row client = client_of(txn, member, order_id);
  const nlohmann::json body = {{"chat_id", chat}, {"text", client["full_name"].as<std::string>() + ", " + client["address"].as<std::string>("")}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.telegram.org/bot/sendMessage");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.dump().c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return code == CURLE_OK;
}

bool tell_client(db::Transaction& txn, const access::Member& member, std::int64_t order_id) {
  const std::string phone = client_of(txn, member, order_id)["phone"].as<std::string>();
  const nlohmann::json body = {{"to", phone}, {"text", "We are on the way."}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://sms.example/send");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.dump().c_str());
  const bool is_sent = curl_easy_perform(handle) == CURLE_OK;
  curl_easy_cleanup(handle);
  if (!is_sent) spdlog::warn("no message to {} about order {}", privacy::mask_phone(phone), order_id);
  return is_sent;
}

bool push(db::Transaction& txn, const access::Member& member, std::int64_t device_id) {
  const pqxx::row device = txn.one("SELECT push_token FROM devices WHERE organization_id = $1 AND id = $2", member.organization_id(), device_id);
  const nlohmann::json body = {{"to", device["push_token"].as<std::string>()}, {"title", "There is something new"}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://exp.host/--/api/v2/push/send");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.dump().c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return code == CURLE_OK;
}

std::string spell_address(db::Transaction& txn, const access::Member& member, std::int64_t client_id) {
  const pqxx::row client = txn.one("SELECT address FROM clients WHERE organization_id = $1 AND id = $2", member.organization_id(), client_id);
  const nlohmann::json body = {{"query", client["address"].as<std::string>("")}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://suggestions.dadata.ru/suggestions/api/4_1/rs/suggest/address");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.dump().c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return {};
}

}  // namespace astracrm::notify
