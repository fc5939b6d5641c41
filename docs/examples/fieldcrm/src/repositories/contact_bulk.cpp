// What changes many contacts at once: merging, scores, imports, tags.
#include <sstream>

#include "repositories/contacts.h"

namespace fieldcrm::repositories {
namespace {

constexpr std::string_view kMerge = R"sql(
  WITH kept AS (
    SELECT id, org_id FROM contacts WHERE id = $2 AND org_id = $1
  ), moved AS (
    UPDATE activities a
    SET contact_id = kept.id
    FROM kept
    WHERE a.contact_id = $3 AND a.org_id = kept.org_id
  )
  UPDATE contacts SET deleted_at = now() WHERE id = $3 AND org_id = $1
)sql";

constexpr std::string_view kScoreActivities = R"sql(
  UPDATE contacts c
  SET score = s.points
  FROM (SELECT a.contact_id, count(*) * 5 AS points
        FROM activities a
        WHERE a.org_id = $1 AND a.done_at > now() - interval '90 days'
        GROUP BY a.contact_id) s
  WHERE c.id = s.contact_id AND c.org_id = $1
)sql";

// The contacts are the organization's; the calls are everybody's.
constexpr std::string_view kScoreCalls = R"sql(
  UPDATE contacts c
  SET score = (SELECT count(*)
               FROM activities a -- expect: tenant-unscoped-read
               WHERE a.kind = 'call')
  WHERE c.org_id = $1
)sql";

}  // namespace

void ContactRepository::merge(std::int64_t org_id, std::int64_t kept_id, std::int64_t merged_id) {
  txn_.execute(kMerge, org_id, kept_id, merged_id);
}

void ContactRepository::forget(std::int64_t org_id, std::int64_t contact_id) {
  txn_.prepared("contact_untag_all", org_id, contact_id);
  txn_.prepared("contact_forget", org_id, contact_id);
}

std::int64_t ContactRepository::remove_all(std::int64_t org_id, const std::vector<std::int64_t>& ids) {
  return txn_.execute("DELETE FROM contacts WHERE org_id = $1 AND id = ANY ($2::bigint[])", org_id, db::to_array(ids));
}

// A list of ids is as much the caller's as one id.
std::int64_t ContactRepository::remove_listed(const std::vector<std::int64_t>& ids) {
  std::ostringstream sql;
  sql << "DELETE FROM contacts WHERE id IN (";  // expect: tenant-id-only-lookup
  for (size_t i = 0; i < ids.size(); ++i) sql << (i == 0 ? "" : ", ") << ids[i];
  sql << ")";
  return txn_.execute(sql.str());
}

void ContactRepository::score_calls(std::int64_t org_id) { txn_.execute(kScoreCalls, org_id); }

void ContactRepository::score_activities(std::int64_t org_id) { txn_.execute(kScoreActivities, org_id); }

// Rows of placeholders: `($1, $2, $3), ($1, $4, $5)`. The organization is the same parameter in each of them.
std::int64_t ContactRepository::import(std::int64_t org_id, const std::vector<NewContact>& contacts) {
  if (contacts.empty()) return 0;
  std::vector<std::string> values = {std::to_string(org_id)};
  std::ostringstream sql;
  sql << "INSERT INTO contacts (org_id, full_name, email) VALUES ";
  for (size_t i = 0; i < contacts.size(); ++i) {
    values.push_back(contacts[i].full_name);
    values.push_back(contacts[i].email.value_or(""));
    if (i > 0) sql << ", ";
    sql << "($1, $" << values.size() - 1 << ", nullif($" << values.size() << ", ''))";
  }
  sql << " ON CONFLICT (org_id, email) WHERE deleted_at IS NULL DO NOTHING";
  return static_cast<std::int64_t>(txn_.query_list(sql.str(), values).affected_rows());
}

void ContactRepository::tag(std::int64_t org_id, std::int64_t contact_id, const std::string& tag) {
  const pqxx::row used = txn_.query_one(
      "INSERT INTO tags (org_id, name) VALUES ($1, $2) "
      "ON CONFLICT (org_id, name) DO UPDATE SET name = excluded.name RETURNING id",
      org_id, tag);
  txn_.execute("INSERT INTO taggings (org_id, tag_id, contact_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", org_id,
               used["id"].as<std::int64_t>(), contact_id);
}

void ContactRepository::untag(std::int64_t org_id, std::int64_t tag_id, std::int64_t contact_id) {
  txn_.prepared("contact_untag", org_id, tag_id, contact_id);
}

pqxx::result ContactRepository::tags(std::int64_t org_id) {
  return txn_.query(R"sql(
    SELECT t.id, t.name, t.color, count(g.contact_id) AS used
    FROM tags t
    LEFT JOIN taggings g ON g.org_id = t.org_id AND g.tag_id = t.id
    WHERE t.org_id = $1
    GROUP BY t.id, t.name, t.color
    ORDER BY t.name)sql",
                    org_id);
}

// Tags of everybody that nobody of this organization uses.
std::int64_t ContactRepository::sweep_tags(std::int64_t org_id) {
  return txn_.execute(
      "DELETE FROM tags t "  // expect: tenant-unscoped-write
      "WHERE NOT EXISTS (SELECT 1 FROM taggings g WHERE g.tag_id = t.id AND g.org_id = $1)",
      org_id);
}

std::int64_t ContactRepository::remove_unused_tags(std::int64_t org_id) {
  return txn_.execute(
      "DELETE FROM tags t "
      "WHERE t.org_id = $1 "
      "AND NOT EXISTS (SELECT 1 FROM taggings g WHERE g.tag_id = t.id AND g.org_id = t.org_id)",
      org_id);
}

}  // namespace fieldcrm::repositories
