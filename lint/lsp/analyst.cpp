// The reader's side, and the loop of the analysis.
#include "lint/lsp/analyst.h"

#include <algorithm>

namespace ringfence::lsp {

namespace {

// The parser recurses with the statement; a thread's usual 8 MB would not do.
constexpr size_t kStackBytes = size_t{256} << 20;

}  // namespace

void Analyst::start() {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  is_running_ = pthread_create(&thread_, &attributes, run, this) == 0;
  pthread_attr_destroy(&attributes);
  if (!is_running_) client_.log(1, "ringfence: no thread for the analysis");
}

void Analyst::end() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
    stop_ = true;
  }
  news_came_.notify_all();
  if (is_running_) pthread_join(thread_, nullptr);
  is_running_ = false;
}

void Analyst::open(Document document) {
  const std::lock_guard lock(mutex_);
  const std::string uri = document.uri;
  if (documents_.count(uri) != 0) news_.closed.push_back(uri);
  documents_[uri] = document;
  news_.changed.push_back(std::move(document));
  news_came_.notify_all();
}

bool Analyst::change(const std::string& uri, std::optional<int64_t> version, const Json& changes) {
  const std::lock_guard lock(mutex_);
  const auto found = documents_.find(uri);
  if (found == documents_.end()) return false;
  found->second.change(changes, client_.facts.encoding);
  found->second.version = version.value_or(found->second.version + 1);
  std::erase_if(news_.changed, [&](const Document& one) { return one.uri == uri; });
  news_.changed.push_back(found->second);
  if (schema_uris_.count(uri) != 0 || works_on_schema_) stop_ = true;
  news_came_.notify_all();
  return true;
}

void Analyst::close(const std::string& uri) {
  const std::lock_guard lock(mutex_);
  if (documents_.erase(uri) == 0) return;
  std::erase_if(news_.changed, [&](const Document& one) { return one.uri == uri; });
  news_.closed.push_back(uri);
  news_came_.notify_all();
}

void Analyst::look_at_disk() {
  const std::lock_guard lock(mutex_);
  news_.disk = true;
  news_came_.notify_all();
}

void Analyst::ask(Question question) {
  const std::lock_guard lock(mutex_);
  if (const auto document = documents_.find(question.uri); document != documents_.end()) question.version = document->second.version;
  news_.questions.push_back(std::move(question));
  news_came_.notify_all();
}

void Analyst::cancel(const Json& id) {
  const std::lock_guard lock(mutex_);
  const bool is_known = std::any_of(news_.questions.begin(), news_.questions.end(), [&](const Question& one) { return one.id == id; });
  if (is_known) cancelled_.insert(id.dump());
}

bool Analyst::is_cancelled(const Json& id) {
  const std::lock_guard lock(mutex_);
  return cancelled_.erase(id.dump()) != 0;
}

void* Analyst::run(void* self) {
  static_cast<Analyst*>(self)->work();
  return nullptr;
}

// Until there is something to do; false: the end.
bool Analyst::wait() {
  std::unique_lock lock(mutex_);
  const auto has_news = [&] {
    return ends_ || news_.disk || !news_.closed.empty() || !news_.changed.empty() || !news_.questions.empty();
  };
  while (!has_news()) {
    bool is_idle = true;
    Clock::time_point next = Clock::time_point::max();
    for (const auto& [uri, file] : files_) {
      if (!file.needs_check && !file.needs_text) continue;
      is_idle = false;
      next = std::min(next, is_waiting(file) ? file.edited + std::chrono::milliseconds(options_.schema_delay) : Clock::now());
    }
    if (is_idle) news_came_.wait(lock);
    else if (news_came_.wait_until(lock, next) == std::cv_status::timeout) break;
  }
  return !ends_;
}

Analyst::News Analyst::take_news() {
  const std::lock_guard lock(mutex_);
  if (!ends_) stop_ = false;
  schema_uris_.clear();
  for (const auto& [uri, file] : files_)
    if (file.decides_schema()) schema_uris_.insert(uri);
  News taken = std::move(news_);
  news_ = {};
  return taken;
}

void Analyst::work() {
  while (wait()) {
    News news = take_news();
    take_over(news);
    for (const Question& question : news.questions) answer(question);
    if (OpenFile* file = next_to_check(); file != nullptr && check(*file)) publish(*file);
    if (asks_again_ && next_to_check() == nullptr) {
      asks_again_ = false;
      if (client_.facts.pulls_diagnostics && client_.facts.takes_refresh) client_.ask("workspace/diagnostic/refresh", nullptr);
    }
  }
}

}  // namespace ringfence::lsp
