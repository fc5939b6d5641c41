// What C++ around a statement means for it: pieces of its text that are open, and the values that are bound to it.
#pragma once

#include <vector>

#include "ringfence/code.h"
#include "ringfence/facts.h"
#include "ringfence/query.h"

namespace ringfence::engine {

/// `open`: a name or clause that is known at run time only, null where there is none. Nothing is refuted of what it could
/// mend, nothing proven of what it could undo. Values that stand in the text get facts of their own.
void settle_open_text(const CodeStatement& code, const TextHole* open, Facts& facts);

/// The statement's text, with each placeholder saying of which levels of the key it may be the tenant.
/// `keys`: where the statement means the tenant.
SqlText with_tenant_levels(const CodeStatement& code, const std::vector<TenantParameter>& keys, const Policy& policy,
                           const Catalog& catalog);

/// The first name or clause that is known at run time only, null where there is none. The name of a tenant's schema is none.
const TextHole* open_hole(const CodeStatement& code, const Catalog& catalog);

/// Of a statement that could not be read, the facts that its holes give all the same.
void note_unquoted_schemas(const CodeStatement& code, const Catalog& catalog, Facts& facts);

/// Whether what is bound where the tenant is meant (`keys`) is the tenant's.
void judge_arguments(const CodeStatement& code, const std::vector<TenantParameter>& keys, const Policy& policy,
                     const Catalog& catalog, Facts& facts);

}  // namespace ringfence::engine
