#include "calls/summaries.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "privacy/pseudonyms.h"

namespace astracrm::calls {

std::string summarize(db::Transaction& txn, const access::Member& member, std::int64_t call_id) {
  const pqxx::row row = txn.one(
      "SELECT t.transcript, c.full_name FROM call_transcripts t "
      "JOIN calls k ON k.organization_id = t.organization_id AND k.id = t.call_id "
      "LEFT JOIN clients c ON c.organization_id = k.organization_id AND c.id = k.client_id "
      "WHERE t.organization_id = $1 AND t.call_id = $2",
      member.organization_id(), call_id);
  const std::string text = privacy::pseudonymise(row["transcript"].as<std::string>(), row["full_name"].as<std::string>(""));
  const nlohmann::json body = {{"model", "small"}, {"messages", {{{"role", "user"}, {"content", "Summarize:\n" + text}}}}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://openrouter.ai/api/v1/chat/completions");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.dump().c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  spdlog::info("call {}: {} letters were summarized, {}", call_id, text.size(), static_cast<int>(code));
  return {};
}

}  // namespace astracrm::calls
