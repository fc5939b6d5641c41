#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"
#include "http/request.h"

/// Handlers and jobs that break what is promised. What keeps the same promise stands in the file of the same name in the
/// folder of the subject, or beside it.
namespace astrix::planted {

http::Response list(const http::Request& request, const http::Session& session, db::Transaction& txn);
http::Response lookup(const http::Request& request, const http::Session& session, db::Transaction& txn);
std::string buyer_phone(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id);
bool thank_buyer(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id);
bool text_buyer(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id);
bool tell_team(db::Transaction& txn, const http::Session& session, std::int64_t order_id, const std::string& number);
bool retarget_buyer(db::Transaction& txn, const http::Session& session, std::int64_t buyer_id);
bool retarget_recipient(db::Transaction& txn, const http::Session& session, std::int64_t recipient_id);
std::string summarize(db::Transaction& txn, const http::Session& session, std::int64_t conversation_id);
bool is_from_meta(const http::Request& request);
void receive(const http::Request& request, const http::Session& session, db::Transaction& txn);
void purge_webhook_logs(db::Transaction& txn, const http::Session& client);

}  // namespace astrix::planted
