#include <drogon/orm/DbClient.h>

void calls(const drogon::orm::DbClientPtr& client, long org_id, long deal_id) {
  // sql: SELECT title FROM deals WHERE org_id = $1 | org_id
  client->execSqlSync("SELECT title FROM deals WHERE org_id = $1", org_id);
  client->execSqlAsync(
      // sql: DELETE FROM deals WHERE org_id = $1 AND id = $2 | org_id, deal_id
      "DELETE FROM deals WHERE org_id = $1 AND id = $2", [](const drogon::orm::Result&) {}, [](int) {}, org_id, deal_id);
}
