// What is missing in a statement, in the words of its text: places, names and edits for findings.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "lint/analysis/problem.h"
#include "ringfence/facts.h"

namespace ringfence::analysis {

/// Why a use that seems untied may be tied by something we cannot see into; empty: nothing hides it.
std::string what_hides(const Query& query, RelationId relation);

bool has_outer_join(const Query& query);
bool has_kind(const Query& query, ExpressionKind kind);

/// Fill Proof::detail and detail_at (and, for branches, the gap itself).
void name_value(const Query& query, RelationId relation, Proof& proof);
void name_barrier(const Query& query, BlockId barrier, Proof& proof);
void name_join(const Query& query, RelationId relation, Proof& proof);
void name_branch(const Query& query, Proof& proof);
void name_choice(const Query& query, Proof& proof);

/// The foreign key by which a conditionally tied use is reached.
const ForeignKey* crossing_foreign_key(const Query& query, RelationId relation);

/// The first term of a set of bits.
std::string term_name(const Problem& problem, uint64_t terms);

/// "d.org_id = $1"; for a table below an owner the EXISTS that ties it. `level_column`: only this column of the key.
std::string missing_predicate(const Query& query, RelationId relation, const std::string& level_column,
                              const std::string& term);

struct TyingEdit {
  Place at;
  std::string text;
  std::string title;
};

/// The insertion that compares the tenant key of `relation` with that of a directly owned relation of the same FROM
/// that is `proven`; nothing where no such relation is there or the place is not certain.
std::optional<TyingEdit> tying_edit(const Query& query, RelationId relation,
                                    const std::function<bool(RelationId)>& proven);

}  // namespace ringfence::analysis
