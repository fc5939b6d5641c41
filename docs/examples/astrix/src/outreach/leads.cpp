#include "outreach/leads.h"

#include <curl/curl.h>

#include <memory>
#include <nlohmann/json.hpp>

namespace astrix::outreach {

bool add_to_campaign(const Lead& lead, const std::string& campaign) {
  const nlohmann::json body = {{"campaign", campaign}, {"email", lead.email}, {"name", lead.full_name}, {"company", lead.company}};
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(handle.get(), CURLOPT_URL, "https://api.instantly.ai/api/v2/leads");
  curl_easy_setopt(handle.get(), CURLOPT_COPYPOSTFIELDS, body.dump().c_str());
  return curl_easy_perform(handle.get()) == CURLE_OK;
}

}  // namespace astrix::outreach
