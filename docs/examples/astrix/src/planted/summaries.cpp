// What a language model is told. Kept: src/assist/summaries.cpp.
#include <curl/curl.h>

#include <nlohmann/json.hpp>

#include "assist/summaries.h"
#include "planted/planted.h"

namespace astrix::planted {

// astrix/minimal-transfers: the number of who wrote is not needed for a summary.
std::string summarize(db::Transaction& txn, const http::Session& session, std::int64_t conversation_id) {
  const pqxx::row row = txn.one(
      "SELECT contact_phone FROM whatsapp_conversations WHERE organization_id = $1 AND client_id = $2 AND id = $3",
      session.organization_id(), session.client_id(), conversation_id);
  const std::string prompt = "Who is " + row["contact_phone"].as<std::string>() + "?";
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://bedrock-runtime.ap-south-1.amazonaws.com/model/small/invoke");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, prompt.c_str());  // expect: personal-to-third-party
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return assist::ask(assist::without_people(prompt));
}

}  // namespace astrix::planted
