#include "tests/hosts/example.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ringfence::tests {

namespace fs = std::filesystem;

namespace {

const fs::path kOriginal = fs::path(RINGFENCE_SOURCE_DIR) / "docs/examples/fieldcrm";

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void copy_changed(const fs::path& from, const fs::path& to) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from)) {
    const fs::path target = to / entry.path().lexically_relative(from);
    if (target.string().find("/.ringfence") != std::string::npos) continue;
    if (entry.is_directory()) fs::create_directories(target);
    else if (!fs::exists(target) || read(target) != read(entry.path())) fs::copy_file(entry.path(), target, fs::copy_options::overwrite_existing);
  }
}

}  // namespace

const Example& Example::get() {
  static const Example example;
  return example;
}

Example::Example() : folder_(fs::path(RINGFENCE_HOSTS_FOLDER) / "fieldcrm") {
  fs::create_directories(folder_);
  const int lock = open((folder_.string() + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
  flock(lock, LOCK_EX);
  copy_changed(kOriginal, folder_);
  const std::string report = folder_.string() + ".json";
  const int status = std::system(("cd / && '" RINGFENCE_PROGRAM "' check -q --format json -o '" + report + "' '" + folder_.string() + "'").c_str());
  report_ = read(report);
  close(lock);
  if (status == -1 || report_.empty()) throw std::runtime_error("the example could not be checked");
}

std::vector<std::string> Example::units() {
  std::vector<std::string> made;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kOriginal / "src"))
    if (entry.path().extension() == ".cpp") made.push_back(entry.path().lexically_relative(kOriginal / "src").string());
  std::sort(made.begin(), made.end());
  return made;
}

FindingSet Example::findings(const std::string& unit) const {
  FindingSet made;
  const nlohmann::json document = nlohmann::json::parse(report_);
  for (const nlohmann::json& one : document["findings"])
    if (fs::path("/") / one.value("path", "") == path(unit) && !one.contains("suppressed"))
      made.insert(std::to_string(one["line"].get<int>()) + ":" + std::to_string(one["column"].get<int>()) + " " + one["rule"].get<std::string>());
  return made;
}

std::string Example::text(const std::string& unit) const { return read(path(unit)); }

}  // namespace ringfence::tests
