// The C++ example, checked by the command line: what every other host has to say as well.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace ringfence::tests {

/// "line:column rule", lines and columns from 1, columns in UTF-16.
using FindingSet = std::set<std::string>;

class Example {
 public:
  /// A copy of the example beside the tests, with a warm cache of facts; shared by all tests, and made once.
  static const Example& get();

  /// Paths below src/ of what is compiled, and of headers that have findings.
  static std::vector<std::string> units();
  std::string path(const std::string& unit) const { return (folder_ / "src" / unit).string(); }
  const std::filesystem::path& folder() const { return folder_; }
  /// What `ringfence check` says of the file.
  FindingSet findings(const std::string& unit) const;
  std::string text(const std::string& unit) const;

 private:
  Example();

  std::filesystem::path folder_;
  std::string report_;
};

}  // namespace ringfence::tests
