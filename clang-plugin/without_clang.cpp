// Stands in for the C++ front end where it is not built.
#include "ringfence/extract.h"

namespace ringfence {

bool can_extract() { return false; }

std::string_view clang_version() { return {}; }

Unit extract_unit(const CompileCommand& command, const std::string&) {
  Unit unit;
  unit.path = command.file;
  unit.names.push_back("");
  unit.problems.push_back({"this ringfence was built without the C++ front end", {}, false, true});
  return unit;
}

void extract_together(const std::vector<SharedUnit>&, const std::string&, const ProcessTree&,
                      const std::function<void(size_t, const Unit&)>&) {}

}  // namespace ringfence
