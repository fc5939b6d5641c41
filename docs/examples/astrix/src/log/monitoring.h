#pragma once

#include <cstdint>
#include <string>

// What is used of the Sentry SDK, which Debian does not ship.
extern "C" {
void sentry_set_tag(const char* key, const char* value);
}

namespace astrix::monitoring {

/// For whom the next errors are reported: numbers only.
inline void serve(std::int64_t organization_id, std::int64_t client_id) {
  sentry_set_tag("organization", std::to_string(organization_id).c_str());
  sentry_set_tag("client", std::to_string(client_id).c_str());
}

}  // namespace astrix::monitoring
