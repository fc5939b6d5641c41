// A page as PDF, by a headless Chromium.
#pragma once

#include <optional>
#include <string>

namespace ringfence::cli {

/// `chromium`: the program; empty: the first of the usual names in PATH. Nothing, with one line in `problem`, where there is
/// none or it fails. The browser gets a profile of its own and no network.
std::optional<std::string> pdf_of(const std::string& html, const std::string& chromium, std::string& problem);

}  // namespace ringfence::cli
