// A parse error as the fact that rules read.
#pragma once

#include "lint/sql/parse.h"
#include "ringfence/facts.h"

namespace ringfence::sql {

/// The token the parser stopped at, its message, and the newer construct it may be about.
UnreadInput unread(const SqlText& text, const ParseError& error);

}  // namespace ringfence::sql
