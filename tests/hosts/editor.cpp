#include "tests/hosts/editor.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <stdexcept>

namespace ringfence::tests {

using nlohmann::json;

namespace {

void start(const std::vector<std::string>& server, const std::string& folder, int in, int out) {
  std::vector<char*> arguments;
  for (const std::string& one : server) arguments.push_back(const_cast<char*>(one.c_str()));
  arguments.push_back(nullptr);
  dup2(in, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  const int trouble = ::open((folder + "/.server-log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (trouble >= 0) dup2(trouble, STDERR_FILENO);
  if (chdir(folder.c_str()) == 0) execvp(arguments[0], arguments.data());
  _exit(127);
}

bool read_exactly(int descriptor, std::string& bytes, size_t count) {
  bytes.resize(count);
  for (size_t done = 0; done < count;) {
    const ssize_t got = ::read(descriptor, bytes.data() + done, count - done);
    if (got <= 0) return false;
    done += static_cast<size_t>(got);
  }
  return true;
}

const json kCapabilities = {
    {"textDocument",
     {{"publishDiagnostics", {{"versionSupport", true}, {"relatedInformation", true}, {"codeDescriptionSupport", true}}},
      {"hover", {{"contentFormat", {"markdown", "plaintext"}}}},
      {"codeAction", {{"codeActionLiteralSupport", {{"codeActionKind", {{"valueSet", {"quickfix"}}}}}}}}}},
    {"general", {{"positionEncodings", {"utf-16"}}}}};

}  // namespace

Editor::Editor(const std::vector<std::string>& server, const std::string& folder) {
  signal(SIGPIPE, SIG_IGN);
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error("no pipes");
  process_ = fork();
  if (process_ == 0) start(server, folder, in[0], out[1]);
  ::close(in[0]);
  ::close(out[1]);
  to_ = in[1];
  from_ = out[0];
  listener_ = std::thread([this] { listen(); });
  request("initialize", {{"processId", getpid()}, {"rootUri", uri(folder)}, {"capabilities", kCapabilities}});
  notify("initialized", json::object());
}

Editor::~Editor() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  listener_.join();
  ::close(to_);
  ::close(from_);
}

void Editor::open(const std::string& path, const std::string& text) {
  {
    const std::lock_guard lock(mutex_);
    versions_[path] = 1;
    published_.erase(uri(path));
    first_.erase(uri(path));
  }
  notify("textDocument/didOpen", {{"textDocument", {{"uri", uri(path)}, {"languageId", "cpp"}, {"version", 1}, {"text", text}}}});
}

void Editor::change(const std::string& path, const std::string& text) { send_change(path, {{"text", text}}); }

void Editor::insert(const std::string& path, int line, int character, const std::string& text) {
  const json place = {{"line", line}, {"character", character}};
  send_change(path, {{"range", {{"start", place}, {"end", place}}}, {"text", text}});
}

void Editor::send_change(const std::string& path, const json& change) {
  int version = 0;
  {
    const std::lock_guard lock(mutex_);
    version = ++versions_[path];
    first_.erase(uri(path));
  }
  notify("textDocument/didChange", {{"textDocument", {{"uri", uri(path)}, {"version", version}}}, {"contentChanges", json::array({change})}});
}

void Editor::close(const std::string& path) { notify("textDocument/didClose", {{"textDocument", {{"uri", uri(path)}}}}); }

json Editor::diagnostics(const std::string& path, int seconds) {
  std::unique_lock lock(mutex_);
  const auto is_said = [&] {
    const auto said = published_.find(uri(path));
    return is_over_ || (said != published_.end() && said->second.first == versions_[path]);
  };
  if (!changed_.wait_for(lock, std::chrono::seconds(seconds), is_said)) throw std::runtime_error("no diagnostics of " + path);
  if (is_over_) throw std::runtime_error("the server is gone");
  return published_[uri(path)].second;
}

json Editor::first_diagnostics(const std::string& path, int seconds) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, std::chrono::seconds(seconds), [&] { return is_over_ || first_.contains(uri(path)); }))
    throw std::runtime_error("no diagnostics of " + path);
  if (is_over_) throw std::runtime_error("the server is gone");
  return first_[uri(path)];
}

json Editor::request(const std::string& method, const json& params) {
  const int id = next_id_++;
  send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}});
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, std::chrono::seconds(240), [&] { return is_over_ || answers_.contains(id); }))
    throw std::runtime_error("no answer to " + method);
  if (!answers_.contains(id)) throw std::runtime_error("the server is gone");
  const json answer = answers_[id];
  answers_.erase(id);
  if (answer.contains("error")) throw std::runtime_error(method + ": " + answer["error"].dump());
  return answer["result"];
}

json Editor::at(const std::string& path, int line, int character) {
  return {{"textDocument", {{"uri", uri(path)}}}, {"position", {{"line", line}, {"character", character}}}};
}

int Editor::end() {
  request("shutdown", nullptr);
  notify("exit", nullptr);
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool Editor::is_alive() const { return waitpid(process_, nullptr, WNOHANG) == 0; }

long Editor::resident_kilobytes() const {
  std::ifstream status("/proc/" + std::to_string(process_) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  return 0;
}

void Editor::notify(const std::string& method, const json& params) {
  json message = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.is_null()) message["params"] = params;
  send(message);
}

void Editor::send(const json& message) {
  const std::string body = message.dump();
  const std::string bytes = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t wrote = ::write(to_, bytes.data() + done, bytes.size() - done);
    if (wrote < 0) throw std::runtime_error("the server does not listen");
    done += static_cast<size_t>(wrote);
  }
}

void Editor::listen() {
  for (std::string header, byte, body; read_exactly(from_, byte, 1);) {
    header += byte;
    if (!header.ends_with("\r\n\r\n")) continue;
    const size_t at = header.find("Content-Length: ");
    if (at == std::string::npos || !read_exactly(from_, body, std::stoul(header.substr(at + 16)))) break;
    header.clear();
    receive(json::parse(body));
  }
  const std::lock_guard lock(mutex_);
  is_over_ = true;
  changed_.notify_all();
}

void Editor::receive(const json& message) {
  if (message.contains("id") && message.contains("method")) return send({{"jsonrpc", "2.0"}, {"id", message["id"]}, {"result", nullptr}});
  const std::lock_guard lock(mutex_);
  if (message.contains("id")) answers_[message["id"].get<int>()] = message;
  else if (message.value("method", "") == "textDocument/publishDiagnostics") {
    published_[message["params"]["uri"]] = {message["params"].value("version", 0), message["params"]["diagnostics"]};
    first_.try_emplace(message["params"]["uri"], message["params"]["diagnostics"]);
  }
  changed_.notify_all();
}

}  // namespace ringfence::tests
