#pragma once

#include "db/database.h"
#include "http/request.h"
#include "http/request_context.h"

namespace aetrix::crm {

http::Response list_leads(const http::RequestContext& context, db::Transaction& txn);
http::Response move_lead(const http::Request& request, const http::RequestContext& context, db::Transaction& txn);
http::Response write_note(const http::Request& request, const http::RequestContext& context, db::Transaction& txn);

}  // namespace aetrix::crm
