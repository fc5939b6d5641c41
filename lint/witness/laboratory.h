// Runs statements on pairs of databases and compares what the tenant sees and what is left, as docs/isolation.md
// defines.
#pragma once

#include <memory>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "lint/witness/population.h"
#include "ringfence/catalog.h"

namespace ringfence::witness {

/// A statement in PostgreSQL's own spelling (`$1`) and what stands for its parameters.
struct Experiment {
  std::string text;
  std::vector<Value> parameters;                              ///< By number, from $1.
  std::vector<std::pair<std::string, std::string>> settings;  ///< set_config before it runs.
  bool nobody = false;                                        ///< No tenant is signed in: its terms are NULL.
  bool writes = true;                                         ///< false: it cannot change a row; nothing is compared.
};

/// What the definition compares, in the order in which it is looked at.
enum class Difference : uint8_t { kNone, kOthersRows, kResult, kOwnRows, kSharedRows };

struct Outcome {
  Difference difference = Difference::kNone;
  /// Not comparable: it failed alike on both, timed out, or met a unique key of another tenant's row.
  std::string failure;
  bool foreign_key_failure = false;  ///< On one side at least, a foreign key refused what the statement wrote.
  std::vector<std::string> first;    ///< Rows (or the error) with the first database; of kOthersRows: before it ran.
  std::vector<std::string> second;
};

/// A connection and the schemas that it made. Not thread-safe; everything it made is dropped with it.
class Laboratory {
 public:
  /// `prefix` begins the names of its schemas. It and all its methods throw pqxx::failure where the server does not
  /// answer.
  Laboratory(const std::string& connection, SchemaPart part, std::string prefix);
  ~Laboratory();

  /// Replaces all rows of one pair's two schemas; `slot` names the pair, from 0; slots are made as they are asked for.
  /// Rows that a check constraint refuses are left out, in both databases where both have them.
  void load(size_t slot, PopulationPair pair);
  const PopulationPair& pair(size_t slot) const { return slots_[slot].pair; }

  /// All in one transaction, which is rolled back.
  Outcome run(size_t slot, const Experiment& experiment);

  /// Makes a type that the statement names and the catalog does not keep, as a domain over text.
  void add_type(const std::string& name);

  /// Types of the statement's parameters as the server infers them ("int8", "_text"); empty where it refuses the
  /// statement, with `problem` saying why.
  std::vector<std::string> parameter_types(size_t slot, const std::string& statement, std::string& problem);

  /// Definitions that the server refused, with what it said.
  const std::vector<std::string>& refused() const { return refused_; }

 private:
  /// All rows of the database, as text.
  struct Census {
    std::vector<std::string> own, others, shared;
  };
  struct Slot {
    std::string schemas[2];
    PopulationPair pair;
    std::string survey;  ///< The query that a Census is read with.
    Census before[2];
  };
  struct Observation {
    std::vector<std::string> result;
    std::string error_state;  ///< SQLSTATE, empty where it went well.
    Census after;
  };

  void create(const std::string& schema);
  Population load_side(const std::string& schema, const Population& population);
  void empty_tables(pqxx::work& work);
  Population load_one_by_one(pqxx::work& work, const std::string& schema, const Population& population);
  Observation observe(const Slot& slot, int side, const Experiment& experiment);
  static Census survey(pqxx::dbtransaction& work, const Slot& slot);
  std::string survey_query(const std::vector<std::string>& tenant) const;

  const SchemaPart part_;
  pqxx::connection connection_;
  std::string prefix_;
  std::vector<Slot> slots_;
  std::vector<std::string> refused_;
};

}  // namespace ringfence::witness
