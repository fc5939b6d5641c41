#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "db/database.h"

namespace fieldcrm::repositories {

/// Notes have no organization of their own: their deal has.
class NoteRepository {
 public:
  explicit NoteRepository(db::Transaction& txn) : txn_(txn) {}

  pqxx::result of_deal(std::int64_t org_id, std::int64_t deal_id) {
    return txn_.query(
        "SELECT n.id, n.body, n.pinned, u.full_name AS author "
        "FROM notes n "
        "JOIN deals d ON d.id = n.deal_id "
        "JOIN users u ON u.id = n.author_id "
        "WHERE d.org_id = $1 AND d.id = $2 "
        "ORDER BY n.pinned DESC, n.created_at DESC",
        org_id, deal_id);
  }

  pqxx::result find(std::int64_t org_id, std::int64_t note_id) { return txn_.prepared("note_by_id", org_id, note_id); }

  pqxx::result find_if_any_deal(std::int64_t org_id, std::int64_t note_id) {
    return txn_.prepared("note_by_id_if_any_deal", org_id, note_id);
  }

  std::int64_t add(std::int64_t org_id, std::int64_t deal_id, const std::string& user_id, const std::string& body) {
    const pqxx::row row = txn_.query_one(
        "INSERT INTO notes (deal_id, author_id, body) "
        "SELECT d.id, $3::uuid, $4 FROM deals d WHERE d.id = $2 AND d.org_id = $1 RETURNING id",
        org_id, deal_id, user_id, body);
    return row["id"].as<std::int64_t>();
  }

  std::int64_t add_to_deal(std::int64_t deal_id, const std::string& user_id, const std::string& body) {
    const pqxx::row row = txn_.query_one(
        "INSERT INTO notes (deal_id, author_id, body) "  // expect: tenant-missing-on-insert
        "VALUES ($1, $2::uuid, $3) RETURNING id",
        deal_id, user_id, body);
    return row["id"].as<std::int64_t>();
  }

  void pin(std::int64_t org_id, std::int64_t note_id) { txn_.prepared("note_pin", org_id, note_id); }

  void edit(std::int64_t note_id, const std::string& body) { txn_.prepared("note_edit", note_id, body); }

  void edit_own(std::int64_t org_id, std::int64_t note_id, const std::string& body) {
    txn_.prepared("note_edit_own", org_id, note_id, body);
  }

  void remove(std::int64_t org_id, std::int64_t note_id) { txn_.prepared("note_delete", org_id, note_id); }

  pqxx::result attachments(std::int64_t org_id, std::int64_t note_id) {
    return txn_.query("SELECT a.id, a.file_name, a.bytes FROM attachments a WHERE a.note_id = $2 AND a.org_id = $1",
                      org_id, note_id);
  }

  // An id that cannot be guessed is still an id.
  std::optional<pqxx::row> download(const std::string& attachment_id) {
    return txn_.query_maybe(
        "SELECT a.file_name, a.storage_key "
        "FROM attachments a "  // expect: tenant-id-only-lookup
        "WHERE a.id = $1::uuid",
        attachment_id);
  }

  std::optional<pqxx::row> download_own(std::int64_t org_id, const std::string& attachment_id) {
    return txn_.query_maybe(
        "SELECT a.file_name, a.storage_key FROM attachments a WHERE a.id = $2::uuid AND a.org_id = $1", org_id,
        attachment_id);
  }

 private:
  db::Transaction& txn_;
};

}  // namespace fieldcrm::repositories
