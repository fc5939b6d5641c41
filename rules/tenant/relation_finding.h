// What the findings about relation uses have in common: one gap of the proof is one rule.
#pragma once

#include <string>

#include "ringfence/rule.h"

namespace ringfence::tenant {

/// Whether a use of an owned table has this gap and is not merely hanging on another gap of the statement.
inline bool has_gap(const RelationUse& use, Gap gap) {
  return use.proof.gap == gap && use.table->is_owned() && !use.follows_another &&
         use.proof.verdict == (gap == Gap::kCrossingJoin ? Verdict::kConditional : Verdict::kRefuted);
}

/// "'deals'", with the alias and the view it is read through where they differ.
inline std::string named(const RelationUse& use) {
  std::string name = "'" + use.table->display_name() + "'";
  if (use.alias != use.table->name) name += " (" + use.alias + ")";
  if (use.through != nullptr) name += ", read through view '" + use.through->name + "',";
  return name;
}

/// Adds the finding with its labels (why the table is owned; where the gap is), its advice and its fix.
inline Findings::Builder report(Findings& findings, const RelationUse& use, std::string what, const std::string& label) {
  Findings::Builder finding = findings.add(use.at, std::move(what));
  finding.subject(use.table->display_name() + "/" + use.alias);
  if (use.proof.detail_at) finding.because(use.proof.detail_at, label);
  finding.because(use.table->ownership.because, use.table->display_name() + ": " + use.table->ownership.why);
  finding.advise(use.missing_predicate.empty() ? "tie " + use.alias + " to the current tenant" : "add " + use.missing_predicate);
  if (!use.fix.text.empty()) finding.fix({use.fix.title, {{use.fix.at, use.fix.text}}});
  return finding;
}

}  // namespace ringfence::tenant
