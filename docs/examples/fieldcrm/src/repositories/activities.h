#pragma once

#include <cstdint>
#include <optional>
#include <sstream>
#include <string>

#include "db/database.h"
#include "sql/fragments.h"
#include "sql/query_builder.h"

namespace fieldcrm::repositories {

struct ActivityFilter {
  std::optional<std::string> kind;
  std::optional<std::int64_t> assignee_id;
  bool open_only = true;
};

/// Calls, meetings and things to do.
class ActivityRepository {
 public:
  explicit ActivityRepository(db::Transaction& txn) : txn_(txn) {}

  pqxx::result today(std::int64_t org_id, std::int64_t member_id) {
    return txn_.query(
        "SELECT a.id, a.kind, a.subject, a.due_at, c.full_name "
        "FROM activities a "
        "LEFT JOIN contacts c ON c.id = a.contact_id AND c.org_id = a.org_id "
        "WHERE a.org_id = $1 AND a.assignee_id = $2 AND a.done_at IS NULL AND a.due_at < current_date + 1 "
        "ORDER BY a.due_at",
        org_id, member_id);
  }

  // The stream writes the organization first, whatever follows.
  pqxx::result list(std::int64_t org_id, const ActivityFilter& filter) {
    std::ostringstream sql;
    std::vector<std::string> values = {std::to_string(org_id)};
    sql << "SELECT a.id, a.kind, a.subject, a.due_at FROM activities a WHERE a.org_id = $1";
    if (filter.open_only) sql << " AND a.done_at IS NULL";
    if (filter.kind) {
      values.push_back(*filter.kind);
      sql << " AND a.kind = $" << values.size() << "::activity_kind";
    }
    if (filter.assignee_id) {
      values.push_back(std::to_string(*filter.assignee_id));
      sql << " AND a.assignee_id = $" << values.size();
    }
    sql << " ORDER BY a.due_at NULLS LAST";
    return txn_.query_list(sql.str(), values);
  }

  // Only one of the branches adds the organization.
  pqxx::result overdue(std::int64_t org_id, bool of_organization) {
    std::ostringstream sql;
    sql << "SELECT a.id, a.subject FROM activities a";  // expect: tenant-unscoped-read
    sql << " WHERE a.due_at < now() AND a.done_at IS NULL AND $1::bigint IS NOT NULL";
    if (of_organization) sql << " AND a.org_id = $1";
    return txn_.query(sql.str(), org_id);
  }

  pqxx::result of_deal(std::int64_t org_id, std::int64_t deal_id) {
    return sql::Query()
        .select("a.id, a.kind, a.subject")
        .from("activities a")
        .where(sql::tenant_filter("a"), org_id)
        .and_where("a.deal_id = $2", deal_id)
        .run(txn_);
  }

  pqxx::result of_contact(std::int64_t org_id, std::int64_t contact_id) {
    return sql::Query()
        .select("a.id, a.kind, a.subject")
        .from("activities a")
        .where(sql::tenant_filter("a"), org_id)
        .and_where("a.contact_id = $2", contact_id)
        .run(txn_);
  }

  // The keys of contact and member carry the organization.
  std::int64_t log_call(std::int64_t org_id, std::int64_t contact_id, std::int64_t member_id,
                        const std::string& subject) {
    const pqxx::row row = txn_.query_one(
        "INSERT INTO activities (org_id, kind, subject, contact_id, assignee_id, done_at) "
        "VALUES ($1, 'call', $4, $2, $3, now()) RETURNING id",
        org_id, contact_id, member_id, subject);
    return row["id"].as<std::int64_t>();
  }

  std::int64_t plan_for_deal(std::int64_t org_id, std::int64_t deal_id, const std::string& subject) {
    const pqxx::row row = txn_.query_one(
        "INSERT INTO activities (org_id, subject, deal_id) "
        "SELECT d.org_id, $3, d.id FROM deals d WHERE d.id = $2 AND d.org_id = $1 RETURNING id",
        org_id, deal_id, subject);
    return row["id"].as<std::int64_t>();
  }

  bool done(std::int64_t org_id, std::int64_t activity_id) {
    return txn_.execute("UPDATE activities SET done_at = now() WHERE id = $2 AND org_id = $1", org_id, activity_id) > 0;
  }

  std::int64_t done_by_own_subject(std::int64_t org_id, const std::string& subject) {
    return txn_.execute("UPDATE activities SET done_at = now() WHERE subject = $2 AND org_id = $1", org_id, subject);
  }

  // Both columns of the assignment's key come from the organization.
  void reassign(std::int64_t org_id, std::int64_t from_member, std::int64_t to_member) {
    txn_.execute("UPDATE activities SET assignee_id = $3 WHERE org_id = $1 AND assignee_id = $2 AND done_at IS NULL",
                 org_id, from_member, to_member);
  }

  std::int64_t remove_done(std::int64_t org_id, int days) {
    return txn_.execute("DELETE FROM activities WHERE org_id = $1 AND done_at < now() - make_interval(days => $2::int)",
                        org_id, days);
  }

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
