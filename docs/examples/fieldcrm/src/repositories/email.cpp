#include "repositories/email.h"

namespace fieldcrm::repositories {
namespace {

// The deal's key carries the organization.
constexpr std::string_view kThreads =
    "SELECT t.id, t.subject, t.last_mail_at, d.title AS deal "
    "FROM email_threads t LEFT JOIN deals d ON d.id = t.deal_id "
    "WHERE t.org_id = $1 "
    "ORDER BY t.last_mail_at DESC NULLS LAST LIMIT 50";

constexpr std::string_view kMessages = R"sql(
  SELECT m.id, m.sender, m.body, m.sent_at
  FROM email_messages m
  JOIN email_threads t ON t.id = m.thread_id
  WHERE t.id = $2 AND t.org_id = $1
  ORDER BY m.sent_at
)sql";

constexpr std::string_view kHeaders =
    "SELECT m.sender, m.sent_at FROM email_messages m JOIN email_threads t ON t.id = m.thread_id "
    "WHERE t.org_id = $1 AND t.id = $2";

}  // namespace

pqxx::result EmailRepository::threads(std::int64_t org_id) { return txn_.query(kThreads, org_id); }

pqxx::result EmailRepository::messages(std::int64_t org_id, std::int64_t thread_id) {
  return txn_.query(kMessages, org_id, thread_id);
}

// The text is right, the values are the wrong way round.
pqxx::result EmailRepository::message_headers(std::int64_t org_id, std::int64_t thread_id) {
  return txn_.query(kHeaders, thread_id, org_id);  // expect: tenant-swapped-argument
}

pqxx::result EmailRepository::last_messages(std::int64_t org_id) {
  return txn_.query(R"sql(
    SELECT t.id, t.subject, m.sender, m.sent_at
    FROM email_threads t
    CROSS JOIN LATERAL (
      SELECT e.sender, e.sent_at FROM email_messages e WHERE e.thread_id = t.id ORDER BY e.sent_at DESC LIMIT 1
    ) m
    WHERE t.org_id = $1)sql",
                    org_id);
}

std::optional<pqxx::row> EmailRepository::mailbox_of(const std::string& address) {
  // ringfence:allow tenant-id-only-lookup: incoming mail names the mailbox, and the mailbox names the organization
  return txn_.query_maybe("SELECT id, org_id FROM mailboxes WHERE address = $1", address);
}

void EmailRepository::store(std::int64_t org_id, std::int64_t thread_id, const IncomingMail& mail) {
  txn_.execute(R"sql(
    INSERT INTO email_messages (thread_id, message_id, sender, body, sent_at)
    SELECT t.id, $3, $4, $5, $6::timestamptz
    FROM email_threads t
    WHERE t.id = $2 AND t.org_id = $1
    ON CONFLICT (thread_id, message_id) DO NOTHING)sql",
               org_id, thread_id, mail.message_id, mail.sender, mail.body, mail.sent_at);
}

// The mailbox is any mailbox.
std::int64_t EmailRepository::open_thread(std::int64_t org_id, std::int64_t mailbox_id, const std::string& subject) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO email_threads (org_id, mailbox_id, subject) "  // expect: tenant-foreign-parent
      "VALUES ($1, $2, $3) RETURNING id",
      org_id, mailbox_id, subject);
  return row["id"].as<std::int64_t>();
}

// The mailbox is looked up among those of the organization.
std::int64_t EmailRepository::open_thread_in(std::int64_t org_id, const std::string& address,
                                             const std::string& subject) {
  const pqxx::row row = txn_.query_one(
      "INSERT INTO email_threads (org_id, mailbox_id, subject) "
      "SELECT b.org_id, b.id, $3 FROM mailboxes b WHERE b.address = $2 AND b.org_id = $1 RETURNING id",
      org_id, address, subject);
  return row["id"].as<std::int64_t>();
}

// Those without an organization come with the product; everybody may use them.
pqxx::result EmailRepository::templates(std::int64_t org_id) {
  return txn_.query("SELECT id, name, subject FROM email_templates WHERE org_id = $1 OR org_id IS NULL ORDER BY name",
                    org_id);
}

std::optional<pqxx::row> EmailRepository::template_for(std::int64_t org_id, const std::string& name) {
  return txn_.query_maybe(
      "SELECT id, subject, body FROM email_templates WHERE name = $2 AND (org_id = $1 OR org_id IS NULL) "
      "ORDER BY org_id NULLS LAST LIMIT 1",
      org_id, name);
}

std::int64_t EmailRepository::save_template(std::int64_t org_id, const std::string& name, const std::string& subject,
                                            const std::string& body) {
  const pqxx::row row =
      txn_.query_one("INSERT INTO email_templates (org_id, name, subject, body) VALUES ($1, $2, $3, $4) RETURNING id",
                     org_id, name, subject, body);
  return row["id"].as<std::int64_t>();
}

void EmailRepository::edit_template(std::int64_t org_id, std::int64_t template_id, const std::string& subject,
                                    const std::string& body) {
  txn_.execute("UPDATE email_templates SET subject = $3, body = $4 WHERE id = $2 AND org_id = $1", org_id, template_id,
               subject, body);
}

}  // namespace fieldcrm::repositories
