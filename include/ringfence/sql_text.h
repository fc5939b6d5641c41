// One SQL statement with the way from each of its bytes back to the file it stands in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/source.h"

namespace ringfence {

/// Stands in a statement, with a number behind it, for a name that is known at run time only.
inline constexpr std::string_view kNameHole = "ringfence_hole_";

/// A parameter of a statement. Whatever the dialect (`$1`, `?`, `:name`, `@name`, `%s`, `${x}`, `sqlc.arg(x)`), the parser
/// sees `$number`; equal names share a number.
struct Placeholder {
  int number = 0;        ///< What stands in SqlText::text, from 1.
  std::string name;      ///< Without its sign: "org_id" for `@org_id`; empty for `$1`, `?` and `%s`.
  std::string spelling;  ///< As written: "@org_id", "$1", "?", "sqlc.arg(org_id)".
  bool list = false;     ///< Stands for several values (`sqlc.slice`).
  Span at;               ///< In the host source; the first use.
  bool from_code = false;  ///< C++ binds it: what is bound says of which levels it may be the tenant.
  uint32_t levels = ~uint32_t{0};  ///< from_code: bit l, the tenant of level l.
};

/// A name in a statement that is known at run time only.
struct NameHole {
  int number = 0;       ///< Behind kNameHole.
  bool quoted = false;  ///< As an identifier.
  std::string what;     ///< As the source spells it: "p_schema", "session.schema()".
  Place at;
};

/// SQL as the parser reads it: placeholders normalised to `$n`, meta-commands and COPY data blanked.
/// Invariant: host_offset is monotone, and exact for bytes that were copied verbatim.
class SqlText {
 public:
  /// Piecewise map: from `sql` on, byte i stands at host offset `host + (i - sql)`; where `verbatim` is false the whole
  /// piece was written by us (a rewritten placeholder), and every byte of it maps to `host`.
  struct Piece {
    uint32_t sql = 0;
    uint32_t host = 0;
    bool verbatim = true;
    const Source* source = nullptr;  ///< Null: SqlText::source. A text of C++ may come from several files.
  };

  std::string text;
  const Source* source = nullptr;
  Span host;                   ///< The statement in the host source, from its first token to the end of its last.
  std::vector<Piece> pieces;   ///< Sorted by `sql`; the first has sql == 0.
  std::vector<Placeholder> placeholders;
  std::vector<NameHole> name_holes;
  std::string name;            ///< From `-- name: X :many`, else empty.

  uint32_t host_offset(uint32_t sql_offset) const;
  Place place(uint32_t sql_begin, uint32_t sql_end) const;
  const Placeholder* placeholder(int number) const;
};

/// Whether the hole is a schema's name there: in front of a dot, in a search path, behind SCHEMA.
bool names_schema(const SqlText& text, const NameHole& hole);

}  // namespace ringfence
