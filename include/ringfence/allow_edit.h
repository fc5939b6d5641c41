// The comment that accepts a finding, as an edit.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ringfence/finding.h"
#include "ringfence/workspace.h"

namespace ringfence {

/// What stands for the reason until somebody writes one; with it the comment has none (`allow-without-reason`).
inline constexpr std::string_view kNoReasonYet = "<reason>";

/// Inserts `-- ringfence:allow RULE: <reason>` above the finding's line, or above its statement where that line is in the middle
/// of something. Nothing where no comment would reach it: configuration, whole files.
std::optional<Edit> allow_edit(const Source& text, FileRole role, const Finding& finding);

/// The same in C++, with `//`; `code`: spans_of_code of the text. Above the finding's line, or above the call around it.
std::optional<Edit> allow_edit(const Source& text, const std::vector<Span>& code, const Finding& finding);

}  // namespace ringfence
