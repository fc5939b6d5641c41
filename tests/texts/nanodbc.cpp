#include <nanodbc/nanodbc.h>

void calls(const nanodbc::connection& connection) {
  // sql: SELECT title FROM deals
  nanodbc::execute(connection, "SELECT title FROM deals");
  nanodbc::statement statement(connection);
  // sql: SELECT title FROM deals WHERE id = $1
  statement.prepare("SELECT title FROM deals WHERE id = ?");
}
