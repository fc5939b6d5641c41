// Policies in a real PostgreSQL: what the application's role sees, changes and writes of other tenants' rows.
#pragma once

#include <pqxx/pqxx>
#include <set>
#include <string>
#include <vector>

#include "ringfence/facts.h"

namespace ringfence::tests {

/// One way to reach rows of a table: a command, and whether rows that are there or rows as they will be are meant.
struct Reach {
  std::string table;
  RowCommand command = RowCommand::kSelect;
  bool written = false;
  auto operator<=>(const Reach&) const = default;
};

/// A scratch database with the tables of random_policies and rows of three tenants.
class PolicyWorld {
 public:
  explicit PolicyWorld(const std::string& connection);

  /// Applies `ddl`, tries everything as role `app` in sessions of several tenants and of nobody, and undoes it all.
  /// Which rows of other tenants could be reached; `examples` gets one line for each.
  std::set<Reach> leaks(const std::string& ddl, std::vector<std::string>& examples);
  void refill(uint64_t seed);

 private:
  struct Session {
    std::string org;   ///< app.org_id
    std::string user;  ///< app.user_id
  };
  void probe(pqxx::nontransaction& work, const Session& session, const std::string& table);
  void probe_existing(pqxx::nontransaction& work, const std::string& table, RowCommand command, const std::string& statement);
  void probe_written(pqxx::nontransaction& work, const std::string& table, RowCommand command);
  void note(const Reach& reach, const std::string& what);

  std::string connection_string_;
  const Session* session_ = nullptr;
  std::set<Reach> found_;
  std::vector<std::string>* examples_ = nullptr;
};

}  // namespace ringfence::tests
