// A private PostgreSQL that has the schema of a fixture.
#pragma once

#include <gtest/gtest.h>

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "lint/witness/scratch_server.h"
#include "ringfence/sql_front_end.h"
#include "tests/fixture_file.h"

namespace ringfence::tests {

class Database {
 public:
  explicit Database(const std::string& options) : connection_(options) {}

  void run(const std::string& statement) {
    try {
      pqxx::nontransaction(connection_).exec(statement);
    } catch (const std::exception& error) {
      ADD_FAILURE() << statement << "\n" << error.what();
    }
  }

  std::vector<std::string> rows(const std::string& query) {
    pqxx::nontransaction transaction(connection_);
    std::vector<std::string> found;
    for (const auto& row : transaction.exec(query)) found.emplace_back(row[0].c_str());
    return found;
  }

 private:
  pqxx::connection connection_;
};

/// A server with the fixture's schema in a database `base`, and as many copies of it as are wanted. Roles are the server's:
/// what a fixture leaves is taken away for the next.
class FixtureServer {
 public:
  explicit FixtureServer(std::vector<std::string> settings = {}) : server_(std::move(settings)) {}

  void load(const NamedText& schema) {
    Database server(options("postgres"));
    for (const std::string& name : server.rows("SELECT quote_ident(datname) FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'"))
      server.run("DROP DATABASE " + name + " WITH (FORCE)");
    for (const std::string& name : server.rows("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> current_user"))
      server.run("DROP ROLE " + name);
    server.run("CREATE DATABASE base");
    run("base", schema);
  }

  /// All statements of a text, one after the other.
  void run(const std::string& database, const NamedText& text) {
    Database connection(options(database));
    // A function may name what comes later, or is another tenant's.
    connection.run("SET check_function_bodies = off");
    const Source source(text.name, text.text);
    for (const SqlText& statement : read_sql_file(source, SqlFileKind::kMigration).statements) connection.run(statement.text);
  }

  /// The name of a new copy of `base`.
  std::string copy() {
    const std::string name = "copy_" + std::to_string(copies_++);
    Database(options("postgres")).run("CREATE DATABASE " + name + " TEMPLATE base");
    return name;
  }

  /// What libpq connects with.
  std::string options(const std::string& name) const {
    std::string text = server_.connection_string();
    return text.replace(text.find("dbname=postgres"), std::string("dbname=postgres").size(), "dbname=" + name);
  }

 private:
  witness::ScratchServer server_;
  int copies_ = 0;
};

}  // namespace ringfence::tests
