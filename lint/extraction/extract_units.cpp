// What the cache does not have is extracted by processes of their own, so that a unit that crashes or never ends takes nobody
// with it.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "lint/extraction/digest.h"
#include "lint/extraction/relevance.h"
#include "lint/extraction/worker.h"
#include "ringfence/units.h"
#include "ringfence/version.h"

namespace ringfence {

namespace fs = std::filesystem;

namespace {

// Another build of the program may see other facts: what the extraction was made from stands in the name of an entry.
constexpr std::string_view kMadeBy =
#include "extraction_version.inc"
    ;

std::string entry_of(const CompileCommand& command, const ExtractionOptions& options) {
  std::string key = std::string(kVersion) + "\n" + std::string(kMadeBy) + "\n" + options.project + "\n" + command.folder + "\n" + command.file;
  for (const std::string& argument : command.arguments) key += "\n" + argument;
  return options.cache + "/" + extraction::digest(key).substr(0, 40) + ".unit";
}

// Digests of files, each file once a run.
class FileDigests {
 public:
  std::string of(const std::string& path) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = known_.find(path); known != known_.end()) return known->second;
    }
    std::string bytes;
    const std::string made = extraction::read_bytes(path, bytes) ? extraction::digest(bytes) : std::string("-");
    const std::lock_guard lock(mutex_);
    return known_.try_emplace(path, made).first->second;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::string> known_;
};

class Extraction {
 public:
  Extraction(const std::vector<CompileCommand>& commands, const ExtractionOptions& options,
             const std::function<void(std::string_view, size_t, size_t)>& progress)
      : commands_(commands), options_(options), progress_(progress) {
    if (options_.program.empty()) {
      std::error_code error;
      options_.program = fs::read_symlink("/proc/self/exe", error).string();
    }
    if (!options_.cache.empty() && !options_.only_cached) extraction::make_own_folder(options_.cache);
  }

  ExtractionResult run() {
    result_.units.resize(commands_.size());
    std::vector<char> is_made(commands_.size(), 0);
    in_parallel(commands_.size(), [&](size_t index) { is_made[index] = from_cache(index); });
    const auto missing = [&] {
      std::vector<size_t> made;
      for (size_t index = 0; index < commands_.size(); ++index)
        if (is_made[index] == 0) made.push_back(index);
      return made;
    };
    if (options_.only_cached) {
      leave_out(missing());
      return std::move(result_);
    }
    if (options_.share_headers) {
      const std::vector<extraction::SharingGroup> groups = extraction::sharing_groups(commands_, missing(), options_.project);
      for (const extraction::SharingGroup& group : groups) together(group, is_made);
    }
    const std::vector<size_t> alone = missing();
    in_parallel(alone.size(), [&](size_t i) {
      keep(alone[i], extraction::extract_alone(commands_[alone[i]], options_));
      count_one();
    });
    return std::move(result_);
  }

 private:
  void leave_out(const std::vector<size_t>& missing) {
    for (auto index = missing.rbegin(); index != missing.rend(); ++index)
      result_.units.erase(result_.units.begin() + static_cast<std::ptrdiff_t>(*index));
    result_.not_cached = static_cast<int>(missing.size());
  }

  size_t workers(size_t tasks) const {
    const size_t cores = std::max(1u, std::thread::hardware_concurrency());
    return std::min(tasks, options_.threads > 0 ? static_cast<size_t>(options_.threads) : cores);
  }

  void in_parallel(size_t count, const std::function<void(size_t)>& task) const {
    std::atomic<size_t> next = 0;
    std::vector<std::thread> threads;
    for (size_t i = 0; i < workers(count); ++i)
      threads.emplace_back([&] {
        for (size_t index = next++; index < count; index = next++) task(index);
      });
    for (std::thread& thread : threads) thread.join();
  }

  void count_one() {
    const std::lock_guard lock(mutex_);
    ++done_;
    if (progress_) progress_("translation units", done_, commands_.size());
  }

  // A unit that had any trouble is parsed once more, by itself: what it says then is what counts.
  void together(const extraction::SharingGroup& group, std::vector<char>& is_made) {
    std::vector<std::optional<Unit>> units =
        extraction::extract_group(group, options_, static_cast<int>(workers(group.units.size())), [&] { count_one(); });
    in_parallel(units.size(), [&](size_t i) {
      if (!units[i] || !units[i]->problems.empty()) return;
      is_made[group.commands[i]] = 1;
      keep(group.commands[i], std::move(*units[i]));
    });
  }

  bool from_cache(size_t index) {
    std::string bytes;
    if (options_.cache.empty() || !extraction::read_bytes(entry_of(commands_[index], options_), bytes)) return false;
    std::optional<Unit> kept = read_unit(bytes);
    if (!kept || !is_current(*kept)) return false;
    result_.units[index] = std::move(*kept);
    {
      const std::lock_guard lock(mutex_);
      ++result_.from_cache;
    }
    count_one();
    return true;
  }

  void keep(size_t index, Unit made) {
    for (CodeFile& file : made.files) file.digest = digests_.of(file.path);
    const bool lost = std::any_of(made.problems.begin(), made.problems.end(), [](const UnitProblem& one) { return one.fatal; });
    if (!options_.cache.empty() && !lost) extraction::write_bytes(entry_of(commands_[index], options_), write_unit(made));
    result_.units[index] = std::move(made);
  }

  bool is_current(const Unit& unit) {
    return !unit.files.empty() && std::all_of(unit.files.begin(), unit.files.end(),
                                              [&](const CodeFile& file) { return digests_.of(file.path) == file.digest; });
  }

  const std::vector<CompileCommand>& commands_;
  ExtractionOptions options_;
  const std::function<void(std::string_view, size_t, size_t)>& progress_;
  FileDigests digests_;
  std::mutex mutex_;
  size_t done_ = 0;
  ExtractionResult result_;
};

}  // namespace

ExtractionResult extract_units(const std::vector<CompileCommand>& commands, const ExtractionOptions& options,
                               const std::function<void(std::string_view, size_t, size_t)>& progress) {
  if (options.client_headers.empty()) return Extraction(commands, options, progress).run();
  const std::vector<bool> relevant = extraction::relevant_units(commands, options.project, options.client_headers);
  std::vector<CompileCommand> wanted, passed_over;
  for (size_t i = 0; i < commands.size(); ++i) (relevant[i] ? wanted : passed_over).push_back(commands[i]);
  ExtractionResult result = Extraction(wanted, options, progress).run();
  result.passed_over = std::move(passed_over);
  return result;
}

std::vector<std::string> kept_unit_files(const std::vector<CompileCommand>& commands, const ExtractionOptions& options) {
  std::vector<std::string> made;
  for (const CompileCommand& command : commands) made.push_back(entry_of(command, options));
  return made;
}

std::vector<std::optional<Unit>> kept_units(const std::vector<CompileCommand>& commands, const ExtractionOptions& options) {
  std::vector<std::optional<Unit>> made;
  for (const std::string& file : kept_unit_files(commands, options)) {
    std::string bytes;
    made.push_back(extraction::read_bytes(file, bytes) ? read_unit(bytes) : std::nullopt);
  }
  return made;
}

std::string digest_of_text(std::string_view bytes) { return extraction::digest(bytes); }

}  // namespace ringfence
