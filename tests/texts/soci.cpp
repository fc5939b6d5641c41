#include <soci/soci.h>

#include <string>

void calls(soci::session& session, int org_id, std::string& title) {
  // sql: SELECT title FROM deals WHERE org_id = $1 | org_id
  session << "SELECT title FROM deals WHERE org_id = :org", soci::use(org_id), soci::into(title);
  const std::string table = "deals";
  // sql: SELECT title FROM deals
  session << "SELECT title FROM " << table;
  // sql: UPDATE deals SET title = $1 WHERE org_id = $2 | title, org_id
  soci::statement statement = (session.prepare << "UPDATE deals SET title = :t WHERE org_id = :o", soci::use(title), soci::use(org_id));
  statement.execute(true);
}
