// Finds the C++ of a project and reads the SQL in it.
#pragma once

#include <string>
#include <vector>

#include "ringfence/engine.h"
#include "ringfence/units.h"

namespace ringfence::engine {

/// Whether a path is C++ by its ending.
bool is_code(const std::string& path);

/// How the C++ of a project is compiled. `files` not empty: of these the C++ ones. What is wrong with that becomes a mistake in
/// the policy.
std::vector<CompileCommand> unit_commands(Project& project, const std::vector<std::string>& files, const CodeOptions& options,
                                          const ProjectFiles& disk);

ExtractionOptions extraction_options(const Policy& policy, const CodeOptions& options);

/// Fills Project::code. `files` not empty: of these the C++ ones.
void open_code(Project& project, const std::vector<std::string>& files, const CodeOptions& options, const ProjectFiles& disk,
               const Progress& progress);

/// DDL in C++ as sources of a schema: the files themselves, blank where they are not DDL, so that places are right.
std::vector<SourcePtr> schema_in_code(const Project& project);

}  // namespace ringfence::engine
