#pragma once

#include <string>

#include "db/database.h"
#include "http/request_context.h"

namespace aetrix::assist {

/// A reply to one message, when its reader asks for it. Nothing but that message is sent.
std::string draft_reply(db::Transaction& txn, const http::RequestContext& context, const std::string& message_id);

}  // namespace aetrix::assist
