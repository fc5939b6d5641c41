// Statements looked at one by one, in parallel, and what is added to the facts of all of them.
#pragma once

#include <functional>
#include <vector>

#include "ringfence/column_observer.h"
#include "ringfence/engine.h"
#include "ringfence/promise_observer.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::engine {

/// One thing to look at.
using StatementTask = std::function<Facts(SqlBinder&)>;

/// The facts of each, in their order. `options`: threads, and whether to stop.
std::vector<Facts> run_tasks(const std::vector<StatementTask>& tasks, const Catalog& catalog, const CheckOptions& options,
                             const Progress& progress = {});

/// Secrets in literals of C++, but for those that facts of statements speak of.
void note_code_literals(const CodeReading& code, const Policy& policy, Facts& facts);

/// What facts say together, and what they were read against; once, before the rules are run.
void conclude(Facts& facts, const Project& project, const ColumnObserver& columns, const PromiseObserver& promises, const CodeReading& code);

}  // namespace ringfence::engine
