// What a name in SQL means, for hosts that show it: tables, columns and views of the catalog.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ringfence/workspace.h"

namespace ringfence {

struct NameAt {
  Place at;                      ///< The name, in the text that was looked at.
  const Table* table = nullptr;
  int column = -1;               ///< Of `table`; -1: the table itself.
  const View* view = nullptr;    ///< Instead of a table.
};

/// The name at `offset` of a text of the project. Where the statement cannot be read (it is being written) its words are
/// looked up. Needs the stack that parsing needs.
std::optional<NameAt> name_at(const ProjectSnapshot& snapshot, const Source& text, FileRole role, uint32_t offset);

/// The same for SQL that stands elsewhere; `offset` is in the text's source.
std::optional<NameAt> name_at(const Catalog& catalog, const SqlText& statement, uint32_t offset);

/// Markdown: what it is, who owns it, what it holds, where that is declared. `uses`: facts of the statement it stands in, may
/// be null: what ties the use at this very place.
std::string describe(const NameAt& name, const ProjectSnapshot& snapshot, const Facts* uses);

/// Where it is declared.
Place declaration(const NameAt& name);

/// Markdown: a finding with its rule's summary.
std::string describe(const Finding& finding);

}  // namespace ringfence
