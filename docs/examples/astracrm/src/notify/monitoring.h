#pragma once

#include <cstdint>
#include <string>

// What is used of the Sentry SDK, which Debian does not ship. The server is our own.
extern "C" {
void sentry_set_tag(const char* key, const char* value);
}

namespace astracrm::monitoring {

/// For which organization the next errors are reported.
inline void serve(std::int64_t organization_id) { sentry_set_tag("organization", std::to_string(organization_id).c_str()); }

}  // namespace astracrm::monitoring
