// What a company promises about data: the commitments of a policy pack, and the parameters of the rules that decide them.
// The words of the TOML: docs/policy-packs.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ringfence/interval.h"
#include "ringfence/setting.h"

namespace ringfence {

class Catalog;
struct Table;

/// Names tables ("buyers", "sales.buyers", "amazon_*") or columns ("buyers.name", "*.card_number"); case does not count.
using NamePattern = Setting;
bool means_table(const NamePattern& pattern, const Table& table);
/// Whether it means that column; of a pattern of tables: all of them.
bool means_column(const NamePattern& pattern, const Table& table, int column);
/// Whether there is such a table or column at all.
bool means_anything(const NamePattern& pattern, const Catalog& catalog);

/// How long rows, or what stands in some columns, are kept.
struct Retention {
  std::vector<NamePattern> tables;    ///< Whose rows are deleted.
  std::vector<NamePattern> redact;    ///< Or: columns that are emptied, all of them.
  std::optional<Interval> at_most;
  std::optional<Interval> at_least;
  Place at;
};

/// Columns that only some functions may read, each time with a row in an audit table.
struct Reveal {
  std::vector<NamePattern> columns;
  std::vector<Setting> functions;  ///< Of SQL or C++, "astrix::reveal_*", or files, "src/reveal/*".
  Setting audit;                   ///< The table.
  Place at;
};

/// Data of some tables that may not leave by some channels ("log", "url") or to some of `[[recipients]]`.
struct Restriction {
  std::vector<NamePattern> tables;
  std::vector<Setting> never_to;
  Place at;
};

/// Events of a provider that are taken once: an insert names a conflict target that has these columns.
struct Deduplication {
  std::vector<NamePattern> tables;
  std::vector<Setting> key;
  Place at;
};

/// Columns that only some files or functions may read or write.
struct Confinement {
  std::vector<NamePattern> columns;
  std::vector<Setting> places;  ///< "src/visits/*", "record_visit"
  Place at;
};

struct Commitment {
  std::string pack;      ///< "aetrix"
  std::string id;        ///< "organization-scope": unique in its pack.
  std::string clause;    ///< Of the document: "4.3, 7".
  std::string promise;   ///< In a sentence.
  std::vector<Setting> rules;       ///< Rules and families that decide it, besides those of the parameters below.
  std::vector<NamePattern> about;   ///< Only findings about these count for `rules`; empty: all.
  std::vector<Retention> retentions;
  std::vector<NamePattern> append_only;
  std::vector<NamePattern> never_stored;  ///< Tables, columns or categories of data.
  std::vector<Setting> roles;             ///< Only these may have privileges.
  std::vector<Reveal> reveals;
  std::vector<Restriction> restrictions;
  std::vector<Deduplication> deduplications;
  std::vector<Confinement> confinements;
  std::string not_checkable;  ///< Why no code shows it; then there is no rule.
  Place at;                   ///< In the pack; empty of a pack that ships with ringfence.

  /// "aetrix/organization-scope": what findings and reviews call it.
  std::string name() const { return pack + "/" + id; }
};

struct PolicyPack {
  std::string name;
  std::string title;    ///< Of the document that promises.
  std::string version;
  SourcePtr source;
  bool ships = false;   ///< With ringfence; otherwise it is a file of the project.
};

}  // namespace ringfence
