#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/database.h"
#include "http/request_context.h"

namespace fieldcrm::repositories {

/// Visits belong to a branch of an organization: both have to be said. The context knows both.
class VisitRepository {
 public:
  VisitRepository(db::Transaction& txn, const http::RequestContext& context) : txn_(txn), context_(context) {}

  pqxx::result planned();
  pqxx::result planned_between(const std::string& from, const std::string& to);
  pqxx::result of_day(const std::string& day);
  pqxx::result of_branch();
  pqxx::result done();
  pqxx::result ids();
  std::optional<pqxx::row> find(std::int64_t visit_id);
  std::int64_t plan(std::int64_t company_id, const std::string& day);
  bool finish(std::int64_t visit_id, const std::string& outcome);
  std::int64_t cancel_in_branch(std::int64_t member_id);

  pqxx::result reports(std::int64_t visit_id);
  std::int64_t add_report(std::int64_t visit_id, const std::string& body);

  void set_target(const std::string& month, const std::string& amount);
  pqxx::result targets();
  pqxx::result branches();

 private:
  db::Transaction& txn_;
  const http::RequestContext& context_;
};

}  // namespace fieldcrm::repositories
