// Notes rows of the tenant that are hung on a parent whose id the caller passes, with nothing that ties the parent.
#include "rules/tenant/relation_finding.h"

namespace ringfence {

void tenant_foreign_parent(const Facts& facts, Findings& findings) {
  for (const ForeignParent& parent : facts.foreign_parents) {
    const ForeignKey& key = *parent.foreign_key;
    const Column& column = parent.table->columns[static_cast<size_t>(key.columns.back())];
    const std::string name = parent.table->display_name() + "." + column.name;
    findings
        .add(parent.at,
             "'" + name + "' may refer to another tenant's row of " + key.target_name + ": it is " + parent.given)
        .about(parent.table, key.columns.back())
        .subject(name)
        .because(key.declared_at, "this foreign key does not carry the tenant key")
        .advise("make the foreign key composite with the tenant key, or look the parent up for the tenant");
  }
}

}  // namespace ringfence
