// A connection that only looks: one read-only transaction, time limits, and no lock that outlives the query that took it.
#pragma once

#include <memory>
#include <pqxx/pqxx>
#include <string>

namespace ringfence::live {

class Session {
 public:
  /// Throws LiveError where there is no connection, or the server is older than PostgreSQL 13.
  explicit Session(const std::string& connection);

  /// Runs a query in a savepoint that is rolled back: what functions such as pg_get_viewdef lock is free again at once.
  /// Throws LiveError; the session can go on behind it.
  pqxx::result rows(const std::string& query);

  /// "postgres://host/db", with the port where it is not 5432 and without a host where it is a socket.
  const std::string& name() const { return name_; }
  int version() const { return version_; }  ///< 150004
  std::string quoted(const std::string& text) const { return transaction_->quote(text); }

 private:
  [[noreturn]] void fail(const std::string& what) const;

  std::string password_;  ///< Never shown: cut out of what the library says.
  std::string name_;
  int version_ = 0;
  std::unique_ptr<pqxx::connection> connection_;
  std::unique_ptr<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>> transaction_;
};

/// A list of names as SQL writes it: 'a', 'b'; never empty.
std::string quoted_list(const Session& session, const std::vector<std::string>& names);

}  // namespace ringfence::live
