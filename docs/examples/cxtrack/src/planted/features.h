#pragma once

#include <string>

#include "calls/recordings.h"
#include "db/transaction.h"
#include "google/tokens.h"
#include "http/session.h"

/// What must not be done, and beside it what looks alike.
namespace cxtrack::planted {

pqxx::result contacts_of_header(db::Transaction& txn, const http::Request& request);
pqxx::result contacts_of_session(db::Transaction& txn, const http::Request& request);

void connect(db::Transaction& txn, const google::Tokens& tokens);
std::string token_for_browser(db::Transaction& txn, const std::string& account_id);
void archive(db::Transaction& txn, const calls::Recording& recording);
void reset_password(db::Transaction& txn, const std::string& id, const std::string& password);

void share_profiles(db::Transaction& txn);
void summarize(db::Transaction& txn, const std::string& contact_id);
std::string longest_message(db::Transaction& txn);
void train(db::Transaction& txn);
void enrich(db::Transaction& txn, const std::string& contact_id);

}  // namespace cxtrack::planted
