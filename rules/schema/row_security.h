// What the findings about row-level security have in common: one policy with one hole is one finding, whatever the
// commands and roles it is open for.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "ringfence/rule.h"

namespace ringfence::schema {

/// Proofs of one policy that fail alike.
struct OpenPolicy {
  const RowProof* first = nullptr;
  std::vector<std::string> commands;
  std::vector<std::string> roles;
};

inline void add_once(std::vector<std::string>& list, const std::string& one) {
  if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(one);
}

/// Whether the finding about rows that are written would repeat that about rows that are there: the same text lets both.
inline bool is_told_elsewhere(const Facts& facts, const RowProof& proof) {
  if (!proof.written || proof.by_check) return false;
  return std::any_of(facts.row_proofs.begin(), facts.row_proofs.end(), [&](const RowProof& other) {
    return other.policy == proof.policy && !other.written && other.verdict == Verdict::kRefuted;
  });
}

/// Refuted proofs with this hole, by policy; `written`: of rows as they will be, else of rows that are there.
inline std::vector<OpenPolicy> open_policies(const Facts& facts, RowProof::Hole hole, bool written, bool existing) {
  std::vector<OpenPolicy> found;
  for (const RowProof& proof : facts.row_proofs) {
    const bool wanted = proof.written ? written : existing;
    if (!wanted || proof.verdict != Verdict::kRefuted || proof.hole != hole || proof.policy == nullptr) continue;
    if (is_told_elsewhere(facts, proof)) continue;
    auto known = std::find_if(found.begin(), found.end(),
                              [&](const OpenPolicy& one) { return one.first->policy == proof.policy; });
    if (known == found.end()) known = found.insert(found.end(), OpenPolicy{&proof, {}, {}});
    add_once(known->commands, std::string(to_string(proof.command)));
    if (!proof.role.empty()) add_once(known->roles, proof.role);
  }
  return found;
}

inline std::string joined(const std::vector<std::string>& words) {
  std::string list;
  for (size_t i = 0; i < words.size(); ++i) list += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return list;
}

/// " for SELECT and UPDATE", with the roles where they are known.
inline std::string scope_of(const OpenPolicy& open) {
  return " for " + joined(open.commands) + (open.roles.empty() ? "" : " to " + joined(open.roles));
}

inline std::string named(const RowProof& proof) {
  return "policy '" + proof.policy->name + "' of '" + proof.table->display_name() + "'";
}

/// The finding with its place, its labels, what to do, and the SQL that does it where that is certain.
inline Findings::Builder report(Findings& findings, const RowProof& proof, std::string what, const std::string& label,
                                const std::string& otherwise) {
  Findings::Builder finding = findings.add(proof.policy->declared_at, std::move(what));
  finding.subject(proof.table->display_name() + "/" + proof.policy->name)
      .about(proof.table)
      .because(proof.detail_at, label)
      .because(proof.table->ownership.because, proof.table->display_name() + ": " + proof.table->ownership.why)
      .advise(otherwise);
  if (!proof.fix.empty()) finding.migrate({proof.fix});
  return finding;
}

}  // namespace ringfence::schema
