// The bytes of a string literal, each with the way back to the file it was typed in.
#pragma once

#include <clang/AST/Expr.h>
#include <clang/Basic/SourceManager.h>

#include <functional>
#include <string>
#include <vector>

#include "ringfence/unit.h"

namespace ringfence::extract {

struct LiteralText {
  std::string text;  ///< UTF-8, whatever the literal's encoding.
  std::vector<TextSegment> segments;
};

/// `file_of` numbers the files of the unit.
LiteralText text_of(const clang::StringLiteral& literal, const clang::ASTContext& context,
                    const std::function<int32_t(clang::FileID)>& file_of);

/// Of the one literal that starts at `token`: what a literal operator is given.
LiteralText text_at(clang::SourceLocation token, const clang::ASTContext& context,
                    const std::function<int32_t(clang::FileID)>& file_of);

}  // namespace ringfence::extract
