#pragma once

#include "db/database.h"
#include "http/request.h"
#include "http/request_context.h"

namespace aetrix::field {

/// Checks a user in at a property, where the app says it is.
http::Response check_in(const http::Request& request, const http::RequestContext& context, db::Transaction& txn);
http::Response list_check_ins(const http::Request& request, const http::RequestContext& context, db::Transaction& txn);

}  // namespace aetrix::field
