// Reports SQL that is put together at run time: what cannot be resolved, and values that should be bound.
#include "ringfence/rule.h"

namespace ringfence {

void tenant_dynamic_sql(const Facts& facts, Findings& findings) {
  for (const DynamicSql& dynamic : facts.dynamic_sql) {
    if (dynamic.kind == DynamicSql::Kind::kValue)
      findings.add(dynamic.at, "a value is put into this SQL as text: " + dynamic.open_piece)
          .subject(dynamic.open_piece)
          .advise("bind it as a parameter, or quote it with the client library's own function");
    else
      findings.add(dynamic.at, "this SQL is put together at run time and was not checked: " + dynamic.open_piece)
          .subject(dynamic.open_piece)
          .advise("write the statement out, or allow it here with the reason why it keeps to one tenant");
  }
}

}  // namespace ringfence
