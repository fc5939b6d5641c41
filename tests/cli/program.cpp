#include "tests/cli/program.h"

#include <stdlib.h>
#include <sys/wait.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace ringfence::tests {

namespace fs = std::filesystem;

ProgramFolder::ProgramFolder() {
  std::string pattern = (fs::temp_directory_path() / "ringfence-cli.XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
}

ProgramFolder::~ProgramFolder() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void ProgramFolder::write(const std::string& path, const std::string& text) const {
  fs::create_directories((folder_ / path).parent_path());
  std::ofstream(folder_ / path, std::ios::binary) << text;
}

std::string ProgramFolder::read(const std::string& path) const {
  std::ifstream stream(folder_ / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

ProgramOutcome ProgramFolder::run(const std::string& arguments, const std::string& name) const {
  const std::string command =
      "cd '" + folder_.string() + "' && '" RINGFENCE_PROGRAM "' " + arguments + " >.stdout" + name + " 2>.stderr" + name;
  const int status = std::system(command.c_str());
  ProgramOutcome outcome;
  // The shell reports a signal of its child as an exit code above 128.
  if (WIFEXITED(status) && WEXITSTATUS(status) < 128) outcome.exit_code = WEXITSTATUS(status);
  outcome.output = read(".stdout" + name);
  outcome.trouble = read(".stderr" + name);
  return outcome;
}

}  // namespace ringfence::tests
