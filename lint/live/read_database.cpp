#include <fmt/format.h>

#include "lint/live/ddl.h"
#include "lint/live/statements.h"
#include "ringfence/live.h"

namespace ringfence {

LiveDatabase read_database(const std::string& connection, const std::vector<std::string>& app_roles) {
  live::Session session(connection);
  LiveDatabase database;
  database.name = session.name();
  const auto add = [&](live::Definitions definitions) {
    for (live::Definition& one : definitions)
      if (!one.text.empty()) database.schema.push_back(std::make_shared<Source>(database.name + "/" + one.name, std::move(one.text)));
  };
  add(live::read_roles(session));
  add(live::read_types(session));
  add(live::read_tables(session));
  add(live::read_views(session));
  add(live::read_routines(session));
  add(live::read_grants(session));
  add(live::read_settings(session, app_roles));
  for (const pqxx::row& row : session.rows("SELECT rolname FROM pg_roles ORDER BY oid")) database.roles.emplace_back(row[0].c_str());
  live::read_statements(session, app_roles, database);
  return database;
}

}  // namespace ringfence
