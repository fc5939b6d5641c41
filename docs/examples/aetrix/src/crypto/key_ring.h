#pragma once

#include <string>

#include "crypto/fernet.h"

namespace aetrix::crypto {

/// The keys of the deployment, which the hosting provider's secrets management hands to the process.
std::string session_signing_key();
Fernet credential_cipher();

}  // namespace aetrix::crypto
