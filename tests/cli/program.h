// Runs the program as a shell would, in a folder of its own.
#pragma once

#include <filesystem>
#include <string>

namespace ringfence::tests {

struct ProgramOutcome {
  int exit_code = -1;   ///< -1: a signal ended it.
  std::string output;   ///< stdout
  std::string trouble;  ///< stderr
};

class ProgramFolder {
 public:
  ProgramFolder();
  ~ProgramFolder();
  ProgramFolder(const ProgramFolder&) = delete;
  ProgramFolder& operator=(const ProgramFolder&) = delete;

  void write(const std::string& path, const std::string& text) const;
  std::string read(const std::string& path) const;
  /// `arguments` as the shell reads them. Runs at the same time differ in `name`.
  ProgramOutcome run(const std::string& arguments, const std::string& name = "") const;
  const std::filesystem::path& path() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace ringfence::tests
