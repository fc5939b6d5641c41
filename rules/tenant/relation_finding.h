// What the findings of the tenant family have in common: one gap of the proof is one rule.
#pragma once

#include <string>
#include <utility>

#include "ringfence/rule.h"

namespace ringfence::tenant {

/// Whether a use of an owned table has this gap, and not merely because another use of the statement has one.
inline bool has_gap(const RelationUse& use, Gap gap) {
  const Verdict verdict = gap == Gap::kCrossingJoin ? Verdict::kConditional : Verdict::kRefuted;
  return use.proof.gap == gap && use.proof.verdict == verdict && use.table->is_owned() && !use.follows_another;
}

inline std::string quoted(const Table& table) { return "'" + table.display_name() + "'"; }

/// "'deals'", with the alias and the view it is read through where they differ.
inline std::string named(const RelationUse& use) {
  if (use.through != nullptr) return quoted(*use.table) + ", read through view '" + use.through->name + "',";
  return use.alias == use.table->name ? quoted(*use.table) : quoted(*use.table) + " (" + use.alias + ")";
}

/// The label at the schema line that makes the table a tenant's.
inline void because_owned(Findings::Builder& finding, const Table& table) {
  finding.because(table.ownership.because, table.display_name() + ": " + table.ownership.why);
}

/// What to do about a use that nothing ties.
inline std::string advice(const RelationUse& use) {
  if (use.through != nullptr)
    return "compare the tenant key that view '" + use.through->name + "' shows with the current tenant";
  return use.missing_predicate.empty() ? "tie " + use.alias + " to the current tenant" : "add " + use.missing_predicate;
}

/// Adds the finding with its labels (where the gap is; why the table is owned), its advice and its fix.
inline Findings::Builder report(Findings& findings, const RelationUse& use, std::string what,
                                const std::string& gap_label = {}) {
  Findings::Builder finding = findings.add(use.at, std::move(what));
  finding.subject(use.table->display_name() + "/" + use.alias).about(use.table).advise(advice(use));
  if (!gap_label.empty()) finding.because(use.proof.detail_at, gap_label);
  if (!use.hole.empty()) finding.because(use.hole_at, "row-level security does not close " + quoted(*use.table) + ": " + use.hole);
  because_owned(finding, *use.table);
  if (!use.fix.text.empty()) finding.fix({use.fix.title, {{use.fix.at, use.fix.text}}});
  return finding;
}

}  // namespace ringfence::tenant
