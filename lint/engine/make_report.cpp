// Findings → Report: fingerprints, allow-comments, baseline, order, coverage.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "ringfence/engine.h"
#include "ringfence/units.h"

namespace ringfence {

namespace fs = std::filesystem;

namespace {

// As many digits of SHA-256 as tell findings apart.
std::string digest(const std::string& text) { return digest_of_text(text).substr(0, 32); }

std::string without_space(std::string_view text) {
  std::string made;
  for (const char c : text)
    if (!std::isspace(static_cast<unsigned char>(c))) made += c;
  return made;
}

// The statement a finding stands in identifies it better than its line: lines move.
class Fingerprints {
 public:
  Fingerprints(const Facts& facts, const Policy& policy, const CheckOptions& options) : folder_(policy.folder), renamed_(options.renamed) {
    for (const Statement& statement : facts.statements)
      if (statement.at) by_source_[statement.at.source].push_back(statement.at.span);
    for (auto& [source, spans] : by_source_) std::sort(spans.begin(), spans.end(), [](Span a, Span b) { return a.begin < b.begin; });
  }

  void add_to(ReportedFinding& reported) {
    const Finding& finding = reported.finding;
    const std::string around = context(finding.at);
    const std::string text = finding.rule + '\0' + path(finding.at) + '\0' + finding.subject + '\0' + around;
    const int occurrence = seen_[text]++;
    reported.fingerprint = digest(text + '\0' + std::to_string(occurrence));
    reported.content = digest(finding.rule + '\0' + finding.subject + '\0' + around);
  }

 private:
  // Relative to the project, wherever the program was started.
  const std::string& path(Place at) {
    auto [known, is_new] = paths_.try_emplace(at.source);
    if (is_new && at && at.source->path().find("://") != std::string::npos) {
      known->second = at.source->path();
    } else if (is_new && at) {
      std::error_code error;
      const fs::path real = fs::weakly_canonical(at.source->path(), error);
      const fs::path relative = error ? fs::path() : real.lexically_relative(fs::weakly_canonical(folder_, error));
      known->second = relative.empty() ? at.source->path() : relative.generic_string();
      if (const auto now = renamed_.find(known->second); now != renamed_.end()) known->second = now->second;
    }
    return known->second;
  }

  std::string context(Place at) const {
    if (!at) return {};
    const auto found = by_source_.find(at.source);
    if (found != by_source_.end()) {
      auto next = std::upper_bound(found->second.begin(), found->second.end(), at.span.begin, [](uint32_t offset, Span span) { return offset < span.begin; });
      if (next != found->second.begin() && (next - 1)->end > at.span.begin) return without_space(at.source->text(*(next - 1)));
    }
    return without_space(at.source->line(at.source->position(at.span.begin).line));
  }

