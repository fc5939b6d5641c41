#include "calls/recordings.h"

#include <spdlog/spdlog.h>

#include "crypto/seal.h"

namespace cxtrack::calls {

std::string keep(db::Transaction& txn, const Recording& recording) {
  const std::string key = crypto::new_key();
  const auto kept = txn.query(
      "INSERT INTO call_recordings (org_id, contact_id, secret_key, audio_path, transcript_encrypted) "
      "SELECT c.org_id, c.id, vault.create_secret($3, 'recording'), $4, $5 FROM contacts c WHERE c.id = $2::uuid AND c.org_id = $1 RETURNING id",
      txn.session().org_id(), recording.contact_id, key, recording.audio_path, crypto::seal(recording.transcript, key));
  spdlog::info("a call with contact {} was kept", recording.contact_id);
  return kept.empty() ? std::string() : kept[0]["id"].as<std::string>();
}

void forget(db::Transaction& txn, const std::string& recording_id) {
  const auto gone = txn.query_maybe("DELETE FROM call_recordings WHERE id = $2::uuid AND org_id = $1 RETURNING secret_key", txn.session().org_id(), recording_id);
  if (gone) txn.query("DELETE FROM vault.secrets WHERE id = $1::uuid", (*gone)["secret_key"].as<std::string>());
}

}  // namespace cxtrack::calls
