// From a compilation database to the facts of its translation units: extracted by processes of their own, kept by content.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/unit.h"

namespace ringfence {

struct CommandReading {
  std::vector<CompileCommand> commands;
  std::string trouble;  ///< One line; empty: none.
};

/// `folder` holds compile_commands.json or compile_flags.txt; `files`: absolute paths wanted, empty: all of the database that
/// lie below `project`. A file that the database lacks is compiled like its nearest neighbour there.
CommandReading read_compile_commands(const std::string& folder, const std::string& project, const std::vector<std::string>& files);

/// The command for the same file in another version of the tree, below `to` instead of `from`; what is not there stays where
/// it is (generated headers). Both folders absolute.
CompileCommand move_command(CompileCommand command, const std::string& from, const std::string& to);

struct ExtractionOptions {
  std::string project;    ///< Absolute; what lies below it is looked into.
  std::string cache;      ///< Folder, made where it is missing; empty: nothing is kept.
  std::string program;    ///< The ringfence that extracts; empty: this very program.
  int threads = 0;        ///< 0: one a core.
  /// How includes of client libraries start; not empty: units that have nothing to do with a database are not parsed.
  std::vector<std::string> client_headers;
  bool share_headers = true;  ///< Units that include the same headers are parsed together.
  int seconds = 120;      ///< Of processor time, a unit.
  int megabytes = 4000;   ///< Of memory, a unit.
  bool only_cached = false;   ///< Nothing is extracted and nothing written.
};

/// Exit code of an extracting process that ran out of memory.
inline constexpr int kWorkerOutOfMemory = 3;

struct ExtractionResult {
  std::vector<Unit> units;  ///< In the order of the commands; one that was lost has a fatal problem.
  int from_cache = 0;
  int not_cached = 0;       ///< With only_cached: left out.
  std::vector<CompileCommand> passed_over;  ///< Not parsed: nothing in them has to do with a database.
};

/// Extracts what the cache does not have. Safe with other processes on the same cache; a broken entry is made anew.
ExtractionResult extract_units(const std::vector<CompileCommand>& commands, const ExtractionOptions& options,
                               const std::function<void(std::string_view phase, size_t done, size_t total)>& progress = {});

/// What the cache holds of the commands' units, out of date or not; nothing of those that it does not have. Parses nothing.
std::vector<std::optional<Unit>> kept_units(const std::vector<CompileCommand>& commands, const ExtractionOptions& options);
/// The files of the cache that these units are kept in, in the order of the commands.
std::vector<std::string> kept_unit_files(const std::vector<CompileCommand>& commands, const ExtractionOptions& options);

/// What CodeFile::digest says of a file with these bytes.
std::string digest_of_text(std::string_view bytes);

/// Indices of the commands whose files may define a function, or set a field or a variable, of one of the qualified `names`,
/// by what they spell.
std::vector<size_t> units_that_define(const std::vector<CompileCommand>& commands, const std::vector<std::string>& names);

/// The file format of a unit's facts: self-contained, versioned, with a checksum.
std::string write_unit(const Unit& unit);
/// Nothing where the bytes are no unit of this version, or damaged.
std::optional<Unit> read_unit(std::string_view bytes);

}  // namespace ringfence
