// Renderers: a Report as text for people and as files for machines. Pure: values in, text out.
#pragma once

#include <string>
#include <vector>

#include "ringfence/facts.h"
#include "ringfence/report.h"

namespace ringfence {

struct TextStyle {
  bool color = false;
  int width = 100;             ///< Columns of the terminal.
  bool show_unknown = false;
  bool show_suppressed = false;
};

std::string render_text(const Report& report, const TextStyle& style);
std::string render_json(const Report& report);

/// Workflow commands of GitHub Actions, one a finding.
std::string render_github(const Report& report);
/// GitLab's Code Quality report.
std::string render_gitlab(const Report& report);
/// Reviewdog's diagnostic format.
std::string render_rdjson(const Report& report);
std::string render_junit(const Report& report);
std::string render_checkstyle(const Report& report);
/// A summary for a pull request: counts, what to look at first, coverage.
std::string render_markdown(const Report& report);

/// SARIF 2.1.0. `trouble`: files that could not be read, as notifications of the run.
std::string render_sarif(const Report& report, const std::vector<std::string>& trouble);

}  // namespace ringfence
