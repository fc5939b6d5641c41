#include "jobs/jobs.h"

#include "log/logger.h"
#include "repositories/activities.h"
#include "repositories/admin.h"
#include "repositories/deals.h"
#include "repositories/integrations.h"
#include "repositories/invoices.h"

namespace fieldcrm::jobs {
namespace {

pqxx::result all_organizations(db::Transaction& txn) {
  // ringfence:allow tenant-unscoped-read: jobs go through all organizations, and work for one of them at a time
  return txn.query("SELECT id, plan FROM organizations ORDER BY id");
}

}  // namespace

int send_reminders(db::ConnectionPool& pool) {
  auto connection = pool.take();
  db::Transaction txn(*connection);
  // ringfence:allow tenant-unscoped-read: the reminder job serves every organization and mails each member alone
  const auto due = txn.query("SELECT a.id, a.org_id FROM activities a WHERE a.remind_at < now() LIMIT 500");
  for (const auto& row : due) {
    const auto org_id = row["org_id"].as<std::int64_t>();
    const auto activity_id = row["id"].as<std::int64_t>();
    txn.execute("UPDATE activities SET remind_at = NULL WHERE id = $2 AND org_id = $1", org_id, activity_id);
  }
  txn.commit();
  LOG_INFO("reminders: " << due.size());
  return static_cast<int>(due.size());
}

void purge(db::ConnectionPool& pool, int keep_days) {
  auto connection = pool.take();
  db::Transaction txn(*connection);
  // ringfence:allow tenant-unscoped-write: retention is the same for all organizations, and no request starts it
  txn.execute("DELETE FROM audit_log WHERE at < now() - make_interval(days => $1::int)", keep_days);
  // ringfence:allow tenant-unscoped-write: contacts that were removed long ago go for good, whoever's they were
  txn.execute("DELETE FROM contacts WHERE deleted_at < now() - make_interval(days => $1::int)", keep_days);
  // What was delivered is forgotten: by all, and nobody has said that it should be.
  txn.execute("DELETE FROM webhook_deliveries WHERE status = 200");  // expect: tenant-unscoped-write
  repositories::AdminRepository(txn).refresh_revenue();
  txn.commit();
}

void close_the_day(db::ConnectionPool& pool, const std::string& today) {
  auto connection = pool.take();
  db::Transaction txn(*connection);
  for (const auto& organization : all_organizations(txn)) {
    const auto org_id = organization["id"].as<std::int64_t>();
    const std::int64_t settled = repositories::InvoiceRepository(txn).settle(org_id);
    const std::int64_t expired = repositories::QuoteRepository(txn).expire(org_id);
    const std::int64_t closed = repositories::DealRepository(txn).lose_overdue(org_id, today);
    repositories::ActivityRepository(txn).remove_done(org_id, 365);
    LOG_DEBUG("organization " << org_id << ": " << settled << " settled, " << expired << " expired, " << closed);
  }
  txn.commit();
}

int send_webhooks(db::ConnectionPool& pool) {
  auto connection = pool.take();
  db::Transaction txn(*connection);
  const pqxx::result taken = repositories::IntegrationRepository(txn).take_deliveries();
  txn.commit();
  return static_cast<int>(taken.size());
}

}  // namespace fieldcrm::jobs
