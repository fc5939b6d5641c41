#include <tao/pq.hpp>

void calls(tao::pq::connection& connection, long org_id) {
  // sql: SELECT title FROM deals WHERE org_id = $1 | org_id
  connection.execute("SELECT title FROM deals WHERE org_id = $1", org_id);
  // sql: DELETE FROM deals
  connection.begin()->execute("DELETE FROM deals");
}
