#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"
#include "sql/fragments.h"

namespace fieldcrm::repositories {

struct DealFilter {
  std::optional<std::string> state;
  std::optional<std::int64_t> owner_id;
  std::optional<std::string> term;
  std::optional<std::string> closes_before;
  sql::Sort sort = sql::Sort::kNewest;
  int page_size = 50;
  int skip = 0;
};

struct NewDeal {
  std::int64_t stage_id = 0;
  std::int64_t company_id = 0;
  std::string title;
  std::string amount = "0";
};

class DealRepository {
 public:
  explicit DealRepository(db::Transaction& txn) : txn_(txn) {}

  std::optional<pqxx::row> find(std::int64_t org_id, std::int64_t deal_id);
  std::optional<pqxx::row> find_for_webhook(std::int64_t deal_id);
  std::optional<pqxx::row> find_by_external_id(std::int64_t org_id, const std::string& external_id);
  pqxx::result list(std::int64_t org_id, const DealFilter& filter);
  pqxx::result list_for(std::int64_t org_id, bool everything);
  pqxx::result search(std::int64_t org_id, const std::string& term, bool by_id);
  pqxx::result search_or_won(std::int64_t org_id, const std::string& term);
  pqxx::result with_company(std::int64_t org_id);
  pqxx::result with_company_or_not(std::int64_t org_id);
  pqxx::result with_company_by_id(std::int64_t org_id);
  pqxx::result recent(std::int64_t org_id);
  pqxx::result recent_here(std::int64_t org_id);
  pqxx::result of_organizations(const std::vector<std::int64_t>& org_ids);
  pqxx::result in_states(std::int64_t org_id, const std::vector<std::string>& states);
  pqxx::result columns(std::int64_t org_id, const std::vector<std::string>& names);

  std::int64_t create(std::int64_t org_id, const NewDeal& deal);
  std::int64_t create_for_company(std::int64_t org_id, const NewDeal& deal);
  void sync(std::int64_t org_id, const NewDeal& deal, const std::string& external_id);
  bool set_state(std::int64_t org_id, std::int64_t deal_id, const std::string& state);
  void set_owner(std::int64_t org_id, std::int64_t deal_id, std::int64_t owner_id);
  void set_company(std::int64_t org_id, std::int64_t deal_id, std::int64_t company_id);
  void set_own_company(std::int64_t org_id, std::int64_t deal_id, std::int64_t company_id);
  bool move(std::int64_t org_id, std::int64_t deal_id, std::int64_t stage_id);
  std::int64_t lose_overdue(std::int64_t org_id, const std::string& before);
  void remove(std::int64_t org_id, std::int64_t deal_id);
  pqxx::result moves(std::int64_t org_id);

  pqxx::result pipelines(std::int64_t org_id);
  pqxx::result stages(std::int64_t org_id, std::int64_t pipeline_id);
  pqxx::result board(std::int64_t org_id, std::int64_t pipeline_id);
  std::int64_t create_stage(std::int64_t org_id, std::int64_t pipeline_id, const std::string& name, int position);
  void move_stage(std::int64_t org_id, std::int64_t stage_id, std::int64_t pipeline_id);
  void move_own_stage(std::int64_t org_id, std::int64_t stage_id, std::int64_t pipeline_id);

 private:
  static constexpr std::string_view kCreate =
      "INSERT INTO deals (org_id, pipeline_id, stage_id, title, amount, currency) "
      "SELECT p.org_id, s.pipeline_id, s.id, $3, $4::numeric, o.currency "
      "FROM stages s "
      "JOIN pipelines p ON p.id = s.pipeline_id "
      "JOIN organizations o ON o.id = p.org_id "
      "WHERE s.id = $2 AND p.org_id = $1 "
      "RETURNING id";
  static constexpr const char* kMoves =
      "SELECT DISTINCT ON (m.deal_id) m.deal_id, m.to_stage, m.moved_at "
      "FROM deal_moves m JOIN deals d ON d.id = m.deal_id "
      "WHERE d.org_id = $1 "
      "ORDER BY m.deal_id, m.moved_at DESC";

  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
