// Which parts of a migration file are run when migrating up.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace ringfence::sql {

struct Section {
  uint32_t begin = 0;
  uint32_t end = 0;
};

/// The sections to read, in order. StatementBegin and StatementEnd only bound them: what stands between may be several
/// statements, and a body's semicolons are in quotes. A file without the markers of goose, sql-migrate or dbmate is one section.
std::vector<Section> sections_of(std::string_view text, bool migration);

}  // namespace ringfence::sql
