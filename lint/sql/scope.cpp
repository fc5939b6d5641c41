#include "lint/sql/scope.h"

namespace ringfence::sql {

const CommonTable* CteScope::find(std::string_view name) const {
  for (const CteScope* scope = this; scope != nullptr; scope = scope->outer)
    for (auto table = scope->tables.rbegin(); table != scope->tables.rend(); ++table)
      if (table->name == name) return &*table;
  return nullptr;
}

}  // namespace ringfence::sql
