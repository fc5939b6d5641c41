#pragma once

#include <pqxx/pqxx>

namespace fieldcrm::db {

/// Prepares every statement that repositories run by name. Called once for each connection of the pool.
void prepare_all(pqxx::connection& connection);

}  // namespace fieldcrm::db
