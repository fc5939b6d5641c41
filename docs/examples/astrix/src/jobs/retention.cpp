#include "jobs/retention.h"

#include <spdlog/spdlog.h>

namespace astrix::jobs {
namespace {

constexpr const char* kKeepConversations = "30 days";

}  // namespace

void purge_web_conversations(db::Transaction& txn) {
  // ringfence:allow tenant-unscoped-write: retention is the same for all organizations, and no request starts it
  txn.run("DELETE FROM web_conversations WHERE last_message_at < now() - $1::interval", kKeepConversations);
}

void purge_attachments(db::Transaction& txn) {
  for (pqxx::result::size_type removed = 1; removed > 0;) {
    // ringfence:allow tenant-unscoped-write, tenant-unscoped-read: retention is the same for all organizations
    removed = txn.run("DELETE FROM chat_attachments WHERE id IN "
                      "(SELECT id FROM chat_attachments WHERE uploaded_at < now() - interval '14 days' LIMIT 1000)").affected_rows();
    spdlog::info("{} attachments were removed", removed);
  }
}

void purge_logs(db::Transaction& txn, int keep_days) {
  // ringfence:allow tenant-unscoped-write: retention is the same for all organizations, and no request starts it
  txn.run("DELETE FROM operational_logs WHERE logged_at < now() - make_interval(days => $1)", keep_days);
}

void run_retention(pqxx::connection& connection) {
  db::Transaction txn(connection);
  purge_web_conversations(txn);
  purge_attachments(txn);
  purge_logs(txn);
  txn.commit();
}

}  // namespace astrix::jobs
