#include "outreach/leads.h"

#include <curl/curl.h>

#include <nlohmann/json.hpp>

namespace astrix::outreach {

bool add_to_campaign(const Lead& lead, const std::string& campaign) {
  const nlohmann::json body = {{"campaign", campaign}, {"email", lead.email}, {"name", lead.full_name}, {"company", lead.company}};
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.instantly.ai/api/v2/leads");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.dump().c_str());
  const CURLcode code = curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return code == CURLE_OK;
}

}  // namespace astrix::outreach
