#include "lint/engine/open_code.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <map>

#include "ringfence/lower_case.h"
#include "ringfence/read_code.h"

namespace ringfence::engine {

namespace fs = std::filesystem;

namespace {

// The database of the version on disk, asked for the files of this one.
CommandReading commands_of_counterpart(const std::string& folder, const std::string& project, const std::vector<std::string>& wanted,
                                       const CodeOptions& options) {
  const auto on_disk = [&](const std::string& path) {
    return (fs::path(options.moved_from) / fs::path(path).lexically_relative(options.moved_to)).lexically_normal().string();
  };
  std::vector<std::string> files;
  for (const std::string& file : wanted) files.push_back(on_disk(file));
  return read_compile_commands(folder, on_disk(project), files);
}

// A unit of which nothing was read is a finding at its first line.
void report_lost(Project& project, const ProjectFiles& disk, const std::string& path, const std::string& why) {
  ReadFile file = disk.read(path);
  if (file.source == nullptr) {
    project.trouble.push_back(file.trouble.empty() ? path + ": " + why : file.trouble);
    return;
  }
  const auto first_line = static_cast<uint32_t>(file.source->line(1).size());
  UnreadInput unread;
  unread.at = {file.source.get(), {0, first_line}};
  unread.what = why;
  project.input_facts.unread_inputs.push_back(std::move(unread));
  project.code.sources.push_back(std::move(file.source));
}

// What could not be compiled is named: each header that is missing once, each unit that is lost with its reason.
void report_problems(Project& project, const ProjectFiles& disk, const std::vector<Unit>& units) {
  std::map<std::string, int> missing;
  const auto shown = [](const std::string& path) {
    std::error_code error;
    const fs::path relative = fs::path(path).lexically_relative(fs::current_path(error));
    return !relative.empty() && *relative.begin() != ".." ? relative.string() : path;
  };
  for (const Unit& unit : units)
    for (const UnitProblem& problem : unit.problems) {
      if (problem.fatal) {
        report_lost(project, disk, unit.path, problem.what);
        break;
      }
      if (problem.missing_file) {
        ++missing[problem.what];
      } else {
        project.code_warnings.push_back(shown(unit.path) + ": " + problem.what + "; the rest of it was read");
        break;
      }
    }
  for (const auto& [what, count] : missing)
    project.code_warnings.push_back(what + " (" + std::to_string(count) + (count == 1 ? " unit)" : " units)"));
}

// Without their facts, which are handed on.
std::vector<Unit> with_problems(const std::vector<Unit>& units) {
  std::vector<Unit> made;
  for (const Unit& unit : units) {
    if (unit.problems.empty()) continue;
    made.emplace_back();
    made.back().path = unit.path;
    made.back().problems = unit.problems;
  }
  return made;
}

// Reads the SQL of the units, and of those that were passed over what texts pass through: a string class, a table's name.
void read_units(Project& project, ExtractionResult& result, const ExtractionOptions& options, const ProjectFiles& disk,
                const Progress& progress) {
  std::vector<Unit> broken = with_problems(result.units);
  std::vector<CompileCommand>& others = result.passed_over;
  const auto more = [&](const std::vector<std::string>& names) {
    std::vector<CompileCommand> chosen;
    for (const size_t index : units_that_define(others, names)) chosen.push_back(others[index]);
    std::erase_if(others, [&](const CompileCommand& one) {
      return std::any_of(chosen.begin(), chosen.end(), [&](const CompileCommand& taken) { return taken.file == one.file; });
    });
    ExtractionResult added = extract_units(chosen, options, progress);
    result.not_cached += added.not_cached;
    std::vector<Unit> problems = with_problems(added.units);
    std::move(problems.begin(), problems.end(), std::back_inserter(broken));
    return std::move(added.units);
  };
  std::vector<UnitPtr> units;
  for (Unit& unit : result.units) units.push_back(std::make_shared<const Unit>(std::move(unit)));
  project.code =
      read_code(std::move(units), project.policy, [&](const std::string& path) { return disk.read(path).source; }, more);
  project.code.coverage.units_skipped = static_cast<int>(others.size());
  project.units_not_cached = result.not_cached;
  report_problems(project, disk, broken);
}

}  // namespace

bool is_code(const std::string& path) {
  static constexpr std::array<std::string_view, 5> kEndings = {".cpp", ".cc", ".cxx", ".c++", ".C"};
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

std::vector<CompileCommand> unit_commands(Project& project, const std::vector<std::string>& files, const CodeOptions& options,
                                         const ProjectFiles& disk) {
  const Policy& policy = project.policy;
  std::vector<std::string> wanted;
  for (const std::string& file : files)
    if (is_code(file)) wanted.push_back(fs::absolute(file).string());
  if (!files.empty() && wanted.empty()) return {};
  if (files.empty())
    for (const Setting& pattern : policy.inputs.cpp) {
      const std::vector<std::string> found = disk.matching(policy.folder, pattern.value);
      if (found.empty())
        project.input_facts.policy_mistakes.push_back({pattern.at, "no file matches '" + pattern.value + "'", "globs are relative to the folder of the TOML"});
      for (const std::string& file : found)
        if (is_code(file)) wanted.push_back(file);
    }
  const auto moved = [&](std::vector<CompileCommand> commands) {
    if (!options.moved_from.empty())
      for (CompileCommand& command : commands) command = move_command(std::move(command), options.moved_from, options.moved_to);
    return commands;
  };
  if (!options.flags.empty()) {
    std::vector<CompileCommand> made;
    for (const std::string& file : wanted) {
      CompileCommand command{policy.folder, file, {"clang++"}};
      command.arguments.insert(command.arguments.end(), options.flags.begin(), options.flags.end());
      command.arguments.push_back(file);
      made.push_back(std::move(command));
    }
    return moved(std::move(made));
  }
  const std::string folder = policy.inputs.compile_commands ? policy.inputs.compile_commands->value : std::string(".");
  CommandReading reading = options.moved_from.empty() ? read_compile_commands(folder, policy.folder, wanted)
                                                      : commands_of_counterpart(folder, policy.folder, wanted, options);
  if (!reading.trouble.empty()) {
    const Place at = policy.inputs.compile_commands ? policy.inputs.compile_commands->at
                     : !policy.inputs.cpp.empty()   ? policy.inputs.cpp[0].at
                                                    : Place{};
    project.input_facts.policy_mistakes.push_back({at, reading.trouble, "compile_commands = \"build\" names the folder that holds one; CMake writes it with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON"});
  }
  return moved(std::move(reading.commands));
}

ExtractionOptions extraction_options(const Policy& policy, const CodeOptions& options) {
  ExtractionOptions extraction;
  extraction.project = policy.folder;
  extraction.threads = options.threads;
  extraction.program = options.program;
  extraction.share_headers = options.share_headers;
  extraction.seconds = options.unit_seconds;
  extraction.megabytes = options.unit_megabytes;
  extraction.only_cached = options.only_cached;
  if (options.keep) extraction.cache = options.cache.empty() ? policy.folder + "/.ringfence/cache" : options.cache;
  // What a project declares itself may be in any header.
  if (policy.clients.empty() && policy.personal.sinks.empty()) {
    const auto add = [&](const std::vector<std::string>& headers) {
      extraction.client_headers.insert(extraction.client_headers.end(), headers.begin(), headers.end());
    };
    for (const ClientLibrary& client : knowledge().clients) add(client.headers);
    for (const SinkLibrary& sink : knowledge().sinks) add(sink.headers);
  }
  return extraction;
}

void open_code(Project& project, const std::vector<std::string>& files, const CodeOptions& options, const ProjectFiles& disk,
               const Progress& progress) {
  const Policy::Inputs& inputs = project.policy.inputs;
  const bool named = std::any_of(files.begin(), files.end(), is_code);
  if (inputs.cpp.empty() && !inputs.compile_commands && !named) return;
  const std::vector<CompileCommand> commands = unit_commands(project, files, options, disk);
  if (commands.empty()) return;
  ExtractionOptions extraction = extraction_options(project.policy, options);
  ExtractionResult result = extract_units(commands, extraction, progress);
  extraction.client_headers.clear();
  read_units(project, result, extraction, disk, progress);
}

std::vector<SourcePtr> schema_in_code(const Project& project) {
  if (!project.policy.inputs.schema_from_code) return {};
  std::map<const Source*, std::string> blank;
  std::vector<const Source*> order;
  const auto is_definition = [](const std::string& text) {
    const size_t begin = text.find_first_not_of(" \t\r\n");
    const std::string word = begin == std::string::npos ? std::string() : lower_case(std::string_view(text).substr(begin, 7));
    return word.starts_with("create") || word.starts_with("alter") || word.starts_with("drop") || word.starts_with("comment");
  };
  for (const CodeStatement& statement : project.code.statements) {
    const SqlText& text = statement.text;
    if (!is_definition(text.text) || !statement.holes.empty() || text.source == nullptr) continue;
    const auto wanted = [&](const Setting& one) { return text.source->path().ends_with(one.value) || statement.function.ends_with(one.value); };
    const auto& only = project.policy.inputs.schema_code;
    if (!only.empty() && std::none_of(only.begin(), only.end(), wanted)) continue;
    auto [page, is_new] = blank.try_emplace(text.source);
    if (is_new) {
      page->second = std::string(text.source->text());
      for (char& c : page->second)
        if (c != '\n') c = ' ';
      order.push_back(text.source);
    }
    for (uint32_t i = 0; i < text.text.size(); ++i) {
      const Place at = text.place(i, i + 1);
      if (at.source == text.source && at.span.begin < page->second.size()) page->second[at.span.begin] = text.text[i];
    }
    const uint32_t end = text.place(static_cast<uint32_t>(text.text.size()) - 1, static_cast<uint32_t>(text.text.size())).span.end;
    if (end < page->second.size()) page->second[end] = ';';
  }
  std::vector<SourcePtr> made;
  for (const Source* source : order) made.push_back(std::make_shared<Source>(source->path(), blank[source]));
  return made;
}

}  // namespace ringfence::engine
