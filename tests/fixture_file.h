// Fixtures: SQL files whose comments say what is to be found on their lines.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "ringfence/engine.h"

namespace ringfence::tests {

/// Rule ids by line of the queries (from 1).
using Expectations = std::map<uint32_t, std::multiset<std::string>>;

/// A schema, queries and a policy, checked in memory. Policy where none is given: root organizations, key org_id, term $1.
class FixtureProject {
 public:
  FixtureProject(std::string schema, std::string queries, std::string toml);

  const std::vector<ReportedFinding>& findings() const { return report_.findings; }
  const std::string& queries() const { return queries_; }
  /// Rule ids by line, of findings in the queries.
  Expectations found() const;
  /// The queries with the edits of one fix made.
  std::string with_fix(const Fix& fix) const;

 private:
  std::string queries_;
  Project project_;
  Report report_;
};

/// A fixture file, cut into its parts: an optional schema before a line `-- queries`, the queries, and what is expected.
struct FixtureFile {
  std::string schema;  ///< Empty: the default one.
  std::string queries;
  Expectations expected;
};

FixtureFile parse_fixture(const std::string& text);

std::string read_text(const std::string& path);

extern const char* const kDefaultPolicy;

}  // namespace ringfence::tests
