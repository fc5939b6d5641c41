#include "assist/assistant.h"

#include <curl/curl.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "log/logger.h"

namespace fieldcrm::assist {
namespace {

constexpr const char* kModel = "https://api.openai.com/v1/chat/completions";

std::string question(const std::string& text) {
  return nlohmann::json{{"model", "small"}, {"messages", {{{"role", "user"}, {"content", text}}}}}.dump();
}

}  // namespace

std::string without_people(const std::string& text) {
  static const std::regex address("[^ ]+@[^ ]+"), number("[+0-9][0-9 /-]{5,}");
  return std::regex_replace(std::regex_replace(text, address, "(address)"), number, "(number)");
}

std::string Assistant::summarize(const Meeting& meeting) {
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, kModel);
  const std::string body = question("Summarize: " + meeting.title + " with " + meeting.contact_email);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());  // expect: personal-to-third-party
  LOG_DEBUG("asked: " << body);  // expect: personal-object-in-log
  LOG_DEBUG("asked, letters: " << body.size());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return {};
}

// Titles and stages are about deals.
std::string Assistant::summarize_stages(const std::vector<Meeting>& meetings) {
  std::string text = "Summarize:";
  for (const Meeting& meeting : meetings) text += " " + meeting.title + " (" + meeting.stage + ")";
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, kModel);
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, question(text).c_str());
  LOG_DEBUG("asked: " << text);
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return {};
}

// ringfence.toml says what makes a text fit for the model.
std::string Assistant::draft_reply(const Meeting& meeting) {
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, kModel);
  const std::string body = question(without_people("Answer " + meeting.contact_email + ", " + meeting.contact_phone));
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, body.c_str());
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  return {};
}

}  // namespace fieldcrm::assist
