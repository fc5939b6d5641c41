// A project of any size, always the same for the same size: modules of four tables each, and the statements that an
// application runs on them.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ringfence::bench {

struct GeneratedProject {
  using File = std::pair<std::string, std::string>;  ///< Path below the project folder, text.
  std::string toml;
  std::vector<File> schema;
  std::vector<File> queries;
};

struct ProjectSize {
  int tables = 1000;
  int statements = 20000;
  int query_files = 200;
};

GeneratedProject generate_project(const ProjectSize& size);

/// Writes it below `folder`, which is made.
void write_project(const GeneratedProject& project, const std::string& folder);

}  // namespace ringfence::bench
