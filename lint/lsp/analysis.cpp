// The analysis in its thread: which project a file belongs to, what has to be looked at again, what the editor is told.
#include <algorithm>
#include <filesystem>

#include "lint/lsp/analyst.h"
#include "lint/lsp/answers.h"
#include "lint/lsp/diagnostics.h"
#include "ringfence/rule.h"

namespace ringfence::lsp {

namespace fs = std::filesystem;

// The nearest ringfence.toml in the file's folder or above, on disk or open.
std::string Analyst::config_of(const std::string& path) const {
  std::error_code error;
  for (fs::path folder = fs::path(path).parent_path();; folder = folder.parent_path()) {
    const std::string config = (folder / "ringfence.toml").string();
    const bool is_open = std::any_of(files_.begin(), files_.end(), [&](const auto& one) { return one.second.document.path == config; });
    if (is_open || fs::is_regular_file(config, error)) return config;
    if (folder == folder.parent_path()) return {};
  }
}

Workspace* Analyst::project_of(const std::string& path) {
  const std::string config = path.empty() ? std::string() : config_of(path);
  if (config.empty()) return nullptr;
  std::unique_ptr<Workspace>& project = projects_[config];
  if (project != nullptr) return project.get();
  WorkspaceOptions options;
  options.config = config;
  options.baseline = options_.baseline.empty() ? client_.facts.baseline : options_.baseline;
  if (!options.baseline.empty() && fs::path(options.baseline).is_relative()) {
    std::error_code error;
    const std::string beside = (fs::path(config).parent_path() / options.baseline).string();
    if (fs::exists(beside, error)) options.baseline = beside;
  }
  options.cache = options_.cache;
  options.skip_code = options_.skip_code;
  options.threads = options_.threads;
  options.stop = [this] { return stop_.load(); };
  project = std::make_unique<Workspace>(std::move(options));
  return project.get();
}

void Analyst::find_projects() {
  for (auto& [uri, file] : files_) {
    Workspace* project = project_of(file.document.path);
    if (project == file.project) continue;
    if (file.project != nullptr) file.project->uncover(file.document.path);
    file.project = project;
    file.needs_text = true;
    file.needs_check = true;
    file.report.reset();
  }
  std::erase_if(projects_, [&](const auto& project) {
    return std::none_of(files_.begin(), files_.end(), [&](const auto& file) { return file.second.project == project.second.get(); });
  });
}

// All files of the project have to be checked again.
void Analyst::mark(const Workspace* project) {
  for (auto& [uri, file] : files_)
    if (file.project == project) file.needs_check = asks_again_ = true;
}

void Analyst::take_over(News& news) {
  for (const std::string& uri : news.closed) {
    const auto file = files_.find(uri);
    if (file == files_.end()) continue;
    Workspace* project = file->second.project;
    const bool decides = file->second.decides_schema();
    if (project != nullptr) project->uncover(file->second.document.path);
    if (file->second.has_diagnostics) client_.notify("textDocument/publishDiagnostics", {{"uri", uri}, {"diagnostics", Json::array()}});
    files_.erase(file);
    if (decides) mark(project);
  }
  for (Document& document : news.changed) {
    OpenFile& file = files_[document.uri];
    file.document = std::move(document);
    file.needs_text = file.needs_check = true;
    file.edited = Clock::now();
  }
  if (!news.closed.empty() || !news.changed.empty() || news.disk) find_projects();
  if (news.disk)
    for (const auto& [config, project] : projects_) {
      project->look_at_disk();
      mark(project.get());
    }
  give_texts(false);
}

// Whether an edit is so fresh that the next one is likely to come at once.
bool Analyst::is_waiting(const OpenFile& file) const {
  return file.report && file.decides_schema() && Clock::now() < file.edited + std::chrono::milliseconds(options_.schema_delay);
}

void Analyst::give_texts(bool all) {
  std::map<Workspace*, SnapshotPtr> given;
  for (auto& [uri, file] : files_) {
    if (file.project == nullptr) file.needs_text = false;
    if (!file.needs_text || (!all && is_waiting(file))) continue;
    given.try_emplace(file.project, file.project->snapshot());
    file.project->lay_over(file.document.path, *file.document.text);
    file.needs_text = false;
  }
  for (const auto& [project, before] : given) {
    const bool is_other = project->snapshot() != before;
    if (is_other) mark(project);
    // What a query writes to a column may be a finding of the column's; there is no hurry to say so.
    else if (project->is_schema_report_outdated())
      for (auto& [uri, file] : files_)
        if (file.project == project && file.decides_schema()) {
          file.needs_check = asks_again_ = true;
          file.edited = Clock::now();
        }
  }
}

// Statements first: they are what is typed in, and quickly looked at. Findings of the schema take all of the project.
OpenFile* Analyst::next_to_check() {
  OpenFile* best = nullptr;
  for (auto& [uri, file] : files_) {
    if (!file.needs_check || is_waiting(file)) continue;
    const auto later = [](const OpenFile& a, const OpenFile& b) {
      return std::pair(a.decides_schema(), b.edited) > std::pair(b.decides_schema(), a.edited);
    };
    if (best == nullptr || later(*best, file)) best = &file;
  }
  return best;
}

bool Analyst::check(OpenFile& file) {
  give_texts(file.needs_text);
  std::optional<FileReport> report;
  if (file.project != nullptr) {
    works_on_schema_ = file.report.has_value() && file.decides_schema();
    report = file.project->check(file.document.path);
    works_on_schema_ = false;
    if (!report && stop_) return false;
    const std::string& trouble = file.project->trouble();
    if (!trouble.empty() && told_.insert(trouble).second) client_.notify("window/showMessage", {{"type", 2}, {"message", "ringfence: " + trouble}});
    if (report && report->snapshot->project.units_not_cached > 0 && told_.insert(file.project->config()).second)
      client_.log(3, "ringfence: " + std::to_string(report->snapshot->project.units_not_cached) + " C++ units of " + file.project->config() +
                         " are not in the cache; `ringfence check` reads them");
  }
  file.report = std::move(report);
  file.reported = file.document.version;
  file.needs_check = false;
  return true;
}

void Analyst::publish(OpenFile& file) {
  if (client_.facts.pulls_diagnostics) return;
  const Json diagnostics = diagnostics_json(file.report, client_.facts);
  if (diagnostics.empty() && !file.has_diagnostics && file.project == nullptr) return;
  const std::lock_guard lock(mutex_);
  const auto now = documents_.find(file.document.uri);
  if (now == documents_.end() || now->second.version != file.reported) return;  // The newer text is on its way here.
  file.has_diagnostics = !diagnostics.empty();
  client_.notify("textDocument/publishDiagnostics",
                 {{"uri", file.document.uri}, {"version", file.reported}, {"diagnostics", diagnostics}});
}

void Analyst::explain(const Question& question) {
  const Json arguments = question.params.value("arguments", Json::array());
  const std::string id = arguments.empty() || !arguments[0].is_string() ? std::string() : arguments[0].get<std::string>();
  const Rule* rule = question.params.value("command", "") == "ringfence.explain" ? find_rule(id) : nullptr;
  if (rule == nullptr) return client_.fail(question.id, error_code::kInvalidParams, "ringfence.explain wants the id of a rule");
  client_.respond(question.id, {{"rule", rule->id}, {"markdown", rule->manual}, {"href", manual_link(client_.facts, id)}});
  if (!client_.facts.shows_manual) client_.notify("window/showMessage", {{"type", 3}, {"message", rule->manual}});
}

// Nothing where the work was given up.
std::optional<Json> Analyst::answer_to(const Question& question, OpenFile* file) {
  const ClientFacts& client = client_.facts;
  const auto full = [](Json items) { return Json{{"kind", "full"}, {"items", std::move(items)}}; };
  if (file == nullptr) return question.method == "textDocument/diagnostic" ? full(Json::array()) : Json();
  if (question.method == "textDocument/hover") return hover_json(*file, question.params, client);
  if (question.method == "textDocument/definition") return definition_json(*file, question.params, client);
  if (question.method == "textDocument/completion") return completion_json(*file, question.params, client);
  // What is left speaks of findings: in the text as it is now.
  if (file->needs_text) give_texts(true);
  if (file->needs_check || file->reported != file->document.version) {
    if (!check(*file)) return std::nullopt;
    publish(*file);
  }
  if (question.method == "textDocument/codeAction") return code_actions_json(*file, question.params, client);
  return full(diagnostics_json(file->report, client));
}

void Analyst::answer(const Question& question) {
  if (is_cancelled(question.id)) return client_.fail(question.id, error_code::kCancelled, "cancelled");
  if (question.method == "workspace/executeCommand") return explain(question);
  const auto found = files_.find(question.uri);
  OpenFile* file = found == files_.end() ? nullptr : &found->second;
  const bool asks_places = question.method == "textDocument/hover" || question.method == "textDocument/completion" || question.method == "textDocument/definition";
  if (asks_places && file != nullptr && file->document.version != question.version)
    return client_.fail(question.id, error_code::kContentModified, "the text has changed");
  try {
    if (std::optional<Json> made = answer_to(question, file)) client_.respond(question.id, std::move(*made));
    else client_.fail(question.id, error_code::kContentModified, "the schema has changed meanwhile");
  } catch (const Json::exception& error) {
    client_.fail(question.id, error_code::kInvalidParams, error.what());
  }
}

}  // namespace ringfence::lsp
