// What `Diagnostics: Suppress` in a .clangd says of our checks: clangd shows its configuration to nobody, but asks a function of
// its own about it, in front of which the linker puts ours (--wrap).
#pragma once

#include <clang-tidy/ClangTidyCheck.h>

#include <optional>
#include <set>
#include <string>

namespace ringfence::clangd {

/// Names of checks that are not to be shown; nothing: none is. To be called where a check may report, `at` a place of the main file.
std::optional<std::set<std::string>> suppressed_checks(clang::tidy::ClangTidyContext& context, const clang::DiagnosticsEngine& engine,
                                                       clang::SourceLocation at);

}  // namespace ringfence::clangd
