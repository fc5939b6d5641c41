// The C++ front end: from a translation unit to its facts. Linked in where ringfence is built with Clang.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/unit.h"

namespace ringfence {

/// Whether this program was built with the C++ front end.
bool can_extract();

/// Of the LLVM that it was built with: "19.1.7"; empty: of none.
std::string_view clang_version();

/// Parses one translation unit and lowers what lies below the folder `project`. Trouble comes back as Unit::problems.
/// Thread-safe. May take long, or crash, on hostile input: callers run it in a process of its own.
Unit extract_unit(const CompileCommand& command, const std::string& project);

/// A unit that may share the parsing of headers with others.
struct SharedUnit {
  CompileCommand command;
  std::string written;               ///< The argument of the command that names the file.
  std::vector<std::string> headers;  ///< Of others, that it includes first thing: "<pqxx/pqxx>".
  std::vector<std::string> macros;   ///< That its own files define.
};

struct ProcessTree {
  std::function<bool()> fork;  ///< Makes a process: true in the new one.
  std::function<void()> end;   ///< Ends this one: does not return.
};

/// Extracts units whose commands differ in the file only, so that what several include is parsed once. `done` is called in
/// the process that a unit ends up in, which ends behind it; units that cannot share are left out.
void extract_together(const std::vector<SharedUnit>& units, const std::string& project, const ProcessTree& processes,
                      const std::function<void(size_t index, const Unit& unit)>& done);

}  // namespace ringfence
