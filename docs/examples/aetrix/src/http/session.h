#pragma once

#include <string>

#include "http/request.h"
#include "http/request_context.h"

namespace aetrix::http {

/// Reads the session of a request: `claims.signature`, signed with the key of the deployment. Throws where it is forged.
RequestContext open_session(const Request& request, const std::string& signing_key);

}  // namespace aetrix::http
