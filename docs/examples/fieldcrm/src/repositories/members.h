#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/database.h"

namespace fieldcrm::repositories {

class MemberRepository {
 public:
  explicit MemberRepository(db::Transaction& txn) : txn_(txn) {}

  pqxx::result list(std::int64_t org_id) {
    return txn_.query(
        "SELECT m.id, u.full_name, u.email, m.role FROM members m JOIN users u ON u.id = m.user_id "
        "WHERE m.org_id = $1 AND m.left_at IS NULL ORDER BY u.full_name",
        org_id);
  }

  pqxx::result organizations_of(const std::string& user_id) {
    // ringfence:allow tenant-unscoped-read: sign-in picks the organization for the session's user
    return txn_.query("SELECT m.org_id, m.role FROM members m WHERE m.user_id = $1::uuid AND m.left_at IS NULL",
                      user_id);
  }

  pqxx::result find(std::int64_t org_id, const std::string& user_id) {
    return txn_.prepared("member_by_user", org_id, user_id);
  }

  std::optional<pqxx::row> organization_by_slug(const std::string& slug) {
    return txn_.query_maybe("SELECT id, name FROM organizations WHERE slug = $1",  // expect: tenant-id-only-lookup
                            slug);
  }

  // The root's own id is the tenant.
  pqxx::result organization(std::int64_t org_id) { return txn_.prepared("organization", org_id); }

  void rename_organization(std::int64_t org_id, const std::string& name) {
    txn_.execute("UPDATE organizations SET name = $2 WHERE id = $1", org_id, name);
  }

  // The reports of a manager, down to the last: manager_id carries the organization.
  pqxx::result reports(std::int64_t org_id, std::int64_t manager_id) {
    return txn_.query(R"sql(
      WITH RECURSIVE team AS (
        SELECT m.id, m.org_id, m.user_id, 1 AS depth
        FROM members m
        WHERE m.org_id = $1 AND m.manager_id = $2
        UNION ALL
        SELECT m.id, m.org_id, m.user_id, t.depth + 1
        FROM team t
        JOIN members m ON m.org_id = t.org_id AND m.manager_id = t.id
      )
      SELECT t.id, u.full_name, t.depth FROM team t JOIN users u ON u.id = t.user_id ORDER BY t.depth)sql",
                      org_id, manager_id);
  }

  void invite(std::int64_t org_id, const std::string& email, const std::string& role, const std::string& code) {
    txn_.execute(R"sql(
      INSERT INTO invitations (org_id, email, role, code, expires_at)
      VALUES ($1, $2, $3::member_role, $4, now() + interval '7 days')
      ON CONFLICT (org_id, email)
      DO UPDATE SET code = excluded.code, role = excluded.role, expires_at = excluded.expires_at)sql",
                 org_id, email, role, code);
  }

  // The code is unique for everybody: whoever guesses one takes the other's invitation over.
  void renew_invitation(std::int64_t org_id, const std::string& email, const std::string& code) {
    txn_.execute(R"sql(
      INSERT INTO invitations (org_id, email, code, expires_at)
      VALUES ($1, $2, $3, now() + interval '7 days')
      ON CONFLICT (code) DO UPDATE -- expect: tenant-crossing-upsert
      SET email = excluded.email, expires_at = excluded.expires_at)sql",
                 org_id, email, code);
  }

  // The same arbiter, but the row that is there has to be the organization's.
  void renew_own_invitation(std::int64_t org_id, const std::string& email, const std::string& code) {
    txn_.execute(R"sql(
      INSERT INTO invitations (org_id, email, code, expires_at)
      VALUES ($1, $2, $3, now() + interval '7 days')
      ON CONFLICT (code) DO UPDATE
      SET email = excluded.email, expires_at = excluded.expires_at
      WHERE invitations.org_id = excluded.org_id)sql",
                 org_id, email, code);
  }

  std::optional<pqxx::row> accept_invitation(const std::string& code) {
    // ringfence:allow tenant-id-only-lookup: the code is the secret that was mailed; it is what names the organization
    return txn_.query_maybe("DELETE FROM invitations WHERE code = $1 RETURNING org_id, role", code);
  }

  void set_role(std::int64_t org_id, const std::string& user_id, const std::string& role) {
    txn_.prepared("member_set_role", org_id, user_id, role);
  }

  void leave(std::int64_t org_id, const std::string& user_id) { txn_.prepared("member_leave", org_id, user_id); }

  // The statement wants the organization first.
  void remove(std::int64_t org_id, const std::string& user_id) {
    txn_.prepared("member_leave", user_id, org_id);  // expect: tenant-swapped-argument
  }

  std::int64_t seats_left(std::int64_t org_id) {
    const pqxx::row row = txn_.query_one(
        "SELECT l.most - (SELECT count(*) FROM members m WHERE m.org_id = o.id AND m.left_at IS NULL) AS seats "
        "FROM organizations o JOIN plan_limits l ON l.plan = o.plan AND l.subject = 'members' "
        "WHERE o.id = $1",
        org_id);
    return row["seats"].as<std::int64_t>();
  }

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