  std::string folder_;
  const std::map<std::string, std::string>& renamed_;
  std::map<const Source*, std::string> paths_;
  std::map<const Source*, std::vector<Span>> by_source_;
  std::map<std::string, int> seen_;
};

bool covers(const AllowComment& allow, const Finding& finding) {
  if (allow.malformed || !finding.at || finding.at.source != allow.at.source) return false;
  const uint32_t line = finding.at.source->position(finding.at.span.begin).line;
  if (line < allow.first_line || line > allow.last_line) return false;
  return std::any_of(allow.rules.begin(), allow.rules.end(), [&](const std::string& rule) {
    return rule == finding.rule || finding.rule.rfind(rule + "-", 0) == 0;
  });
}

void apply_allows(std::vector<ReportedFinding>& findings, Facts& facts, const std::string& today) {
  for (AllowComment& allow : facts.allow_comments) {
    allow.expired = !allow.until.empty() && !allow.malformed && !today.empty() && allow.until < today;
    for (ReportedFinding& one : findings) {
      if (!covers(allow, one.finding)) continue;
      allow.used = true;
      if (!allow.expired && !one.suppression) one.suppression = Suppression{Suppression::Kind::kAllowComment, allow.reason, allow.at};
    }
  }
}

void apply_baseline(Report& report, const std::string& text) {
  if (text.empty()) return;
  const auto baseline = nlohmann::json::parse(text, nullptr, false);
  std::vector<KnownFinding> known;
  std::vector<std::string> lines;
  for (const auto& entry : baseline.value("findings", nlohmann::json::array())) {
    known.push_back({entry.value("fingerprint", ""), entry.value("content", "")});
    lines.push_back(entry.value("rule", "") + " at " + entry.value("path", "") + ": " + entry.value("what", ""));
  }
  std::vector<bool> seen(known.size(), false);
  const std::vector<int> recognised = recognise(report, known);
  for (size_t i = 0; i < recognised.size(); ++i) {
    if (recognised[i] < 0) continue;
    seen[static_cast<size_t>(recognised[i])] = true;
    if (report.findings[i].suppression) continue;
    report.findings[i].suppression = Suppression{Suppression::Kind::kBaseline, "accepted by the baseline", {}};
    ++report.baseline_known;
  }
  for (size_t i = 0; i < known.size(); ++i)
    if (!seen[i]) report.baseline_gone.push_back(lines[i]);
}

void count_coverage(Report& report, const Facts& facts) {
  Coverage& coverage = report.coverage;
  coverage.statements = static_cast<int>(facts.statements.size());
  coverage.unread_statements = static_cast<int>(facts.unread_inputs.size());
  for (const RelationUse& use : facts.relation_uses) {
    const bool unclassified = use.table->ownership.owner_class == OwnerClass::kUnclassified;
    if (!use.table->belongs_to_tenant() && !unclassified) continue;
    ++coverage.relation_uses;
    switch (use.proof.verdict) {
      case Verdict::kProven: ++coverage.proven; break;
      case Verdict::kConditional: ++coverage.conditional; break;
      case Verdict::kUnknown: ++coverage.unknown; break;
      case Verdict::kRefuted: ++coverage.refuted; break;
    }
  }
  for (const Statement& statement : facts.statements)
    if (statement.verdict == Verdict::kUnknown) report.unknown.push_back({statement.at, statement.name, statement.unknown_because});
}

// A rule that was not run can leave no allow-comment unused.
void forget_idle_allows(Facts& facts, const Policy& policy, const CheckOptions& options) {
  for (AllowComment& allow : facts.allow_comments)
    for (const std::string& name : allow.rules)
      if (const Rule* rule = find_rule(name); rule != nullptr && effective_severity(*rule, policy, options) == Severity::kOff) allow.used = true;
}

}  // namespace

Report make_report(std::vector<Finding> findings, Facts& facts, const Policy& policy, const CheckOptions& options,
                   const std::map<const Source*, StatementUse>* use) {
  Report report;
  const auto use_of = [&](const Finding& f) {
    const auto known = use == nullptr || !f.at ? decltype(use->end())() : use->find(f.at.source);
    return use == nullptr || !f.at || known == use->end() ? std::nullopt : std::optional(known->second);
  };
  Fingerprints fingerprints(facts, policy, options);
  const auto by_place = [&](const Finding& a, const Finding& b) {
    const auto key = [&](const Finding& f) {
      const auto used = use_of(f);
      return std::tuple(used ? -used->calls : 1, f.at ? std::string_view(f.at.source->path()) : std::string_view(), f.at.span.begin, std::string_view(f.rule), std::string_view(f.what));
    };
    return key(a) < key(b);
  };
  const auto same = [](const Finding& a, const Finding& b) { return a.rule == b.rule && a.at == b.at && a.what == b.what; };
  const auto add = [&](std::vector<Finding> more) {
    std::sort(more.begin(), more.end(), by_place);
    more.erase(std::unique(more.begin(), more.end(), same), more.end());
    for (Finding& finding : more) {
      ReportedFinding reported;
      reported.use = use_of(finding);
      reported.finding = std::move(finding);
      fingerprints.add_to(reported);
      report.findings.push_back(std::move(reported));
    }
  };
  add(std::move(findings));
  apply_allows(report.findings, facts, options.today);
  forget_idle_allows(facts, policy, options);
  add(run_rules(facts, policy, options, true));
  std::stable_sort(report.findings.begin(), report.findings.end(), [&](const auto& a, const auto& b) { return by_place(a.finding, b.finding); });
  apply_baseline(report, options.baseline);
  count_coverage(report, facts);
  for (const CredentialLiteral& literal : facts.credential_literals) report.secrets.push_back(literal.at);
  for (const CredentialWrite& write : facts.credential_writes)
    if (write.form == CredentialWrite::Form::kLiteral) {
      report.secrets.push_back(write.at);
      // In C++ the value stands where it comes from.
      for (const Label& label : write.way) report.secrets.push_back(label.at);
    }
  return report;
}

std::string make_baseline(const Report& report, bool only_known) {
  std::vector<std::string> lines;
  for (const ReportedFinding& one : report.findings) {
    const bool known = one.suppression && one.suppression->kind == Suppression::Kind::kBaseline;
    if (!known && (one.suppression || only_known)) continue;
    const Place at = one.finding.at;
    nlohmann::ordered_json entry = {{"fingerprint", one.fingerprint}, {"content", one.content}, {"rule", one.finding.rule}, {"path", at ? at.source->path() : ""},
                                    {"line", at ? at.source->position(at.span.begin).line : 0}, {"what", one.finding.what}};
    lines.push_back("    " + entry.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  return fmt::format("{{\n  \"version\": 1,\n  \"tool\": \"ringfence\",\n  \"findings\": [\n{}\n  ]\n}}\n", fmt::join(lines, ",\n"));
}

std::string baseline_problem(const std::string& text) {
  const auto baseline = nlohmann::json::parse(text, nullptr, false);
  if (baseline.is_discarded()) return "is not valid JSON";
  if (!baseline.is_object() || baseline.value("version", 0) != 1 || !baseline.contains("findings") || !baseline["findings"].is_array())
    return "is no baseline that this version writes";
  for (const auto& entry : baseline["findings"])
    if (!entry.is_object() || !entry.contains("fingerprint") || !entry["fingerprint"].is_string()) return "has an entry without a fingerprint";
  return {};
}

}  // namespace ringfence
