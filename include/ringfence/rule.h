// What a rule is: an id, metadata from its rule.toml, its manual, and a function from facts to findings.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/facts.h"
#include "ringfence/finding.h"
#include "ringfence/foreign_keys.h"

namespace ringfence {

/// Collects the findings of one rule. The rule speaks in what / why / what to do; id and severity come from the registry.
class Findings {
 public:
  class Builder {
   public:
    explicit Builder(Finding& finding) : finding_(finding) {}
    /// A label; ignored where `at` is empty.
    Builder& because(Place at, std::string text);
    Builder& advise(std::string text);
    Builder& fix(Fix fix);
    Builder& migrate(std::vector<std::string> statements);
    /// Lowers (or raises) this one finding relative to the rule's severity: a uuid key is a warning.
    Builder& severity(Severity severity);
    /// What identifies the finding besides rule and statement: a table's name.
    Builder& subject(std::string subject);
    /// A table or one of its columns that it speaks of: what a commitment's `about` is held against. Null: nothing.
    Builder& about(const Table* table, int column = -1);
    /// A commitment that it breaks.
    Builder& breaks(std::string commitment);

   private:
    Finding& finding_;
  };

  Findings(std::string_view rule, Severity severity) : rule_(rule), severity_(severity) {}
  Builder add(Place at, std::string what);
  std::vector<Finding>& all() { return findings_; }

 private:
  std::string rule_;
  Severity severity_;
  std::vector<Finding> findings_;
};

using RuleFunction = void (*)(const Facts&, Findings&);

struct ControlMapping {
  std::string_view framework;  ///< "SOC 2", "ISO 27001", "GDPR", "CCPA", "OWASP ASVS"
  std::string_view control;    ///< "CC6.1"
};

/// Static data, generated at build time from rules/<family>/<rule>/.
struct Rule {
  std::string_view id;         ///< "tenant-unscoped-read"
  std::string_view family;     ///< "tenant"
  std::string_view summary;    ///< One line.
  std::string_view manual;     ///< rule.md as it stands.
  Severity severity = Severity::kError;
  std::string_view since;      ///< "0.1"
  std::string_view stability;  ///< "stable" or "preview"
  std::span<const int> cwe;
  std::span<const ControlMapping> controls;
  RuleFunction run = nullptr;
};

/// Every rule, ordered by id.
std::span<const Rule> all_rules();
const Rule* find_rule(std::string_view id);

}  // namespace ringfence
