// What DDL says about how a credential column is kept.
#pragma once

#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/column_facts.h"

namespace ringfence::columns {

std::vector<Evidence> ddl_evidence(const Table& table, int column, const DataKind& kind);

/// Enough of it, and nothing against it.
bool is_protected(const std::vector<Evidence>& evidence);
bool is_against(const std::vector<Evidence>& evidence);
bool is_protected_by_ddl(const Table& table, int column, const DataKind& kind);

/// The column that holds the same in a protected form: `api_key_encrypted` of `api_key`; -1: there is none.
int protected_twin(const Table& table, int column);

/// The comment in the source behind the column, without its dashes; empty: there is none.
std::string trailing_remark(const Column& column);
/// The comment in the source beside the column or right above it, without its dashes; empty: there is none.
std::string remark_of(const Column& column);

}  // namespace ringfence::columns
