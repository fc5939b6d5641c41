// What statements do to the tables and columns that commitments speak of: rows that go, values that are emptied, columns
// that are read. Seen statement by statement, concluded on when all of them are known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ringfence/interval.h"
#include "ringfence/source.h"

namespace ringfence {

struct Routine;
struct Table;
struct View;

/// A length of time in a statement.
struct Duration {
  Interval fixed;
  int parameter = 0;             ///< Of the statement, or of the routine it stands in, that is added; 0: none.
  int sign = 1;                  ///< Of the parameter.
  std::optional<Interval> unit;  ///< What the parameter counts; empty: it is an interval itself.
  bool is_moment = false;        ///< The parameter is a moment, not a length: `created_at < $1`.
  bool is_known = true;          ///< false: it depends on what is known at run time only.
  std::string what;              ///< What it depends on, "current_setting('app.keep')".
};

/// A row's age has to be more than `age`, counted from a column.
struct AgeLimit {
  Duration age;
  const Table* table = nullptr;
  int column = -1;
  Place at;
};

/// All of them have to hold.
using AgeLimits = std::vector<AgeLimit>;

/// Something that changes rows or takes them away.
struct RowChange {
  enum class Kind : uint8_t {
    kUpdate,
    kDelete,
    kTruncate,
    kDropTable,
    kDetach,       ///< A partition is no longer one.
    kDropColumn,
    kUpsert,       ///< ON CONFLICT DO UPDATE
    kMergeUpdate,
    kMergeDelete,
    kManaged,      ///< pg_partman drops partitions.
    kLookup,       ///< A SELECT that finds rows by their age: none is changed by it.
  };
  int statement = -1;            ///< Into Facts::statements, -1: of a migration, or of a scheduled command in one.
  Kind kind = Kind::kUpdate;
  const Table* table = nullptr;  ///< Null: it is gone.
  std::string name;              ///< "files"
  std::string column;            ///< kDropColumn
  std::vector<int> emptied;      ///< kUpdate: columns that are set to NULL or to a constant.
  std::vector<AgeLimits> ages;   ///< Where one of these holds; an empty one: whatever the age.
  bool is_whole = false;         ///< Whatever row it is.
  bool is_narrowed = false;      ///< By further conditions.
  bool is_once = false;          ///< Stands in a migration and is not scheduled.
  bool is_open = false;          ///< Of which table is known at run time only; `name` is a pattern of it.
  Place at;
};

/// A column that a statement reads or writes.
struct ColumnUse {
  int statement = -1;
  const Table* table = nullptr;
  int column = -1;
  bool is_write = false;
  bool is_emptied = false;    ///< With is_write: nothing but NULL or a constant.
  bool is_masked = false;     ///< Only through something that masks it.
  bool is_condition = false;  ///< Decides which rows are changed, and nobody sees it.
  bool is_new_row = false;    ///< Of NEW or OLD in a trigger.
  const View* through = nullptr;  ///< By its name.
  const View* in_view = nullptr;  ///< Stands in this view's definition; no statement.
  Place at;
};

/// INSERT, or MERGE … INSERT.
struct RowInsert {
  int statement = -1;
  const Table* table = nullptr;
  std::vector<int> columns;      ///< That get a value.
  bool has_conflict = false;
  bool has_any_arbiter = false;  ///< ON CONFLICT DO NOTHING without a target.
  std::vector<int> arbiter;      ///< Columns of the conflict target.
  std::vector<int> compared;     ///< Columns that NOT EXISTS or MERGE … ON look for.
  struct Expiry {
    int column = -1;
    Duration after;              ///< `now() + interval '1 day'`
  };
  std::vector<Expiry> expiries;
  bool is_once = false;
  Place at;
};

/// A call of one of the schema's routines, with the lengths of time among its arguments.
struct RoutineCall {
  int statement = -1;
  const Routine* routine = nullptr;
  std::vector<std::optional<Duration>> arguments;  ///< By the routine's own order; empty: not given.
  Place at;
};

/// EXECUTE of text that is known at run time only.
struct OpenText {
  int statement = -1;
  std::string text;  ///< What is known of it, in lower case.
  Place at;
};

/// A table that application SQL makes.
struct MadeTable {
  int statement = -1;
  std::string name;
  Place at;
};

struct DataUses {
  std::vector<RowChange> row_changes;
  std::vector<ColumnUse> column_uses;
  std::vector<RowInsert> row_inserts;
  std::vector<RoutineCall> routine_calls;
  std::vector<OpenText> open_texts;
  std::vector<MadeTable> made_tables;
};

}  // namespace ringfence
