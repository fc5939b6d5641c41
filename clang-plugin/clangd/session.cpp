#include "clang-plugin/clangd/session.h"

#include <clang/Basic/SourceManager.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "clang-plugin/clangd/background_checks.h"
#include "clang-plugin/clangd/conversation.h"
#include "clang-plugin/clangd/message_stream.h"
#include "clang-plugin/clangd/outbox.h"
#include "clang-plugin/clangd/suppressed.h"

namespace ringfence::clangd {

namespace {

// Lives as long as the process: a thread may still be waiting for the editor when everything else is gone.
struct Session {
  explicit Session(int editor) : outbox(editor) {}

  Outbox outbox;
  Conversation conversation{[this](const std::string& message) { outbox.put(as_message(message)); }};
  BackgroundChecks checks{[this](const std::string& path, uint64_t number, const CheckedUnitPtr& unit) { conversation.take(path, number, unit); }};
  std::thread answers;
};
Session* session = nullptr;

void forward_to_clangd(int from, int to) {
  MessageStream stream(from);
  while (std::optional<std::string> body = stream.read())
    if (!write_all(to, as_message(session->conversation.to_clangd(std::move(*body))))) break;
  for (std::string rest = stream.rest(); !rest.empty() && write_all(to, rest);) rest = stream.rest();
  close(to);
}

void forward_to_editor(int from) {
  MessageStream stream(from);
  while (std::optional<std::string> body = stream.read()) {
    session->conversation.to_editor(std::move(*body));
    if (!session->outbox.wait_for_room()) break;
  }
  for (std::string rest = stream.rest(); !rest.empty() && session->outbox.wait_for_room(); rest = stream.rest()) session->outbox.put(rest);
}

void take_unit(tidy::DeferredUnit unit, clang::tidy::ClangTidyContext& context, const clang::SourceManager& sources) {
  const std::optional<std::set<std::string>> suppressed =
      suppressed_checks(context, sources.getDiagnostics(), sources.getLocForStartOfFile(sources.getMainFileID()));
  if (!suppressed) return;
  std::erase_if(unit.rules, [&](const auto& rule) { return suppressed->contains("ringfence-" + rule.first); });
  const uint64_t number = session->conversation.expect(unit.unit.path);
  session->checks.add(std::move(unit), number);
}

// The other end sees the end of what clangd had to say, and all of it.
void finish() {
  std::fflush(stdout);
  close(STDOUT_FILENO);
  session->answers.join();
  session->outbox.finish();
}

bool redirect(int pipe_end, int standard) {
  const bool done = dup2(pipe_end, standard) >= 0;
  close(pipe_end);
  return done;
}

}  // namespace

bool begin_session() {
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) return false;
  const int from_editor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  const int to_editor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (from_editor < 0 || to_editor < 0 || !redirect(in[0], STDIN_FILENO) || !redirect(out[1], STDOUT_FILENO)) return false;
  // Signals are clangd's: it ends by them, and in order.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  session = new Session(to_editor);
  std::thread([from = from_editor, to = in[1]] { forward_to_clangd(from, to); }).detach();
  session->answers = std::thread([from = out[0]] { forward_to_editor(from); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  tidy::defer_units(take_unit);
  std::atexit(finish);
  return true;
}

void end_session() {
  if (session != nullptr) session->checks.stop();
}

}  // namespace ringfence::clangd
