// The analysis beside the reader: takes edits as they come, works on the newest, and never publishes what is stale.
#pragma once

#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lint/lsp/client.h"
#include "lint/lsp/open_file.h"
#include "ringfence/language_server.h"

namespace ringfence::lsp {

/// A request that the analysis has to answer.
struct Question {
  Json id;
  std::string method;
  Json params;
  std::string uri;
  int64_t version = 0;  ///< Of the document when it was asked.
};

class Analyst {
 public:
  Analyst(Client& client, const LanguageServerOptions& options) : client_(client), options_(options) {}
  ~Analyst() { end(); }

  /// Begins its thread. Before that, what comes is only noted.
  void start();
  /// Gives up what is being done and ends the thread; pending questions get no answer.
  void end();

  // From the reader's thread.
  void open(Document document);
  /// False: no such document.
  bool change(const std::string& uri, std::optional<int64_t> version, const Json& changes);
  void close(const std::string& uri);
  void look_at_disk();
  void ask(Question question);
  void cancel(const Json& id);

 private:
  /// What has come since it was looked last.
  struct News {
    std::vector<std::string> closed;  ///< URIs, of documents that were opened again too.
    std::vector<Document> changed;
    std::deque<Question> questions;
    bool disk = false;
  };

  static void* run(void* self);
  void work();
  bool wait();
  News take_news();

  // In its own thread.
  void take_over(News& news);
  void find_projects();
  void give_texts(bool all);
  void mark(const Workspace* project);
  void answer(const Question& question);
  std::optional<Json> answer_to(const Question& question, OpenFile* file);
  void explain(const Question& question);
  OpenFile* next_to_check();
  bool check(OpenFile& file);
  void publish(OpenFile& file);
  std::string config_of(const std::string& path) const;
  Workspace* project_of(const std::string& path);
  bool is_waiting(const OpenFile& file) const;
  bool is_cancelled(const Json& id);

  Client& client_;
  const LanguageServerOptions options_;
  pthread_t thread_{};
  bool is_running_ = false;

  std::mutex mutex_;
  std::condition_variable news_came_;
  std::map<std::string, Document> documents_;  ///< As the editor has them.
  std::set<std::string> schema_uris_;          ///< Whose edits make work on findings useless.
  News news_;
  std::set<std::string> cancelled_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> works_on_schema_ = false;  ///< On findings that can wait while somebody types.
  bool ends_ = false;

  std::map<std::string, OpenFile> files_;
  std::map<std::string, std::unique_ptr<Workspace>> projects_;  ///< By their configuration.
  std::set<std::string> told_;                                  ///< Trouble that the editor has been told of.
  bool asks_again_ = false;                                     ///< The editor has to pull diagnostics anew.
};

}  // namespace ringfence::lsp
