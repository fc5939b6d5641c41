#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/database.h"
#include "http/request_context.h"

namespace fieldcrm::repositories {

/// Figures over deals, invoices and activities of the session's organization.
class ReportRepository {
 public:
  ReportRepository(db::Transaction& txn, const http::RequestContext& context) : txn_(txn), context_(context) {}

  pqxx::row dashboard();
  pqxx::row tiles();
  pqxx::result feed();
  pqxx::result history(const std::string& since);
  pqxx::result history_of_row(const std::string& entity, const std::string& row_id);
  pqxx::result forecast();
  pqxx::row weighted_forecast();
  pqxx::result funnel(std::int64_t pipeline_id);
  pqxx::result leaderboard(const std::string& since);
  pqxx::result deal_rank_here();
  pqxx::result top_deals();
  pqxx::result top_deals_here();

  pqxx::result revenue();
  pqxx::result revenue_of_month(const std::string& month);
  pqxx::result money();
  pqxx::result money_of_both();
  pqxx::result won_by_currency();
  pqxx::result best_customers(int rows);
  pqxx::result counts(const std::vector<std::string>& what);
  pqxx::result deals_where(const std::string& condition);
  pqxx::result deals_by(const std::string& column);
  pqxx::result deals_sorted(const std::string& column);

 private:
  db::Transaction& txn_;
  const http::RequestContext& context_;
};

}  // namespace fieldcrm::repositories
