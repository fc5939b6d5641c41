// What exactly is wrong with a policy that is not proven.
#pragma once

#include <string>
#include <string_view>

#include "ringfence/facts.h"
#include "ringfence/query.h"

namespace ringfence::row_security {

/// What a user can write into it: `user_metadata` of a token, headers, cookies.
bool is_editable(std::string_view text);

/// A term that stands in statements, not in sessions: "$1", "@org_id", "ANY($1)".
bool is_parameter(std::string_view term);

/// Names the editable claim of the statement in `proof`.
void name_editable_claim(const Query& query, RowProof& proof);

/// A policy that might tie the rows by what the prover does not compute; empty: there is no such thing.
std::string what_is_not_followed(const Query& query, const RelationUse& use);

/// The use is open only while no tenant is set.
bool fails_open(const Query& query, const RelationUse& use);

std::string describe_hole(const RelationUse& use);

}  // namespace ringfence::row_security
