// What happens to a deal: its state, owner, company and stage.
#include "repositories/deals.h"

namespace fieldcrm::repositories {
namespace {

// The stage is looked up in a pipeline of the organization; the company is whatever was given.
constexpr std::string_view kCreateForCompany = R"sql(
  INSERT INTO deals (org_id, pipeline_id, stage_id, company_id, title, currency) -- expect: tenant-foreign-parent
  SELECT p.org_id, s.pipeline_id, s.id, $3::bigint, $4, 'EUR'
  FROM stages s
  JOIN pipelines p ON p.id = s.pipeline_id
  WHERE s.id = $2 AND p.org_id = $1
  RETURNING id
)sql";

// external_id is unique within the organization: the conflict is with a row of its own.
constexpr std::string_view kSync = R"sql(
  INSERT INTO deals (org_id, pipeline_id, stage_id, title, amount, currency, external_id)
  SELECT p.org_id, s.pipeline_id, s.id, $3, $4::numeric, 'EUR', $5
  FROM stages s
  JOIN pipelines p ON p.id = s.pipeline_id
  WHERE s.id = $2 AND p.org_id = $1
  ON CONFLICT (org_id, external_id) WHERE external_id IS NOT NULL
  DO UPDATE SET title = excluded.title, amount = excluded.amount, updated_at = now()
)sql";

constexpr std::string_view kMove = R"sql(
  WITH moved AS (
    UPDATE deals d
    SET stage_id = s.id, updated_at = now()
    FROM stages s
    JOIN pipelines p ON p.id = s.pipeline_id
    WHERE d.id = $2 AND d.org_id = $1 AND s.id = $3 AND p.id = d.pipeline_id AND p.org_id = d.org_id
    RETURNING d.id, d.stage_id
  ), logged AS (
    INSERT INTO deal_moves (deal_id, to_stage) SELECT moved.id, moved.stage_id FROM moved
  )
  SELECT id FROM moved
)sql";

}  // namespace

std::int64_t DealRepository::create_for_company(std::int64_t org_id, const NewDeal& deal) {
  const pqxx::row row = txn_.query_one(kCreateForCompany, org_id, deal.stage_id, deal.company_id, deal.title);
  return row["id"].as<std::int64_t>();
}

void DealRepository::sync(std::int64_t org_id, const NewDeal& deal, const std::string& external_id) {
  txn_.execute(kSync, org_id, deal.stage_id, deal.title, deal.amount, external_id);
}

bool DealRepository::set_state(std::int64_t org_id, std::int64_t deal_id, const std::string& state) {
  const char* sql = state == "open" ? "UPDATE deals SET state = 'open', closed_at = NULL WHERE id = $2 AND org_id = $1"
                    : state == "won"
                        ? "UPDATE deals SET state = 'won', closed_at = now() WHERE id = $2 AND org_id = $1"
                        : "UPDATE deals SET state = 'lost', closed_at = now() WHERE id = $2 AND org_id = $1";
  return txn_.execute(sql, org_id, deal_id) > 0;
}

// The owner's key carries the organization: the database refuses another organization's member.
void DealRepository::set_owner(std::int64_t org_id, std::int64_t deal_id, std::int64_t owner_id) {
  txn_.execute("UPDATE deals SET owner_id = $3 WHERE id = $2 AND org_id = $1", org_id, deal_id, owner_id);
}

void DealRepository::set_company(std::int64_t org_id, std::int64_t deal_id, std::int64_t company_id) {
  std::string sql = "UPDATE deals ";
  sql += "SET company_id = $3 ";  // expect: tenant-foreign-parent
  sql += "WHERE id = $2 AND org_id = $1";
  txn_.execute(sql, org_id, deal_id, company_id);
}

void DealRepository::set_own_company(std::int64_t org_id, std::int64_t deal_id, std::int64_t company_id) {
  txn_.execute(
      "UPDATE deals d SET company_id = c.id FROM companies c "
      "WHERE d.id = $2 AND d.org_id = $1 AND c.id = $3 AND c.org_id = d.org_id",
      org_id, deal_id, company_id);
}

bool DealRepository::move(std::int64_t org_id, std::int64_t deal_id, std::int64_t stage_id) {
  return !txn_.query(kMove, org_id, deal_id, stage_id).empty();
}

std::int64_t DealRepository::lose_overdue(std::int64_t org_id, const std::string& before) {
  return txn_.query_one("SELECT close_stale_deals($1, $2::date)", org_id, before)[0].as<std::int64_t>();
}

}  // namespace fieldcrm::repositories
