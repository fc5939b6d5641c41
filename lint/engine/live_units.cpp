#include "lint/engine/live_units.h"

#include <algorithm>
#include <functional>

#include "lint/engine/open_code.h"
#include "ringfence/project_files.h"

namespace ringfence::engine {

namespace {

// Drops what stands in files of which `is_stale`.
void forget(Unit& unit, const std::function<bool(const CodeFile&)>& is_stale) {
  std::vector<bool> stale;
  for (const CodeFile& file : unit.files) stale.push_back(is_stale(file));
  const auto stands_there = [&](const CodeRange& at) { return at.file >= 0 && stale[static_cast<size_t>(at.file)]; };
  std::erase_if(unit.functions, [&](const CodeFunction& one) { return stands_there(one.at); });
  std::erase_if(unit.dropped_macros, [&](const DroppedMacro& one) { return stands_there(one.at); });
}

}  // namespace

LiveUnits::LiveUnits(const Policy& policy) {
  Project project;  // What is wrong with the commands is told by others.
  project.policy = policy;
  const CodeOptions options;
  std::vector<CompileCommand> commands;
  const std::string database = policy.folder + "/" + (policy.inputs.compile_commands ? policy.inputs.compile_commands->value : ".");
  stamps_.add(database + "/compile_commands.json");
  stamps_.add(database + "/compile_flags.txt");
  if (!policy.inputs.cpp.empty() || policy.inputs.compile_commands) commands = unit_commands(project, {}, options, ProjectFiles());
  const ExtractionOptions extraction = extraction_options(policy, options);
  for (const std::string& file : kept_unit_files(commands, extraction)) stamps_.add(file);
  for (std::optional<Unit>& unit : kept_units(commands, extraction))
    if (unit) keep(std::move(*unit));
}

void LiveUnits::keep(Unit unit) {
  forget(unit, [&](const CodeFile& file) { return file.in_project && digest_of(file.path) != file.digest; });
  unit.problems.clear();
  Kept kept;
  for (const CodeFile& file : unit.files)
    if (file.in_project) {
      stamps_.add(file.path);
      kept.digests.emplace(file.path, file.digest);
    }
  kept.unit = std::make_shared<const Unit>(std::move(unit));
  units_.push_back(std::move(kept));
}

bool LiveUnits::is_current() const { return stamps_.are_current(); }

std::string LiveUnits::digest_of(const std::string& path) const {
  const SourcePtr read = source(path);
  return read == nullptr ? "-" : digest_of_text(read->text());
}

SourcePtr LiveUnits::source(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = sources_.try_emplace(path);
  if (!is_new) return known->second;
  // Named as it is wherever the host works: baselines know findings by their file.
  if (const SourcePtr read = read_file(path).source) known->second = std::make_shared<const Source>(path, std::string(read->text()));
  return known->second;
}

std::vector<UnitPtr> LiveUnits::with(UnitPtr unit, const std::string& digest) const {
  std::vector<UnitPtr> made;
  bool is_placed = false;
  for (const Kept& one : units_) {
    if (one.unit->path == unit->path) {
      is_placed = true;
      made.push_back(unit);
    }
    const auto file = one.digests.find(unit->path);
    if (file == one.digests.end() || file->second == digest) {
      made.push_back(one.unit);
      continue;
    }
    const std::lock_guard lock(mutex_);
    UnitPtr& without = without_[{one.unit.get(), unit->path}];
    if (without == nullptr) {
      auto copy = std::make_shared<Unit>(*one.unit);
      forget(*copy, [&](const CodeFile& of) { return of.path == unit->path; });
      without = std::move(copy);
    }
    made.push_back(without);
  }
  if (!is_placed) made.insert(made.begin(), unit);
  return made;
}

}  // namespace ringfence::engine
