// What names and values say about how a credential is kept.
#pragma once

#include <string_view>

#include "ringfence/columns.h"

namespace ringfence {

/// People choose it, or it is short: whoever has a fast hash of it finds it out by trying.
bool is_guessable(const DataKind& kind);
/// A name that says so itself: "password_hash", "sealedToken".
bool says_protected(std::string_view name);
/// Whether text begins as a hash, a ciphertext or a reference does.
bool looks_protected(std::string_view text);

}  // namespace ringfence
