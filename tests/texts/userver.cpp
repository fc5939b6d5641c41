#include <userver/storages/postgres/cluster.hpp>

namespace pg = userver::storages::postgres;

// sql: SELECT title FROM deals WHERE org_id = $1 | org_id
const pg::Query kDeals{"SELECT title FROM deals WHERE org_id = $1"};

void calls(pg::Cluster& cluster, pg::Transaction& transaction, long org_id) {
  cluster.Execute(pg::ClusterHostType::kSlave, kDeals, org_id);
  // sql: DELETE FROM deals WHERE org_id = $1 | org_id
  cluster.Execute(pg::ClusterHostType::kMaster, pg::CommandControl{}, "DELETE FROM deals WHERE org_id = $1", org_id);
  // sql: SELECT 1 FROM deals WHERE org_id = $1 | org_id
  transaction.Execute("SELECT 1 FROM deals WHERE org_id = $1", org_id);
}
