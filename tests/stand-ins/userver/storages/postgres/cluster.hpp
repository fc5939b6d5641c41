// Stands in for userver's header: the signatures that take SQL.
#pragma once

#include <string>

namespace userver::storages::postgres {

enum class ClusterHostType { kMaster, kSlave };
class ResultSet {};
struct CommandControl {};

class Query {
 public:
  Query(const char* statement);
  Query(std::string statement);
};

class Transaction {
 public:
  template <typename... Args>
  ResultSet Execute(const Query& query, const Args&... args);
};

class Cluster {
 public:
  template <typename... Args>
  ResultSet Execute(ClusterHostType flags, const Query& query, const Args&... args);
  template <typename... Args>
  ResultSet Execute(ClusterHostType flags, CommandControl control, const Query& query, const Args&... args);
};

}  // namespace userver::storages::postgres
