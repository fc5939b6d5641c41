// What is known of the functions that PostgreSQL 15 and its contrib extensions bring along.
#pragma once

#include <optional>
#include <string_view>

namespace ringfence::sql {

struct BuiltinFunction {
  bool aggregate = false;
  bool window = false;         ///< Window function proper (row_number, rank, lag, …).
  bool set_returning = false;
  bool strict = false;         ///< Every overload returns NULL on a NULL argument (no aggregate, no set).
  bool stable = false;         ///< No overload is volatile.
  bool reads_tables = false;   ///< May read tables that its arguments name (query_to_xml, dblink, ts_stat, pg_read_file, …).
};

/// By unqualified lower-case name, overloads taken together; nothing for a name that neither PostgreSQL nor contrib knows.
std::optional<BuiltinFunction> builtin_function(std::string_view name);

}  // namespace ringfence::sql
