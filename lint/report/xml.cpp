// The two XML formats that build servers read: JUnit's (a test case a finding) and Checkstyle's (an error a finding).
#include <fmt/format.h>

#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "lint/report/wording.h"
#include "ringfence/render.h"
#include "ringfence/version.h"

namespace ringfence {

namespace {

using FindingsByFile = std::map<std::string, std::vector<const Finding*>>;

FindingsByFile by_file(const Report& report) {
  FindingsByFile files;
  for (const ReportedFinding* one : report::open_findings(report))
    files[one->finding.at ? one->finding.at.source->path() : "."].push_back(&one->finding);
  return files;
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(report::for_xml(value).c_str());
}

std::string text_of(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

pugi::xml_node root_of(pugi::xml_document& document, const char* name) {
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  set(declaration, "version", "1.0");
  set(declaration, "encoding", "UTF-8");
  return document.append_child(name);
}

Position begin_of(const Finding& finding) { return finding.at ? finding.at.source->position(finding.at.span.begin) : Position{}; }

void add_case(pugi::xml_node suite, const std::string& file, const Finding& finding) {
  const Position begin = begin_of(finding);
  pugi::xml_node one = suite.append_child("testcase");
  set(one, "name", fmt::format("{} at {}:{}", finding.rule, begin.line, begin.utf16));
  set(one, "classname", file);
  set(one, "time", "0");
  pugi::xml_node failure = one.append_child("failure");
  set(failure, "message", finding.what);
  set(failure, "type", std::string(to_string(finding.severity)));
  const std::string text = fmt::format("{}:{}:{}: {}[{}]: {}", file, begin.line, begin.utf16, to_string(finding.severity), finding.rule,
                                       report::message_of(finding)) + report::labels_of(finding);
  failure.text().set(report::for_xml(text).c_str());
}

}  // namespace

std::string render_junit(const Report& report) {
  pugi::xml_document document;
  pugi::xml_node root = root_of(document, "testsuites");
  set(root, "name", "ringfence");
  const FindingsByFile files = by_file(report);
  const auto add_suite = [&](const std::string& name, size_t tests, size_t failures) {
    pugi::xml_node suite = root.append_child("testsuite");
    set(suite, "name", name);
    set(suite, "tests", std::to_string(tests));
    set(suite, "failures", std::to_string(failures));
    set(suite, "errors", "0");
    set(suite, "time", "0");
    return suite;
  };
  for (const auto& [file, findings] : files) {
    const pugi::xml_node suite = add_suite(file, findings.size(), findings.size());
    for (const Finding* finding : findings) add_case(suite, file, *finding);
  }
  // A report without a test is taken for a run that did not happen.
  if (files.empty()) {
    pugi::xml_node passed = add_suite("ringfence", 1, 0).append_child("testcase");
    set(passed, "name", fmt::format("{} statements", report.coverage.statements));
    set(passed, "classname", "ringfence");
    set(passed, "time", fmt::format("{:.3f}", report.seconds));
  }
  return text_of(document);
}

std::string render_checkstyle(const Report& report) {
  pugi::xml_document document;
  pugi::xml_node root = root_of(document, "checkstyle");
  set(root, "version", std::string(kVersion));
  for (const auto& [path, findings] : by_file(report)) {
    pugi::xml_node file = root.append_child("file");
    set(file, "name", path);
    for (const Finding* finding : findings) {
      const Position begin = begin_of(*finding);
      pugi::xml_node error = file.append_child("error");
      set(error, "line", std::to_string(begin.line));
      set(error, "column", std::to_string(begin.utf16));
      set(error, "severity", finding->severity == Severity::kError     ? "error"
                             : finding->severity == Severity::kWarning ? "warning"
                                                                       : "info");
      set(error, "message", report::message_of(*finding));
      set(error, "source", "ringfence." + finding->rule);
    }
  }
  return text_of(document);
}

}  // namespace ringfence
