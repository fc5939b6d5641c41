// Pipelines and their stages. A stage belongs to whoever owns the pipeline.
#include "repositories/deals.h"

namespace fieldcrm::repositories {

pqxx::result DealRepository::pipelines(std::int64_t org_id) {
  return txn_.query("SELECT id, name, position FROM pipelines WHERE org_id = $1 ORDER BY position", org_id);
}

pqxx::result DealRepository::stages(std::int64_t org_id, std::int64_t pipeline_id) {
  return txn_.query(
      "SELECT s.id, s.name, s.position, s.probability "
      "FROM stages s "
      "JOIN pipelines p ON p.id = s.pipeline_id "
      "WHERE p.org_id = $1 AND p.id = $2 "
      "ORDER BY s.position",
      org_id, pipeline_id);
}

pqxx::result DealRepository::board(std::int64_t org_id, std::int64_t pipeline_id) {
  return txn_.query(R"sql(
    SELECT s.id AS stage_id, s.name AS stage, count(d.id) AS deals, coalesce(sum(d.amount), 0) AS amount
    FROM pipelines p
    JOIN stages s ON s.pipeline_id = p.id
    LEFT JOIN deals d ON d.stage_id = s.id AND d.org_id = p.org_id AND d.state = 'open'
    WHERE p.org_id = $1 AND p.id = $2
    GROUP BY s.id, s.name, s.position
    ORDER BY s.position)sql",
                    org_id, pipeline_id);
}

std::int64_t DealRepository::create_stage(std::int64_t org_id, std::int64_t pipeline_id, const std::string& name,
                                          int position) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO stages (pipeline_id, name, position) "
      "SELECT p.id, $3, $4::int FROM pipelines p WHERE p.id = $2 AND p.org_id = $1 RETURNING id",
      org_id, pipeline_id, name, position);
  return row["id"].as<std::int64_t>();
}

void DealRepository::move_stage(std::int64_t org_id, std::int64_t stage_id, std::int64_t pipeline_id) {
  txn_.execute(
      "UPDATE stages s "
      "SET pipeline_id = $3 "  // expect: tenant-moved-row
      "FROM pipelines p "
      "WHERE p.id = s.pipeline_id AND p.org_id = $1 AND s.id = $2",
      org_id, stage_id, pipeline_id);
}

// From a pipeline of the organization to another of its pipelines.
void DealRepository::move_own_stage(std::int64_t org_id, std::int64_t stage_id, std::int64_t pipeline_id) {
  txn_.execute(
      "UPDATE stages s "
      "SET pipeline_id = target.id "
      "FROM pipelines p, pipelines target "
      "WHERE p.id = s.pipeline_id AND p.org_id = $1 AND s.id = $2 AND target.id = $3 AND target.org_id = $1",
      org_id, stage_id, pipeline_id);
}

}  // namespace fieldcrm::repositories
