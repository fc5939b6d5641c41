// What one statement does, as Facts::DataUses.
#pragma once

#include "lint/lifecycle/condition.h"
#include "lint/lifecycle/promises.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::lifecycle {

struct Observation {
  const Promises& promises;
  const BoundStatement& bound;
  int statement = -1;
  bool is_once = false;          ///< In a migration, not scheduled.
  const View* in_view = nullptr; ///< The query is its definition.
  Facts& facts;

  const Query& query() const { return *bound.query; }
  Place place(Span at) const;
};

void observe_changes(const Observation& with);
void observe_inserts(const Observation& with);
void observe_reads(const Observation& with);
void observe_calls(const Observation& with);
void observe_definitions(const Observation& with);
/// Commands that the statement schedules: cron.schedule('nightly', '0 3 * * *', $$DELETE …$$).
std::vector<SqlText> scheduled_commands(const Query& query);

/// The base table that a relation stands for, through a view of one table; null where there is none.
const Table* base_table(const Query& query, RelationId relation);
/// What column `name` of the relation is in its base table, -1: none.
int base_column(const Query& query, RelationId relation, std::string_view name);
/// Whether the value says nothing of what was there: NULL, a constant, DEFAULT, the row's own key.
bool empties(const Query& query, const Table& table, int column, ExpressionId value);

}  // namespace ringfence::lifecycle
