#include "inbox/parser.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace astracrm::inbox {

std::string parse(db::Transaction& txn, const access::Member& member, std::int64_t message_id) {
  const pqxx::row row = txn.one("SELECT body, sender_phone FROM inbox_messages WHERE organization_id = $1 AND id = $2",
                                member.organization_id(), message_id);
  const nlohmann::json body = {{"modelUri", "small"},
                               {"messages", {{{"role", "user"}, {"text", row["body"].as<std::string>() + "\nfrom " + row["sender_phone"].as<std::string>("")}}}}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://llm.api.cloud.yandex.net/foundationModels/v1/completion");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.dump().c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  if (code != CURLE_OK) spdlog::warn("message {} was not parsed", message_id);
  return {};
}

}  // namespace astracrm::inbox
