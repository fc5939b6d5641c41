// `ringfence-clangd`: clangd, with our checks in it.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "clang-plugin/clangd/session.h"

namespace clang::clangd {
int clangdMain(int argc, char** argv);
}

namespace {

bool any(const std::vector<std::string>& given, std::initializer_list<std::string_view> options) {
  return std::any_of(given.begin() + 1, given.end(), [&](const std::string& one) {
    const std::string name = one.substr(std::min(one.find_first_not_of('-'), one.size()));
    return std::any_of(options.begin(), options.end(), [&](std::string_view option) { return name.starts_with(option); });
  });
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> given(argv, argv + argc);
  // It would look for the compiler's own headers beside this program.
  if (!any(given, {"resource-dir"})) given.insert(given.begin() + 1, std::string("--resource-dir=") + RINGFENCE_CLANG_RESOURCES);
  // Where nobody speaks the protocol there is nothing to add.
  if (!any(given, {"check", "help", "version", "input-style", "lit-test"}) && !ringfence::clangd::begin_session()) return 1;
  std::vector<char*> arguments;
  for (std::string& one : given) arguments.push_back(one.data());
  arguments.push_back(nullptr);
  const int code = clang::clangd::clangdMain(static_cast<int>(given.size()), arguments.data());
  ringfence::clangd::end_session();
  return code;
}
