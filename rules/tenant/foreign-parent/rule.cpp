// A row of the tenant is hung on a parent whose id the caller passes, and nothing ties the parent.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_foreign_parent(const Facts& facts, Findings& findings) {
  for (const ForeignParent& parent : facts.foreign_parents) {
    const ForeignKey& key = *parent.foreign_key;
    const std::string column = parent.table->columns[static_cast<size_t>(key.columns.back())].name;
    findings.add(parent.at, "'" + parent.table->display_name() + "." + column + "' may refer to another tenant's " + key.target->display_name() + ": it is " + parent.given)
        .subject(parent.table->display_name() + "." + column)
        .because(key.declared_at, "this foreign key does not carry the tenant key")
        .advise("make the foreign key composite with the tenant key, or look the parent up for the tenant");
  }
}

}  // namespace ringfence
