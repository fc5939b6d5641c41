#include <pqxx/pqxx>
#include <string>

namespace {
// sql: SELECT title FROM deals WHERE org_id = $1 AND id = $2 | org_id, deal_id
constexpr const char* kFind = "SELECT title FROM deals WHERE org_id = $1 AND id = $2";
}

void calls(pqxx::connection& connection, long org_id, long deal_id) {
  pqxx::work work(connection);
  // sql: SELECT 1
  work.exec("SELECT 1");
  // sql: SELECT title FROM deals WHERE org_id = $1 | org_id
  work.exec_params("SELECT title FROM deals WHERE org_id = $1", org_id);
  // sql: SELECT title FROM deals WHERE org_id = $1 | org_id
  work.exec_params1(std::string("SELECT title ") + "FROM deals " + "WHERE org_id = $1", org_id);
  // sql: DELETE FROM deals WHERE id = $1 | deal_id
  work.exec_params0("DELETE FROM deals "
                    "WHERE id = $1",
                    deal_id);
  // sql: SELECT title FROM deals WHERE name = {} |
  work.exec("SELECT title FROM deals WHERE name = " + work.quote(std::string("x")));
}

void constants(pqxx::work& work, long org_id, long deal_id) { work.exec_params(kFind, org_id, deal_id); }

void prepared(pqxx::connection& connection, long org_id) {
  // sql: SELECT name FROM companies WHERE org_id = $1 | org_id
  connection.prepare("companies", "SELECT name FROM companies WHERE org_id = $1");
  pqxx::work work(connection);
  work.exec_prepared("companies", org_id);
}
