// Statements that a program logs together with their values.
#pragma once

#include "lint/flow/function_flow.h"
#include "lint/flow/leak_facts.h"

namespace ringfence::flow {

/// Adds what `in` does of it; `flow` has run.
void find_statement_logs(const FlowContext& context, const FunctionRef& in, const FunctionFlow& flow, LeakFacts& facts);

}  // namespace ringfence::flow
