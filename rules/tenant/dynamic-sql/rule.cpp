// Reports SQL that is put together at run time and cannot be resolved.
#include "ringfence/rule.h"

namespace ringfence {

void tenant_dynamic_sql(const Facts& facts, Findings& findings) {
  for (const DynamicSql& dynamic : facts.dynamic_sql)
    findings.add(dynamic.at, "this SQL is put together at run time and was not checked: " + dynamic.open_piece)
        .subject(dynamic.open_piece)
        .advise("write the statement out, or allow it here with the reason why it keeps to one tenant");
}

}  // namespace ringfence
