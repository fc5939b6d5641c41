#include "clang-plugin/clangd/manual.h"

#include <array>
#include <filesystem>

namespace ringfence::clangd {

namespace fs = std::filesystem;

namespace {

// Beside the program as it is installed, or where it was built.
std::string folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (const fs::path& one : {program.parent_path().parent_path() / "share/doc/ringfence/rules", fs::path(RINGFENCE_MANUALS)})
    if (fs::is_directory(one, error)) return one.string();
  return {};
}

std::string section(std::string_view manual, std::string_view title) {
  const std::string heading = "\n## " + std::string(title) + "\n";
  const size_t begin = manual.find(heading);
  if (begin == std::string_view::npos) return {};
  const size_t end = manual.find("\n## ", begin + heading.size());
  return std::string(manual.substr(begin + 1, end == std::string_view::npos ? end : end - begin - 1));
}

}  // namespace

std::string manual_page(const Rule& rule) {
  static const std::string where = folder();
  if (where.empty()) return {};
  const std::string family(rule.family);
  const std::string page = where + "/" + family + "/" + std::string(rule.id.substr(family.size() + 1)) + "/rule.md";
  std::error_code error;
  if (!fs::exists(page, error)) return {};
  std::string address = "file://";
  for (const char c : page) address += c == ' ' ? std::string("%20") : std::string(1, c);
  return address;
}

std::string manual_in_short(const Rule& rule) {
  static constexpr std::array<std::string_view, 3> kSections = {"What it does", "Why it matters", "How to fix"};
  std::string made;
  for (const std::string_view title : kSections) made += (made.empty() ? "" : "\n") + section(rule.manual, title);
  return made;
}

}  // namespace ringfence::clangd
