// What row-level security does for a table of tenants: facts of the schema, with proofs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/proof.h"

namespace ringfence {

enum class RowCommand : uint8_t { kSelect, kInsert, kUpdate, kDelete };
std::string_view to_string(RowCommand command);  ///< "SELECT", …

/// What row-level security leaves one application role of other tenants' rows of one table.
struct RowProof {
  enum class Hole : uint8_t { kNone, kNoSecurity, kBypassed, kOpen, kFailsOpen, kEditableClaim };
  const Table* table = nullptr;
  RowCommand command = RowCommand::kSelect;
  bool written = false;  ///< Of rows as they will be (WITH CHECK), not of those that are there (USING).
  std::string role;      ///< Empty: any role that no policy names, that owns nothing and bypasses nothing.
  Verdict verdict = Verdict::kProven;
  Hole hole = Hole::kNone;
  std::string term;                   ///< With kProven: what ties them, where it is one term.
  const RowPolicy* policy = nullptr;  ///< Not proven: the permissive policy that lets them through.
  bool by_check = false;              ///< That policy's WITH CHECK was judged, not its USING.
  std::string detail;                 ///< What lets them through, or why nobody can tell.
  Place detail_at;
  std::string fix;                    ///< The statement that mends it, where it is certain.
};

/// Row-level security of one owned table, where the project uses it or its configuration asks for it.
struct TableSecurity {
  const Table* table = nullptr;
  bool required = false;     ///< `[tenant] enforce = ["rls"]`.
  bool expected = false;     ///< Most other owned tables have it.
  std::string unbound_role;  ///< Who is not bound for want of FORCE: an application role that owns the table, or "its owner".
  std::vector<std::string> fix;  ///< Statements that enable or force it, where they are certain.
};

}  // namespace ringfence
