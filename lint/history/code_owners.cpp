#include "lint/history/code_owners.h"

#include <algorithm>
#include <sstream>

#include "ringfence/project_files.h"

namespace ringfence::history {

namespace {

bool means(const std::string& pattern, const std::string& path) {
  std::string glob = pattern;
  const bool is_folder = glob.ends_with("/");
  if (is_folder) glob.pop_back();
  const bool is_anchored = glob.find('/') != std::string::npos;
  if (glob.starts_with("/")) glob.erase(0, 1);
  if (!is_anchored && glob != "*") glob = "**/" + glob;
  if (glob == "*") glob = "**/*";
  if (!is_folder && glob_means("/", glob, "/" + path)) return true;
  // "docs/*" means what lies in the folder, not below it.
  return !glob.ends_with("/*") && glob_means("/", glob + "/**/*", "/" + path);
}

}  // namespace

CodeOwners::CodeOwners(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string pattern, owners;
    words >> pattern;
    for (std::string owner; words >> owner;) owners += (owners.empty() ? "" : " ") + owner;
    // GitLab's sections are headings: [Backend]
    if (!pattern.empty() && pattern.front() != '[' && pattern.front() != '^' && pattern.front() != '!') patterns_.emplace_back(pattern, owners);
  }
}

std::string CodeOwners::of(const std::string& path) const {
  const auto found = std::find_if(patterns_.rbegin(), patterns_.rend(), [&](const auto& one) { return means(one.first, path); });
  return found == patterns_.rend() ? std::string() : found->second;
}

}  // namespace ringfence::history
