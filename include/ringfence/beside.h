// Folders of a project whose code is not the program's own.
#pragma once

#include <string_view>

namespace ringfence {

/// Below a folder of tests, or of code that somebody else wrote. `folder`: the project's.
bool is_beside_the_program(std::string_view path, std::string_view folder);

}  // namespace ringfence
