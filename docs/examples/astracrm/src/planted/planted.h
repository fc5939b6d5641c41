#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"
#include "http/request.h"

/// Handlers and jobs that break what is promised. What keeps the same promise stands in the folder of the subject.
namespace astracrm::planted {

http::Response find(const http::Request& request, const access::Member& member, db::Transaction& txn);
void set_password(db::Transaction& txn, const std::string& user_id, const std::string& password);
std::string sealing_key();
std::string summarize(db::Transaction& txn, const access::Member& member, std::int64_t call_id);
std::string parse(db::Transaction& txn, const access::Member& member, std::int64_t message_id);
bool tell_worker(db::Transaction& txn, const access::Member& member, std::int64_t order_id, const std::string& chat);
std::string spell_address(db::Transaction& txn, const access::Member& member, std::int64_t client_id);
void count_visit(db::Transaction& txn, const access::Member& member, std::int64_t client_id);
void empty_bin(db::Transaction& txn, const access::Member& owner);

}  // namespace astracrm::planted
