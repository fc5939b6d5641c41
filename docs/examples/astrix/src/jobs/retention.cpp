#include "jobs/retention.h"

#include <spdlog/spdlog.h>

namespace astrix::jobs {
namespace {

constexpr const char* kKeepConversations = "30 days";

}  // namespace

void purge_web_conversations(db::Transaction& txn, const http::Session& client) {
  txn.run("DELETE FROM web_conversations WHERE organization_id = $1 AND client_id = $2 AND last_message_at < now() - $3::interval",
          client.organization_id(), client.client_id(), kKeepConversations);
}

void purge_attachments(db::Transaction& txn, const http::Session& client) {
  for (pqxx::result::size_type removed = 1; removed > 0;) {
    removed = txn.run("DELETE FROM chat_attachments WHERE organization_id = $1 AND client_id = $2 AND id IN "
                      "(SELECT id FROM chat_attachments WHERE organization_id = $1 AND client_id = $2 "
                      "AND uploaded_at < now() - interval '14 days' LIMIT 1000)",
                      client.organization_id(), client.client_id()).affected_rows();
    spdlog::info("{} attachments were removed", removed);
  }
}

void purge_logs(db::Transaction& txn, const http::Session& client, int keep_days) {
  txn.run("DELETE FROM operational_logs WHERE organization_id = $1 AND logged_at < now() - make_interval(days => $2)",
          client.organization_id(), keep_days);
}

void run_retention(pqxx::connection& connection, const http::Session& client) {
  db::Transaction txn(connection, client);
  purge_web_conversations(txn, client);
  purge_attachments(txn, client);
  purge_logs(txn, client);
  txn.commit();
}

}  // namespace astrix::jobs
