#include "assist/summaries.h"

#include <curl/curl.h>

#include <nlohmann/json.hpp>
#include <regex>

namespace astrix::assist {

std::string without_people(const std::string& text) {
  static const std::regex address("[^ ]+@[^ ]+"), number("[+0-9][0-9 -]{6,}");
  return std::regex_replace(std::regex_replace(text, address, "(address)"), number, "(number)");
}

std::string ask(const std::string& prompt) {
  const nlohmann::json body = {{"inputText", prompt}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://bedrock-runtime.ap-south-1.amazonaws.com/model/small/invoke");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.dump().c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return {};
}

std::string summarize(db::Transaction& txn, const http::Session& session, std::int64_t conversation_id) {
  const pqxx::result rows = txn.run(
      "SELECT m.body FROM whatsapp_messages m "
      "WHERE m.organization_id = $1 AND m.client_id = $2 AND m.conversation_id = $3 ORDER BY m.sent_at",
      session.organization_id(), session.client_id(), conversation_id);
  std::string text = "Summarize:";
  for (const auto& row : rows) text += "\n" + without_people(row["body"].as<std::string>());
  return ask(text);
}

}  // namespace astrix::assist
