#include "assist/reply_draft.h"

#include <curl/curl.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace aetrix::assist {
namespace {

size_t append(char* data, size_t, size_t size, void* answer) {
  static_cast<std::string*>(answer)->append(data, size);
  return size;
}

}  // namespace

std::string draft_reply(db::Transaction& txn, const http::RequestContext& context, const std::string& message_id) {
  const auto message = txn.query_maybe("SELECT body_text FROM mail_messages WHERE id = $2::uuid AND organization_id = $1",
                                       context.organization_id(), message_id);
  if (!message) return {};
  const std::string question = nlohmann::json{{"task", "answer politely"}, {"message", (*message)["body_text"].c_str()}}.dump();
  std::string answer;
  CURL* handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "https://api.openai.com/v1/chat/completions");
  curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, question.c_str());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
  curl_easy_perform(handle);
  curl_easy_cleanup(handle);
  spdlog::info("a reply to message {} was drafted: {} letters", message_id, answer.size());
  return answer;
}

}  // namespace aetrix::assist
