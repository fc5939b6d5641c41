// The statements in the body of a routine, each as a text of its own with its way back to the migration.
#pragma once

#include <string>
#include <vector>

#include "lint/sql/bind.h"
#include "lint/sql/parse.h"
#include "ringfence/catalog.h"
#include "ringfence/sql_text.h"

namespace ringfence::sql {

struct BodyStatement {
  SqlText text;
  /// EXECUTE of text that is put together at run time: what stays open. `text` is then the expression.
  std::string dynamic;
  /// EXECUTE 'literal' USING …: the texts of the USING expressions.
  std::vector<std::string> using_values;
  bool is_execute = false;
  bool is_raise = false;      ///< `text` is SELECT of what RAISE says.
  std::string assigned = {};  ///< `text` is SELECT of what is assigned to this column of NEW.
};

struct RoutineBody {
  std::vector<BodyStatement> statements;
  RoutineScope names;
  std::string problem;  ///< Why the body could not be read; empty: it was.
};

/// The tables whose triggers call the routine, where its body speaks of their rows; else one entry, which may be null.
std::vector<const Table*> tables_of_trigger_routine(const Routine& routine, const Catalog& catalog);

/// Reads the body of an SQL or PL/pgSQL routine; for other languages there are no statements and no problem. NEW, OLD and
/// transition tables are those of `trigger_table`.
RoutineBody read_routine_body(const Routine& routine, const Catalog& catalog, const Table* trigger_table);

}  // namespace ringfence::sql
