#pragma once

#include "db/database.h"
#include "http/request.h"
#include "http/request_context.h"

namespace aetrix::crm {

http::Response list_contacts(const http::RequestContext& context, db::Transaction& txn);
http::Response show_contact(const http::Request& request, const http::RequestContext& context, db::Transaction& txn);
http::Response save_contact(const http::Request& request, const http::RequestContext& context, db::Transaction& txn);

}  // namespace aetrix::crm
