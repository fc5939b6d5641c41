#include "lint/engine/judge_commitments.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/engine/looked_at.h"

namespace ringfence::engine {

namespace {

using Status = CommitmentState::Status;

bool decides(const Commitment& commitment, const Rule& rule) {
  return std::any_of(commitment.rules.begin(), commitment.rules.end(), [&](const Setting& one) { return one.value == rule.id || one.value == rule.family; });
}

bool is_about(const Commitment& commitment, const Finding& finding) {
  if (commitment.about.empty()) return true;
  return std::any_of(finding.about.begin(), finding.about.end(), [&](const Finding::Subject& one) { return is_meant(commitment, *one.table, one.column); });
}

bool breaks(const Finding& finding, const Commitment& commitment) {
  if (std::find(finding.breaks.begin(), finding.breaks.end(), commitment.name()) != finding.breaks.end()) return true;
  const Rule* rule = find_rule(finding.rule);
  // Notes and audit findings ask for a look; they say of nothing that it is wrong.
  return rule != nullptr && finding.severity > Severity::kNote && finding.breaks.empty() && decides(commitment, *rule) && is_about(commitment, finding);
}

bool is_accepted(const ReportedFinding& one) { return one.suppression && one.suppression->kind != Suppression::Kind::kUnchanged; }

std::string with_place(const std::string& what, Place at) {
  return at ? fmt::format("{} ({}:{})", what, at.source->path(), at.source->position(at.span.begin).line) : what;
}

class Judge {
 public:
  Judge(const Report& report, const Facts& facts, const Policy& policy, const CheckOptions& options)
      : report_(report), facts_(facts), policy_(policy), options_(options) {}

  CommitmentState judge(const Commitment& commitment) const {
    CommitmentState made;
    made.commitment = commitment;
    if (!commitment.not_checkable.empty()) {
      made.status = Status::kNotCheckable;
      made.evidence.push_back(commitment.not_checkable);
      return made;
    }
    add_findings(made);
    const bool is_open = add_what_was_seen(made);
    const bool is_broken = std::any_of(made.findings.begin(), made.findings.end(), [&](int i) { return !is_accepted(finding(i)); });
    if (is_broken) made.status = Status::kBroken;
    else if (!made.findings.empty()) made.status = Status::kAccepted;
    else made.status = is_open || made.evidence.empty() ? Status::kNotShown : Status::kKept;
    if (made.evidence.empty()) made.evidence.push_back("there is nothing here that could break it");
    return made;
  }

 private:
  const ReportedFinding& finding(int index) const { return report_.findings[static_cast<size_t>(index)]; }

  void add_findings(CommitmentState& made) const {
    for (size_t i = 0; i < report_.findings.size(); ++i) {
      const ReportedFinding& one = report_.findings[i];
      if (!breaks(one.finding, made.commitment)) continue;
      made.findings.push_back(static_cast<int>(i));
      const std::string reason = !is_accepted(one) ? "" : "accepted: " + (one.suppression->reason.empty() ? "no reason given" : one.suppression->reason) + ": ";
      made.evidence.push_back(with_place(reason + one.finding.what, one.finding.at));
    }
  }

  // Whether something could not be decided.
  bool add_what_was_seen(CommitmentState& made) const {
    const std::string name = made.commitment.name();
    for (const KeptPromise& one : facts_.kept_promises)
      if (one.commitment == name) made.evidence.push_back(with_place(one.what, one.at));
    bool is_open = false;
    for (const UndecidedPromise& one : facts_.undecided_promises) {
      if (one.commitment != name) continue;
      made.evidence.push_back(with_place("undecided: " + one.because, one.at));
      is_open = true;
    }
    for (const Rule& rule : all_rules()) {
      if (!decides(made.commitment, rule) || effective_severity(rule, policy_, options_) != Severity::kOff) continue;
      made.evidence.push_back(fmt::format("undecided: {} is off", rule.id));
      is_open = true;
    }
    for (const LookedAt& one : looked_at(made.commitment, facts_)) {
      made.evidence.push_back(one.what);
      is_open |= one.is_open;
    }
    return is_open;
  }

  const Report& report_;
  const Facts& facts_;
  const Policy& policy_;
  const CheckOptions& options_;
};

}  // namespace

void judge_commitments(Report& report, const Facts& facts, const Policy& policy, const CheckOptions& options) {
  const Judge judge(report, facts, policy, options);
  for (const Commitment& commitment : policy.commitments) report.commitments.push_back(judge.judge(commitment));
}

}  // namespace ringfence::engine

namespace ringfence {

std::string_view to_string(CommitmentState::Status status) {
  constexpr std::string_view kNames[] = {"kept", "broken", "accepted", "not shown", "not checkable"};
  return kNames[static_cast<size_t>(status)];
}

}  // namespace ringfence
