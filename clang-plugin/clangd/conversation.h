// What is added to clangd's words on their way to the editor: weight and manual of our diagnostics, and hover.
#pragma once

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>

namespace ringfence::clangd {

/// How an editor counts columns.
enum class ColumnUnit { kUtf8, kUtf16, kUtf32 };

/// Thread-safe: both directions at a time. Messages that it has nothing to do with pass as they are.
class Conversation {
 public:
  Conversation();

  std::string to_clangd(std::string message);
  std::string to_editor(std::string message);

 private:
  struct Question {
    std::string path;
    uint32_t line = 0;
    uint32_t column = 0;
  };

  void answer_initialize(const nlohmann::json& message);
  bool add_to_diagnostics(nlohmann::json& message) const;
  bool add_to_hover(nlohmann::json& message);

  std::mutex mutex_;
  std::map<std::string, Question> hovers_;  ///< By the request's id, as JSON.
  std::string initialize_;                  ///< Id of that request.
  bool takes_markdown_ = false;
  ColumnUnit columns_ = ColumnUnit::kUtf16;
};

}  // namespace ringfence::clangd
