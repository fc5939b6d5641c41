// What the project itself wrote of a translation unit. Whoever parsed it (ringfence, clang-tidy, clangd) calls this with the tree.
#pragma once

#include <memory>

#include "clang-plugin/extract/unit_builder.h"

namespace clang {
class PPCallbacks;
class Preprocessor;
}  // namespace clang

namespace ringfence::extract {

/// Fills functions of the builder's unit with what the context's traversal scope holds. Bodies that were not parsed are left out.
void lower_unit(UnitBuilder& builder, clang::ASTContext& context);

/// To be added to the preprocessor before the first token: fills dropped macros of the builder's unit.
std::unique_ptr<clang::PPCallbacks> dropped_macros(UnitBuilder& builder, const clang::Preprocessor& preprocessor);

}  // namespace ringfence::extract
