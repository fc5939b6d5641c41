// What is added to clangd's words on their way to the editor: our diagnostics, what can be done about them, and hover.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "clang-plugin/clangd/documents.h"

namespace ringfence::clangd {

/// Thread-safe. Messages that it has nothing to do with pass as they are.
class Conversation {
 public:
  /// `send` gets each message to the editor, in order, and does not wait.
  explicit Conversation(std::function<void(const std::string& message)> send) : send_(std::move(send)) {}

  /// What clangd is to get in the place of the editor's message.
  std::string to_clangd(std::string message);
  /// Sends what the editor is to get in the place of clangd's message, now or later.
  void to_editor(std::string message);

  /// A unit with this main file is going to be checked: its number.
  uint64_t expect(const std::string& path);
  /// It was, null: to no end.
  void take(const std::string& path, uint64_t number, const CheckedUnitPtr& unit);

 private:
  /// A request to which we have something to add.
  struct Question {
    bool is_hover = false;
    std::string uri;
    nlohmann::json parameters;
    SourcePtr text;
    int64_t version = 0;
  };
  struct Held {
    Question question;
    nlohmann::json answer;
  };

  void note(const nlohmann::json& message);
  void answer_held();
  void add_to(nlohmann::json& answer, const Question& question) const;
  void add_to_hover(nlohmann::json& result, const CheckedUnit& unit, const Question& question) const;
  void add_to_actions(nlohmann::json& result, const CheckedUnit& unit, const Question& question) const;

  const std::function<void(const std::string&)> send_;
  std::mutex mutex_;  ///< Of all below, and of the order of what is sent.
  Client client_;
  Documents documents_{client_};
  std::map<std::string, Question> questions_;  ///< By the request's id, as JSON.
  std::vector<Held> held_;                     ///< Answers that wait until the text has been checked.
  std::string initialize_;                     ///< Id of that request.
  uint64_t units_ = 0;
};

}  // namespace ringfence::clangd
