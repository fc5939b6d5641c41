#include "db/database.h"

namespace aetrix::db {

nlohmann::json to_json(const pqxx::result& rows) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& row : rows) {
    nlohmann::json object = nlohmann::json::object();
    for (const auto& field : row) {
      if (field.is_null()) object[field.name()] = nullptr;
      else object[field.name()] = field.c_str();
    }
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace aetrix::db
