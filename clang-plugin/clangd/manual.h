// The manual of a rule, as an editor can show it.
#pragma once

#include <string>

#include "ringfence/rule.h"

namespace ringfence::clangd {

/// A file:// address of the rule's page; empty where it is not installed.
std::string manual_page(const Rule& rule);

/// What of the manual helps somebody who looks at a finding: what it means, why it matters, how it is mended. Markdown.
std::string manual_in_short(const Rule& rule);

}  // namespace ringfence::clangd
