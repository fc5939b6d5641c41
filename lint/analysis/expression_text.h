// An expression as people wrote it, for reasons and findings.
#pragma once

#include <string>

#include "ringfence/query.h"

namespace ringfence::analysis {

/// The source text of an expression on one line, with placeholders as they are spelled; shortened beyond 80 characters.
std::string expression_text(const Query& query, ExpressionId expression);

/// Where it stands, from its first operand to its last.
Place expression_place(const Query& query, ExpressionId expression);

}  // namespace ringfence::analysis
