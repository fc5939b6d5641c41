#include "clang-plugin/clangd/session.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "clang-plugin/clangd/conversation.h"
#include "clang-plugin/clangd/message_stream.h"

namespace ringfence::clangd {

namespace {

// Lives as long as the process: a thread may still be waiting for the editor when everything else is gone.
struct Session {
  int from_editor = -1, to_editor = -1, to_clangd = -1, from_clangd = -1;
  Conversation conversation;
  std::thread answers;
};
Session* session = nullptr;

void forward(int from, int to, std::string (Conversation::*change)(std::string)) {
  MessageStream stream(from);
  while (std::optional<std::string> body = stream.read())
    if (!write_message(to, (session->conversation.*change)(std::move(*body)))) break;
  for (std::string rest = stream.rest(); !rest.empty() && write_all(to, rest);) rest = stream.rest();
}

// The other end sees the end of what clangd had to say, and all of it.
void finish() {
  std::fflush(stdout);
  close(STDOUT_FILENO);
  session->answers.join();
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
  session = new Session;
  session->from_editor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  session->to_editor = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  session->to_clangd = in[1];
  session->from_clangd = out[0];
  if (session->from_editor < 0 || session->to_editor < 0 || !redirect(in[0], STDIN_FILENO) || !redirect(out[1], STDOUT_FILENO)) return false;
  // Signals are clangd's: it ends by them, and in order.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread([] {
    forward(session->from_editor, session->to_clangd, &Conversation::to_clangd);
    close(session->to_clangd);
  }).detach();
  session->answers = std::thread([] { forward(session->from_clangd, session->to_editor, &Conversation::to_editor); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  std::atexit(finish);
  return true;
}

}  // namespace ringfence::clangd
