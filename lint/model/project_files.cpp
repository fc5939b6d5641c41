#include "ringfence/project_files.h"

#include <fnmatch.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace ringfence {

namespace fs = std::filesystem;

namespace {

// {a,b} → one pattern each; innermost braces first would do the same.
std::vector<std::string> expand_braces(const std::string& pattern) {
  const size_t open = pattern.find('{');
  const size_t close = open == std::string::npos ? open : pattern.find('}', open);
  if (close == std::string::npos) return {pattern};
  std::vector<std::string> expanded;
  std::string inner = pattern.substr(open + 1, close - open - 1) + ",";
  for (size_t at = 0, comma = inner.find(','); comma != std::string::npos; at = comma + 1, comma = inner.find(',', at))
    for (std::string& one : expand_braces(pattern.substr(0, open) + inner.substr(at, comma - at) + pattern.substr(close + 1)))
      expanded.push_back(std::move(one));
  return expanded;
}

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts;
  for (const fs::path& part : fs::path(path)) parts.push_back(part.string());
  return parts;
}

bool matches(const std::vector<std::string>& pattern, size_t p, const std::vector<std::string>& path, size_t i) {
  if (p == pattern.size()) return i == path.size();
  if (pattern[p] == "**") {
    for (size_t rest = i; rest <= path.size(); ++rest)
      if (matches(pattern, p + 1, path, rest)) return true;
    return false;
  }
  return i < path.size() && fnmatch(pattern[p].c_str(), path[i].c_str(), FNM_PERIOD) == 0 && matches(pattern, p + 1, path, i + 1);
}

void walk(const fs::path& folder, bool deep, std::vector<std::string>& files) {
  std::error_code error;
  const auto add = [&](const fs::directory_entry& entry) {
    std::error_code ignored;
    if (!entry.is_directory(ignored)) files.push_back(entry.path().lexically_normal().string());
  };
  if (deep) {
    for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end; !error && at != end; at.increment(error)) {
      const std::string name = at->path().filename().string();
      if (at->is_directory(error) && (name == ".git" || name == "node_modules")) at.disable_recursion_pending();
      else add(*at);
    }
  } else {
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) add(*at);
  }
}

}  // namespace

std::vector<std::string> expand_glob(const std::string& folder, const std::string& pattern) {
  std::vector<std::string> found;
  for (const std::string& one : expand_braces(pattern)) {
    fs::path absolute = fs::path(one).is_absolute() ? fs::path(one) : fs::path(folder) / one;
    absolute = absolute.lexically_normal();
    std::error_code error;
    if (fs::is_directory(absolute, error)) {
      std::vector<std::string> files;
      walk(absolute, true, files);
      for (std::string& file : files)
        if (file.ends_with(".sql")) found.push_back(std::move(file));
      continue;
    }
    const std::vector<std::string> parts = parts_of(absolute.string());
    const auto wild = std::find_if(parts.begin(), parts.end(), [](const std::string& part) { return part.find_first_of("*?[") != part.npos; });
    if (wild == parts.end()) {
      if (fs::exists(fs::symlink_status(absolute, error))) found.push_back(absolute.string());
      continue;
    }
    fs::path start;
    for (auto part = parts.begin(); part != wild; ++part) start /= *part;
    const bool deep = std::find(wild, parts.end(), "**") != parts.end() || parts.end() - wild > 1;
    std::vector<std::string> files;
    walk(start, deep, files);
    for (std::string& file : files)
      if (matches(parts, 0, parts_of(file), 0)) found.push_back(std::move(file));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool glob_means(const std::string& folder, const std::string& pattern, const std::string& path) {
  for (const std::string& one : expand_braces(pattern)) {
    const fs::path absolute = (fs::path(one).is_absolute() ? fs::path(one) : fs::path(folder) / one).lexically_normal();
    std::vector<std::string> parts = parts_of(absolute.string());
    if (!parts.empty() && parts.back().empty()) parts.pop_back();
    if (matches(parts, 0, parts_of(path), 0)) return true;
    std::error_code error;
    if (!fs::is_directory(absolute, error) || !path.ends_with(".sql")) continue;
    parts.emplace_back("**");
    if (matches(parts, 0, parts_of(path), 0)) return true;
  }
  return false;
}

static std::string shown_path(const std::string& path) {
  std::error_code error;
  const fs::path relative = fs::path(path).is_absolute() ? fs::path(path).lexically_relative(fs::current_path(error)) : fs::path(path);
  const bool below = !relative.empty() && *relative.begin() != "..";
  return below ? relative.lexically_normal().string() : path;
}

ReadFile read_text(const std::string& path, std::string text) {
  ReadFile made;
  if (text.starts_with("\xEF\xBB\xBF")) text.replace(0, 3, "   ");
  const bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  const bool binary = text.find('\0') != std::string::npos;
  made.source = std::make_shared<Source>(shown_path(path), utf16 || binary ? std::string("\n") : std::move(text));
  if (utf16 || binary) {
    UnreadInput unread;
    unread.at = {made.source.get(), {0, 1}};
    unread.what = utf16 ? "the file is UTF-16; PostgreSQL tools and ringfence read UTF-8" : "the file is binary, not SQL text";
    made.no_text = std::move(unread);
  }
  return made;
}

ReadFile read_file(const std::string& path) {
  std::error_code error;
  ReadFile made;
  if (fs::is_directory(path, error)) {
    made.trouble = shown_path(path) + ": is a folder, not a file";
    return made;
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  if (stream) {
    const auto size = fs::file_size(path, error);
    if (!error && size > UINT32_MAX - 16) {
      made.trouble = shown_path(path) + ": larger than 4 GB";
      return made;
    }
    text.assign(std::istreambuf_iterator<char>(stream), {});
  }
  if (!stream || stream.bad()) {
    made.trouble = shown_path(path) + ": " + std::strerror(errno != 0 ? errno : EIO);
    return made;
  }
  return read_text(path, std::move(text));
}

}  // namespace ringfence
