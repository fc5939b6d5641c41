#include "repositories/reports.h"

#include "http/request.h"

namespace fieldcrm::repositories {
namespace {

constexpr std::string_view kDashboard = R"sql(
  WITH mine AS (
    SELECT d.id, d.state, d.amount, d.closed_at FROM deals d WHERE d.org_id = $1
  ), tasks AS (
    SELECT count(*) FILTER (WHERE a.done_at IS NULL) AS open_tasks FROM activities a WHERE a.org_id = $1
  )
  SELECT (SELECT count(*) FROM mine WHERE state = 'open') AS open_deals,
         (SELECT coalesce(sum(amount), 0) FROM mine WHERE state = 'won') AS won,
         t.open_tasks,
         (SELECT count(*) FROM contacts c WHERE c.org_id = $1 AND c.created_at > now() - interval '30 days') AS contacts
  FROM tasks t
)sql";

// Every tile says whose rows it counts.
constexpr std::string_view kTiles = R"sql(
  SELECT (SELECT count(*) FROM deals d WHERE d.org_id = $1 AND d.state = 'open') AS open_deals,
         (SELECT count(*) FROM activities a WHERE a.org_id = $1 AND a.done_at IS NULL) AS open_tasks
)sql";

// The partition is the organization: nobody else's deals count.
constexpr std::string_view kDealRankHere = R"sql(
  SELECT r.id, r.title, r.place
  FROM (SELECT d.id, d.org_id, d.title, rank() OVER (PARTITION BY d.org_id ORDER BY d.amount DESC) AS place
        FROM deals d) r
  WHERE r.org_id = $1 AND r.place <= 10
)sql";

constexpr std::string_view kFunnel = R"sql(
  SELECT s.name, count(*) AS deals, sum(count(*)) OVER (ORDER BY s.position DESC) AS reached
  FROM deals d
  JOIN pipelines p ON p.org_id = d.org_id AND p.id = d.pipeline_id
  JOIN stages s ON s.pipeline_id = p.id AND s.id = d.stage_id
  WHERE d.org_id = $1 AND p.id = $2
  GROUP BY s.name, s.position
  ORDER BY s.position
)sql";

constexpr std::string_view kLeaderboard = R"sql(
  WITH won AS (
    SELECT d.owner_id, sum(d.amount) AS amount
    FROM deals d
    WHERE d.org_id = $1 AND d.state = 'won' AND d.closed_at >= $2::date
    GROUP BY d.owner_id
  )
  SELECT u.full_name, w.amount, dense_rank() OVER (ORDER BY w.amount DESC) AS place
  FROM won w
  JOIN members m ON m.id = w.owner_id AND m.org_id = $1
  JOIN users u ON u.id = m.user_id
)sql";

}  // namespace

pqxx::row ReportRepository::dashboard() { return txn_.query_one(kDashboard, context_.org_id()); }

pqxx::row ReportRepository::tiles() { return txn_.query_one(kTiles, context_.org_id()); }

pqxx::result ReportRepository::feed() {
  return txn_.query(
      "SELECT 'note' AS kind, n.created_at AS at, left(n.body, 80) AS what "
      "FROM notes n JOIN deals d ON d.id = n.deal_id AND d.org_id = $1 "
      "UNION ALL "
      "SELECT 'activity', a.created_at, a.subject FROM activities a WHERE a.org_id = $1 "
      "ORDER BY at DESC LIMIT 30",
      context_.org_id());
}

pqxx::result ReportRepository::history(const std::string& since) {
  return txn_.query(
      "SELECT l.at, l.action, l.entity, l.row_id FROM audit_log l WHERE l.org_id = $1 AND l.at >= $2::timestamptz "
      "ORDER BY l.at DESC",
      context_.org_id(), since);
}

pqxx::result ReportRepository::history_of_row(const std::string& entity, const std::string& row_id) {
  return txn_.query(
      "SELECT l.at, l.action, l.change "
      "FROM audit_log l "  // expect: tenant-unscoped-read
      "WHERE l.entity = $1 AND l.row_id = $2 "
      "ORDER BY l.at",
      entity, row_id);
}

// What is filtered outside reaches in: the CTE neither limits nor groups.
pqxx::result ReportRepository::forecast() {
  return txn_.query(
      "WITH open AS (SELECT d.org_id, d.amount, date_trunc('month', d.closes_on)::date AS month "
      "FROM deals d WHERE d.state = 'open') "
      "SELECT o.month, sum(o.amount) AS amount FROM open o WHERE o.org_id = $1 GROUP BY o.month ORDER BY o.month",
      context_.org_id());
}

// The stage is reached over both hops.
pqxx::row ReportRepository::weighted_forecast() {
  return txn_.query_one(
      "SELECT sum(d.amount * s.probability) AS amount FROM deals d "
      "JOIN pipelines p ON p.org_id = d.org_id AND p.id = d.pipeline_id "
      "JOIN stages s ON s.pipeline_id = p.id AND s.id = d.stage_id "
      "WHERE d.org_id = $1 AND d.state = 'open'",
      context_.org_id());
}

pqxx::result ReportRepository::funnel(std::int64_t pipeline_id) {
  return txn_.query(kFunnel, context_.org_id(), pipeline_id);
}

pqxx::result ReportRepository::leaderboard(const std::string& since) {
  return txn_.query(kLeaderboard, context_.org_id(), since);
}

pqxx::result ReportRepository::deal_rank_here() { return txn_.query(kDealRankHere, context_.org_id()); }

// The view ranks the deals of everybody.
pqxx::result ReportRepository::top_deals() {
  return txn_.query(
      "SELECT id, title, place "
      "FROM top_deals "  // expect: tenant-leaky-window
      "WHERE org_id = $1 AND place <= 10",
      context_.org_id());
}

pqxx::result ReportRepository::top_deals_here() {
  return txn_.query("SELECT id, title, place FROM top_deals_by_org WHERE org_id = $1 AND place <= 10",
                    context_.org_id());
}

}  // namespace fieldcrm::repositories
