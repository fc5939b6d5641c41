#include "tests/lsp/session.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace ringfence::tests {

namespace {

constexpr int kPatience = 120'000;  ///< Milliseconds; the machine may be busy.

size_t offset_of(const std::string& text, const Json& position) {
  size_t at = 0;
  for (int line = position.at("line").get<int>(); line > 0; --line) at = text.find('\n', at) + 1;
  return at + position.at("character").get<size_t>();
}

}  // namespace

std::string file_uri(const std::string& path) { return "file://" + path; }

LspSession::LspSession(const std::string& folder, const std::vector<std::string>& arguments) {
  int to[2], from[2];
  if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  signal(SIGPIPE, SIG_IGN);
  process_ = fork();
  if (process_ == 0) {
    dup2(to[0], STDIN_FILENO);
    dup2(from[1], STDOUT_FILENO);
    std::vector<const char*> words = {RINGFENCE_PROGRAM, "lsp"};
    for (const std::string& one : arguments) words.push_back(one.c_str());
    words.push_back(nullptr);
    if (chdir(folder.c_str()) == 0) execv(RINGFENCE_PROGRAM, const_cast<char* const*>(words.data()));
    _exit(127);
  }
  ::close(to[0]);
  ::close(from[1]);
  input_ = to[1];
  output_ = from[0];
}

LspSession::~LspSession() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  if (input_ >= 0) ::close(input_);
  ::close(output_);
}

Json LspSession::initialize(const Json& extra) {
  Json params = {{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", {{"textDocument", {{"publishDiagnostics", {{"relatedInformation", true}, {"codeDescriptionSupport", true}}}}}}}};
  params.merge_patch(extra);
  const Json answer = request("initialize", params);
  notify("initialized", Json::object());
  return answer.at("result").at("capabilities");
}

void LspSession::send_bytes(const std::string& bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const ssize_t count = write(input_, bytes.data() + at, bytes.size() - at);
    if (count <= 0) return;
    at += static_cast<size_t>(count);
  }
}

void LspSession::send(const Json& message) {
  const std::string body = message.dump();
  send_bytes("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

void LspSession::notify(const std::string& method, const Json& params) { send({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}); }

int LspSession::begin_request(const std::string& method, const Json& params) {
  send({{"jsonrpc", "2.0"}, {"id", ++asked_}, {"method", method}, {"params", params}});
  return asked_;
}

Json LspSession::request(const std::string& method, const Json& params) { return response_to(begin_request(method, params)); }

Json LspSession::response_to(const Json& id) {
  return wait_for([&](const Json& one) { return !one.contains("method") && one.contains("id") && one["id"] == id; });
}

std::optional<Json> LspSession::receive() {
  while (true) {
    const size_t header = buffer_.find("\r\n\r\n");
    if (header != std::string::npos) {
      const size_t length = std::stoul(buffer_.substr(std::string("Content-Length: ").size()));
      if (buffer_.size() >= header + 4 + length) {
        Json message = Json::parse(buffer_.substr(header + 4, length));
        buffer_.erase(0, header + 4 + length);
        if (message.value("method", "") == "textDocument/publishDiagnostics")
          published_.emplace_back(message["params"]["uri"].get<std::string>(), message["params"].value("version", int64_t{-1}));
        return message;
      }
    }
    pollfd ready{output_, POLLIN, 0};
    char bytes[65536];
    if (poll(&ready, 1, kPatience) <= 0) return std::nullopt;
    const ssize_t count = read(output_, bytes, sizeof bytes);
    if (count <= 0) return std::nullopt;
    buffer_.append(bytes, static_cast<size_t>(count));
  }
}

template <class Wanted>
Json LspSession::wait_for(const Wanted& wanted) {
  const auto known = std::find_if(waiting_.begin(), waiting_.end(), wanted);
  if (known != waiting_.end()) {
    Json found = std::move(*known);
    waiting_.erase(known);
    return found;
  }
  while (std::optional<Json> message = receive()) {
    if (wanted(*message)) return std::move(*message);
    waiting_.push_back(std::move(*message));
  }
  throw std::runtime_error("the server says nothing any more");
}

void LspSession::open(const std::string& path, const std::string& text, int version) {
  notify("textDocument/didOpen", {{"textDocument", {{"uri", file_uri(path)}, {"languageId", "sql"}, {"version", version}, {"text", text}}}});
}

void LspSession::replace_all(const std::string& path, const std::string& text, int version) {
  notify("textDocument/didChange", {{"textDocument", {{"uri", file_uri(path)}, {"version", version}}}, {"contentChanges", {{{"text", text}}}}});
}

void LspSession::close(const std::string& path) { notify("textDocument/didClose", {{"textDocument", {{"uri", file_uri(path)}}}}); }

Json LspSession::diagnostics(const std::string& path, int version) {
  const Json found = wait_for([&](const Json& one) {
    return one.value("method", "") == "textDocument/publishDiagnostics" && one["params"]["uri"] == file_uri(path) && one["params"].value("version", -1) >= version;
  });
  return found["params"]["diagnostics"];
}

Json LspSession::next_diagnostics(const std::string& path) {
  return wait_for([&](const Json& one) { return one.value("method", "") == "textDocument/publishDiagnostics" && one["params"]["uri"] == file_uri(path); })["params"]["diagnostics"];
}

Json LspSession::next(const std::string& method) {
  return wait_for([&](const Json& one) { return one.value("method", "") == method; });
}

int LspSession::wait_for_end() {
  if (input_ >= 0) ::close(input_);
  input_ = -1;
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int LspSession::end() {
  request("shutdown", nullptr);
  notify("exit", nullptr);
  return wait_for_end();
}

long LspSession::resident_kilobytes() const {
  std::ifstream status("/proc/" + std::to_string(process_) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  return 0;
}

std::vector<int64_t> LspSession::published(const std::string& path) const {
  std::vector<int64_t> versions;
  for (const auto& [uri, version] : published_)
    if (uri == file_uri(path)) versions.push_back(version);
  return versions;
}

std::vector<std::string> short_form(const Json& diagnostics) {
  std::vector<std::string> all;
  for (const Json& one : diagnostics) {
    const Json& start = one.at("range").at("start");
    all.push_back(start.at("line").dump() + ":" + start.at("character").dump() + " " + one.at("code").get<std::string>());
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> rules_of(const Json& diagnostics) {
  std::vector<std::string> all;
  for (const Json& one : diagnostics) all.push_back(one.at("code").get<std::string>());
  return all;
}

std::string with_edits(std::string text, const Json& edits) {
  std::vector<Json> last_first(edits.begin(), edits.end());
  std::sort(last_first.begin(), last_first.end(), [&](const Json& a, const Json& b) {
    return offset_of(text, a["range"]["start"]) > offset_of(text, b["range"]["start"]);
  });
  for (const Json& edit : last_first) {
    const size_t begin = offset_of(text, edit["range"]["start"]);
    text.replace(begin, offset_of(text, edit["range"]["end"]) - begin, edit["newText"].get<std::string>());
  }
  return text;
}

}  // namespace ringfence::tests
