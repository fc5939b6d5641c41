// Fixtures: SQL files whose comments say what is to be found on their lines.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ringfence/engine.h"

namespace ringfence::tests {

/// Rule ids by file name and line (from 1).
using Expectations = std::map<std::pair<std::string, uint32_t>, std::multiset<std::string>>;

/// "name:line: rule", one a line: what a failed comparison shows.
std::string describe(const Expectations& expectations);

/// A file by the name that findings in it print.
struct NamedText {
  std::string name;
  std::string text;
};

/// A fixture with the schema and the policy it is checked under.
/// A line `-- queries` ends a schema of its own; where there is none, the schema is `<name>.schema.sql` or `schema.sql`
/// beside the file, else rules/default_schema.sql. The policy is `<name>.toml` or `ringfence.toml` beside it, else: root
/// organizations, key org_id, term $1. Both parts of a file keep the line numbers of the file.
struct FixtureFile {
  NamedText schema;
  NamedText queries;
  NamedText policy;
  NamedText database = {};                 ///< DDL of a database that `schema` is compared with, `<name>.database.sql`.
  std::vector<NamedText> more_units = {};  ///< C++ that is linked with `queries`, and headers.
  std::vector<std::string> flags = {};     ///< Of the compiler, behind those that all fixtures get.
  /// Whether what the family `schema` says of the schema part counts. Fixtures of the other families speak of statements;
  /// their tables are as short as they can be.
  bool is_of_tables = false;
  NamedText pack = {};  ///< A policy pack, `<name>.pack.toml` or `pack.toml` beside the file; the policy then names it.
};

FixtureFile read_fixture(const std::filesystem::path& path);

/// Queries given as text, with the default schema and policy.
FixtureFile default_fixture(std::string queries);

/// What comments announce in all three parts: `-- expect: RULE, RULE` for their line, `-- expect-next: RULE` for the line
/// that follows; in TOML `# expect: RULE`.
Expectations expectations_of(const FixtureFile& fixture);

/// Whether a file beside fixtures is one itself, and no schema of another.
bool is_fixture(const std::filesystem::path& path);

std::string read_text(const std::filesystem::path& path);

/// A fixture, checked in memory by the engine.
class FixtureProject {
 public:
  /// `live`: a database that has the fixture's schema, to be read in its place.
  explicit FixtureProject(FixtureFile fixture, const LiveDatabase* live = nullptr);

  const Project& project() const { return project_; }
  /// Findings that no allow-comment hides.
  const std::vector<Finding>& findings() const { return findings_; }
  Expectations found() const;
  /// The fixture with the edits of one fix made.
  FixtureFile with_fix(const Fix& fix) const;

 private:
  bool is_of_tables(const Finding& finding) const;

  FixtureFile fixture_;
  Project project_;
  std::vector<Finding> findings_;
};

}  // namespace ringfence::tests
