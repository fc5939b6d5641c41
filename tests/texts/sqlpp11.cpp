#include <sqlpp11/custom_query.h>

void calls() {
  // sql: SELECT title FROM deals
  sqlpp::custom_query(sqlpp::verbatim("SELECT title FROM deals"));
}
