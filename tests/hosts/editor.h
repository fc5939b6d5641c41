// An editor as a language server sees it: it starts the server, opens and changes files, and waits for answers.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

namespace ringfence::tests {

class Editor {
 public:
  /// `server`: the program and its arguments; it runs in `folder`.
  Editor(const std::vector<std::string>& server, const std::string& folder);
  ~Editor();
  Editor(const Editor&) = delete;
  Editor& operator=(const Editor&) = delete;

  void open(const std::string& path, const std::string& text);
  void change(const std::string& path, const std::string& text);
  /// Tells only what is new; line and character from 0, in UTF-16.
  void insert(const std::string& path, int line, int character, const std::string& text);
  void close(const std::string& path);

  /// What the server says of the text as it is now: waits until it has said so. Throws after `seconds`.
  nlohmann::json diagnostics(const std::string& path, int seconds = 240);
  /// The first that it says after `open` or `change`, complete or not.
  nlohmann::json first_diagnostics(const std::string& path, int seconds = 240);
  /// The answer to a request; throws where it is an error or does not come.
  nlohmann::json request(const std::string& method, const nlohmann::json& params);
  /// The parameters of a request about a place, from 0.
  static nlohmann::json at(const std::string& path, int line, int character);
  static std::string uri(const std::string& path) { return "file://" + path; }

  /// Shuts the server down as the protocol says; its exit code, -1: a signal ended it.
  int end();
  bool is_alive() const;
  long resident_kilobytes() const;

 private:
  void notify(const std::string& method, const nlohmann::json& params);
  void send_change(const std::string& path, const nlohmann::json& change);
  void send(const nlohmann::json& message);
  void listen();
  void receive(const nlohmann::json& message);

  int process_ = -1;
  int to_ = -1, from_ = -1;
  int next_id_ = 1;
  std::thread listener_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<int, nlohmann::json> answers_;
  std::map<std::string, int> versions_;                               ///< By path.
  std::map<std::string, std::pair<int, nlohmann::json>> published_;  ///< By address: version and diagnostics.
  std::map<std::string, nlohmann::json> first_;                      ///< By address, since the latest edit.
  bool is_over_ = false;
};

}  // namespace ringfence::tests
