#include "lint/lsp/server.h"

#include <csignal>
#include <filesystem>

#include "ringfence/version.h"

namespace ringfence::lsp {

namespace {

namespace fs = std::filesystem;

// The manual as it is installed beside the program; empty where it is not.
std::string installed_manual() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path rules = (program.parent_path() / "../share/doc/ringfence/rules").lexically_normal();
  return fs::is_directory(rules, error) ? uri_of(rules.string()) : std::string();
}

Json capabilities(const ClientFacts& client) {
  Json made = {
      {"positionEncoding", client.encoding == Encoding::kUtf8 ? "utf-8" : "utf-16"},
      {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}},
      {"hoverProvider", true},
      {"definitionProvider", true},
      {"completionProvider", {{"triggerCharacters", {"[", "=", "\"", ".", " "}}}},
      {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}},
      {"executeCommandProvider", {{"commands", {"ringfence.explain"}}}},
      {"workspace", {{"workspaceFolders", {{"supported", true}}}}},
  };
  if (client.pulls_diagnostics)
    made["diagnosticProvider"] = {{"identifier", "ringfence"}, {"interFileDependencies", true}, {"workspaceDiagnostics", false}};
  return made;
}

bool is_id(const Json& id) { return id.is_number_integer() || id.is_string(); }

}  // namespace

Server::Server(int input, int output, const LanguageServerOptions& options)
    : reader_(input), client_(output), options_(options), analyst_(client_, options_) {}

int Server::run() {
  std::string body;
  while (!exits_) {
    const MessageReader::Outcome outcome = reader_.next(body);
    if (outcome == MessageReader::Outcome::kEnd) break;
    if (outcome == MessageReader::Outcome::kSkipped) client_.log(1, "ringfence: a message without a usable length was passed over");
    else receive(body);
  }
  analyst_.end();
  return exits_ && life_ == Life::kShutDown ? 0 : 1;
}

void Server::receive(const std::string& body) {
  const std::optional<Json> message = parse_message(body);
  if (!message) return client_.fail(nullptr, error_code::kParse, "no JSON");
  if (!message->is_object()) return client_.fail(nullptr, error_code::kInvalidRequest, "no message");
  const auto method = message->find("method");
  const auto id = message->find("id");
  if (method == message->end()) return;  // An answer to what we asked: nothing hangs on it.
  if (!method->is_string() || (id != message->end() && !is_id(*id)))
    return client_.fail(nullptr, error_code::kInvalidRequest, "a message needs a method, and a request an id");
  const auto given = message->find("params");
  const Json params = given == message->end() ? Json() : *given;
  try {
    if (id != message->end()) handle_request(*id, method->get<std::string>(), params);
    else handle_notification(method->get<std::string>(), params);
  } catch (const Json::exception& error) {
    if (id != message->end()) client_.fail(*id, error_code::kInvalidParams, error.what());
    else client_.log(1, "ringfence: " + method->get<std::string>() + ": " + error.what());
  }
}

void Server::handle_request(const Json& id, const std::string& method, const Json& params) {
  if (life_ == Life::kNew && method != "initialize") return client_.fail(id, error_code::kNotInitialized, "initialize comes first");
  if (life_ == Life::kShutDown) return client_.fail(id, error_code::kInvalidRequest, "the server was shut down");
  if (method == "initialize") return initialize(id, params);
  if (method == "shutdown") {
    life_ = Life::kShutDown;
    analyst_.end();
    return client_.respond(id, nullptr);
  }
  static constexpr std::string_view kQuestions[] = {"textDocument/hover", "textDocument/definition", "textDocument/completion",
                                                    "textDocument/codeAction", "textDocument/diagnostic", "workspace/executeCommand"};
  if (std::find(std::begin(kQuestions), std::end(kQuestions), method) == std::end(kQuestions))
    return client_.fail(id, error_code::kMethodNotFound, method + " is not known here");
  Question question{id, method, params, {}, 0};
  if (method != "workspace/executeCommand") question.uri = params.at("textDocument").at("uri").get<std::string>();
  if (!params.is_object()) return client_.fail(id, error_code::kInvalidParams, "params are missing");
  analyst_.ask(std::move(question));
}

void Server::initialize(const Json& id, const Json& params) {
  if (life_ != Life::kNew) return client_.fail(id, error_code::kInvalidRequest, "initialize came twice");
  client_.facts = facts_of_client(params);
  if (!options_.manual.empty()) client_.facts.manual = options_.manual;
  if (client_.facts.manual.empty()) client_.facts.manual = installed_manual();
  // Paths are then what they are for somebody who runs `ringfence check` there: baselines know them so.
  std::error_code ignored;
  if (!client_.facts.folder.empty()) fs::current_path(client_.facts.folder, ignored);
  life_ = Life::kInitialized;
  client_.respond(id, {{"capabilities", capabilities(client_.facts)}, {"serverInfo", {{"name", "ringfence"}, {"version", kVersion}}}});
  analyst_.start();
}

void Server::watch_files() {
  if (is_started_ || !client_.facts.takes_watchers) return;
  is_started_ = true;
  Json watchers = Json::array();
  for (const char* pattern : {"**/*.sql", "**/ringfence.toml", "**/.ringfence/cache/*.unit"}) watchers.push_back({{"globPattern", pattern}});
  client_.ask("client/registerCapability",
              {{"registrations", {{{"id", "files"}, {"method", "workspace/didChangeWatchedFiles"}, {"registerOptions", {{"watchers", watchers}}}}}}});
}

void Server::open(const Json& document) {
  Document opened;
  opened.uri = document.at("uri").get<std::string>();
  opened.path = path_of(opened.uri).value_or("");
  opened.version = document.value("version", int64_t{0});
  opened.text = std::make_shared<const std::string>(document.at("text").get<std::string>());
  analyst_.open(std::move(opened));
}

void Server::handle_notification(const std::string& method, const Json& params) {
  if (method == "exit") {
    exits_ = true;
    return;
  }
  if (life_ != Life::kInitialized) return;
  if (method == "initialized") return watch_files();
  if (method == "$/cancelRequest") return analyst_.cancel(params.at("id"));
  if (method == "textDocument/didOpen") return open(params.at("textDocument"));
  if (method == "textDocument/didClose") return analyst_.close(params.at("textDocument").at("uri").get<std::string>());
  if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles" || method == "workspace/didChangeWorkspaceFolders")
    return analyst_.look_at_disk();
  if (method != "textDocument/didChange") return;
  const Json& document = params.at("textDocument");
  const auto version = document.find("version");
  const std::string uri = document.at("uri").get<std::string>();
  const bool has_version = version != document.end() && version->is_number_integer();
  if (!analyst_.change(uri, has_version ? std::optional(version->get<int64_t>()) : std::nullopt, params.at("contentChanges")))
    client_.log(2, "ringfence: " + uri + " was changed and is not open");
}

}  // namespace ringfence::lsp

namespace ringfence {

int run_language_server(int input, int output, const LanguageServerOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  return lsp::Server(input, output, options).run();
}

}  // namespace ringfence
