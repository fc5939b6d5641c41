// Stands in for nanodbc's header: the signatures that take SQL.
#pragma once

#include <string>

namespace nanodbc {

class connection {};
class result {};

class statement {
 public:
  explicit statement(const connection& with);
  statement(const connection& with, const std::string& query, long timeout = 0);
  void prepare(const std::string& query, long timeout = 0);
};

result execute(const connection& with, const std::string& query, long batch_operations = 1, long timeout = 0);

}  // namespace nanodbc
