// What leaves the house. Kept: src/calls/summaries.cpp, src/inbox/parser.cpp, src/notify/notify.cpp.
#include <curl/curl.h>

#include <nlohmann/json.hpp>

#include "planted/planted.h"

namespace astracrm::planted {

// astracrm/deidentified-summaries: the caller's number, and all that was said.
std::string summarize(db::Transaction& txn, const access::Member& member, std::int64_t call_id) {
  const pqxx::row row = txn.one("SELECT k.caller_phone FROM calls k WHERE k.organization_id = $1 AND k.id = $2",
                                member.organization_id(), call_id);
  const std::string prompt = "Who called from " + row["caller_phone"].as<std::string>() + "?";
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://openrouter.ai/api/v1/chat/completions");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, prompt.c_str());  // expect: personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return {};
}

// astracrm/inbox-to-yandex: a message goes to the model that may not see it.
std::string parse(db::Transaction& txn, const access::Member& member, std::int64_t message_id) {
  const pqxx::row row = txn.one("SELECT body FROM inbox_messages WHERE organization_id = $1 AND id = $2", member.organization_id(), message_id);
  const std::string prompt = "Which order is this? " + row["body"].as<std::string>();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://openrouter.ai/api/v1/chat/completions");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, prompt.c_str());  // expect: lifecycle-restricted-transfer, personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return {};
}

// astracrm/minimum-necessary: where to go and to whom is enough; the number is not needed in a chat.
bool tell_worker(db::Transaction& txn, const access::Member& member, std::int64_t order_id, const std::string& chat) {
  const pqxx::row client = txn.one(
      "SELECT c.phone FROM orders o JOIN clients c ON c.organization_id = o.organization_id AND c.id = o.client_id "
      "WHERE o.organization_id = $1 AND o.id = $2",
      member.organization_id(), order_id);
  const std::string body = nlohmann::json{{"chat_id", chat}, {"text", client["phone"].as<std::string>()}}.dump();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.telegram.org/bot/sendMessage");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());  // expect: personal-to-third-party
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return code == CURLE_OK;
}

// astracrm/minimum-necessary: an address is spelled without knowing who lives there.
std::string spell_address(db::Transaction& txn, const access::Member& member, std::int64_t client_id) {
  const pqxx::row client = txn.one("SELECT full_name, address FROM clients WHERE organization_id = $1 AND id = $2", member.organization_id(), client_id);
  const std::string body = nlohmann::json{{"query", client["full_name"].as<std::string>() + " " + client["address"].as<std::string>("")}}.dump();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://suggestions.dadata.ru/suggestions/api/4_1/rs/suggest/address");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());  // expect: personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return {};
}

// astracrm/no-promotion-data: the analytics of the public site learn who the clients are.
void count_visit(db::Transaction& txn, const access::Member& member, std::int64_t client_id) {
  const pqxx::row client = txn.one("SELECT email FROM clients WHERE organization_id = $1 AND id = $2", member.organization_id(), client_id);
  const std::string body = nlohmann::json{{"params", client["email"].as<std::string>("")}}.dump();
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://mc.yandex.ru/collect");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());  // expect: lifecycle-restricted-transfer, personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
}

}  // namespace astracrm::planted
