#include <sql.h>
#include <sqlext.h>

void calls(SQLHSTMT statement) {
  // sql: SELECT title FROM deals WHERE org_id = $1
  SQLPrepare(statement, (SQLCHAR*)"SELECT title FROM deals WHERE org_id = ?", SQL_NTS);
  // sql: DELETE FROM deals
  SQLExecDirect(statement, (SQLCHAR*)"DELETE FROM deals", SQL_NTS);
}
