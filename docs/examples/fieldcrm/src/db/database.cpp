#include "db/database.h"

#include <cstdarg>
#include <cstdio>

#include "db/prepared_statements.h"

namespace fieldcrm::db {

Transaction::Transaction(pqxx::connection& connection, std::int64_t org_id, const std::string& user_id)
    : work_(connection) {
  work_.exec_params("SELECT set_config('app.org_id', $1, true), set_config('app.user_id', $2, true)",
                    std::to_string(org_id), user_id);
}

pqxx::result Transaction::query_list(std::string_view sql, const std::vector<std::string>& args) {
  return work_.exec_params(std::string(sql), pqxx::prepare::make_dynamic_params(args));
}

pqxx::result Transaction::queryf(const char* format, ...) {
  char text[4096];
  va_list args;
  va_start(args, format);
  const int size = std::vsnprintf(text, sizeof text, format, args);
  va_end(args);
  if (size < 0 || static_cast<size_t>(size) >= sizeof text) throw std::length_error("statement is too long");
  return work_.exec(std::string(text));
}

ConnectionPool::ConnectionPool(const std::string& options, size_t size) {
  for (size_t i = 0; i < size; ++i) {
    auto connection = std::make_unique<pqxx::connection>(options);
    prepare_all(*connection);
    free_.push_back(connection.get());
    all_.push_back(std::move(connection));
  }
}

ConnectionPool::Lease ConnectionPool::take() {
  std::unique_lock<std::mutex> lock(mutex_);
  is_free_.wait(lock, [this] { return !free_.empty(); });
  pqxx::connection* connection = free_.back();
  free_.pop_back();
  return Lease(connection, GiveBack{this});
}

void ConnectionPool::give_back(pqxx::connection* connection) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    free_.push_back(connection);
  }
  is_free_.notify_one();
}

nlohmann::json to_json(const pqxx::row& row) {
  nlohmann::json object = nlohmann::json::object();
  for (const auto& field : row) {
    if (field.is_null()) object[field.name()] = nullptr;
    else object[field.name()] = field.c_str();
  }
  return object;
}

nlohmann::json to_json(const pqxx::result& rows) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& row : rows) list.push_back(to_json(row));
  return list;
}

std::string to_array(const std::vector<std::int64_t>& values) {
  std::string text = "{";
  for (const std::int64_t value : values) {
    if (text.size() > 1) text += ',';
    text += std::to_string(value);
  }
  return text + "}";
}

}  // namespace fieldcrm::db
