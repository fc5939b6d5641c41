#pragma once

#include <string>

#include "db/transaction.h"

namespace cxtrack::calls {

struct Recording {
  std::string contact_id;
  std::string audio_path;
  std::string transcript;
};

/// Keeps a recording under a key of its own, which goes to the vault.
std::string keep(db::Transaction& txn, const Recording& recording);
/// On request: the recording, and the key that opens it.
void forget(db::Transaction& txn, const std::string& recording_id);

}  // namespace cxtrack::calls
