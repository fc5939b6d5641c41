#include "tests/fixture_file.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>

#include "ringfence/policy_reader.h"
#include "ringfence/sql_front_end.h"

namespace ringfence::tests {

const char* const kDefaultPolicy = "[tenant]\nroot = \"organizations\"\nkeys = [\"org_id\"]\nterms = [\"$1\"]\n";

std::string read_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

FixtureProject::FixtureProject(std::string schema, std::string queries, std::string toml) : queries_(queries) {
  PolicyReading reading = read_policy(std::make_shared<Source>("ringfence.toml", std::move(toml)), "/", {});
  project_.policy = std::move(reading.policy);
  project_.schema_sources.push_back(std::make_shared<Source>("schema.sql", std::move(schema)));
  project_.query_sources.push_back(std::make_shared<Source>("queries.sql", std::move(queries)));
  Schema read = read_schema(project_.schema_sources);
  project_.catalog = std::move(read.catalog);
  project_.input_facts.unread_inputs = std::move(read.problems);
  project_.input_facts.policy_mistakes = std::move(reading.mistakes);
  infer_ownership(*project_.catalog, project_.policy);
  CheckOptions options;
  options.threads = 1;
  options.today = "2026-01-01";
  report_ = check_project(project_, options);
}

Expectations FixtureProject::found() const {
  Expectations found;
  for (const ReportedFinding& one : report_.findings)
    if (!one.suppression && one.finding.at && one.finding.at.source == project_.query_sources[0].get())
      found[one.finding.at.source->position(one.finding.at.span.begin).line].insert(one.finding.rule);
  return found;
}

std::string FixtureProject::with_fix(const Fix& fix) const {
  std::vector<Edit> edits = fix.edits;
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.at.span.begin > b.at.span.begin; });
  std::string text = queries_;
  for (const Edit& edit : edits) text.replace(edit.at.span.begin, edit.at.span.end - edit.at.span.begin, edit.text);
  return text;
}

FixtureFile parse_fixture(const std::string& text) {
  FixtureFile file;
  file.queries = text;
  const size_t mark = text.find("-- queries\n");
  if (mark != std::string::npos) {
    file.schema = text.substr(0, mark);
    file.queries = text.substr(mark);
  }
  std::istringstream lines(file.queries);
  const std::regex expectation("-- expect: *([a-z, -]+)");
  uint32_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::smatch match;
    if (!std::regex_search(line, match, expectation)) continue;
    std::istringstream rules(match[1].str());
    for (std::string rule; std::getline(rules, rule, ',');) {
      std::erase(rule, ' ');
      file.expected[number].insert(rule);
    }
  }
  return file;
}

}  // namespace ringfence::tests
