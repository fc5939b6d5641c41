// The parts of the page, which stand in the program.
#pragma once

#include <string>
#include <string_view>

namespace ringfence::review {

/// "summary.html", "page.css"
std::string template_text(std::string_view name);

}  // namespace ringfence::review
