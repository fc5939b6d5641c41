#include <libpq-fe.h>

#include <cstdio>
#include <string>

void calls(PGconn* connection, const char* org_id, const char* deal_id) {
  // sql: SELECT 1
  PQexec(connection, "SELECT 1");
  const char* values[] = {org_id, deal_id};
  // sql: SELECT title FROM deals WHERE org_id = $1 AND id = $2 | org_id, deal_id
  PQexecParams(connection, "SELECT title FROM deals WHERE org_id = $1 AND id = $2", 2, nullptr, values, nullptr, nullptr, 0);
  char text[256];
  // sql: SELECT title FROM deals WHERE id = 7 AND name = {}
  snprintf(text, sizeof text, "SELECT title FROM deals WHERE id = %d AND name = '%s'", 7, deal_id);
  PQexec(connection, text);
  // sql: UPDATE deals SET title = 'a "b"' WHERE id = $1
  PQprepare(connection, "rename", "UPDATE deals SET title = 'a \"b\"' WHERE id = $1", 1, nullptr);
}
