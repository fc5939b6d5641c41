// One run of Clang over a main file.
#pragma once

#include <functional>
#include <string>

#include "ringfence/unit.h"

namespace clang {
class CompilerInstance;
}

namespace ringfence::extract {

struct ClangRun {
  std::string main_name, main_text;  ///< A main file that is not on disk, in the command's folder; empty: the command's own.
  std::function<void(clang::CompilerInstance&)> begin;  ///< Before the first token.
  std::function<void(Unit&)> end;                       ///< With the finished unit.
};

/// Parses what `command` names and lowers what lies below `project`.
Unit run_clang(const CompileCommand& command, const std::string& project, const ClangRun& run);

}  // namespace ringfence::extract
