#pragma once

#include <string>

#include "crypto/fernet.h"
#include "db/database.h"
#include "http/request.h"
#include "http/request_context.h"
#include "mail/connections.h"

/// What must not be done, and beside it what looks alike.
namespace aetrix::planted {

http::Response contacts_of_header(const http::Request& request, db::Transaction& txn);
http::Response contacts_of_session(const http::Request& request, const http::RequestContext& context, db::Transaction& txn);

void connect(db::Transaction& txn, const http::RequestContext& context, const mail::Grant& grant);
void connect_sealed(db::Transaction& txn, const crypto::Fernet& cipher, const http::RequestContext& context, const mail::Grant& grant);
void import_smtp(db::Transaction& txn, const http::RequestContext& context, const http::Request& request);
void import_ai_key(db::Transaction& txn, const http::RequestContext& context, const http::Request& request);
void disconnect(db::Transaction& txn, const http::RequestContext& context, const std::string& id);

void reset_password(db::Transaction& txn, const std::string& user_id, const std::string& password);
crypto::Fernet backup_cipher();

void purge_dumps(db::Transaction& txn);
void purge_counts(db::Transaction& txn);

void advertise(db::Transaction& txn, const http::RequestContext& context);
void publish_threads(db::Transaction& txn, const http::RequestContext& context);
http::Response search_mail(const http::Request& request, const http::RequestContext& context, db::Transaction& txn);
http::Response heat_map(const http::RequestContext& context, db::Transaction& txn);

void report_sign_in(const std::string& user_id, const std::string& email);
void log_contact(db::Transaction& txn, const http::RequestContext& context, const std::string& id);
void track_contact(db::Transaction& txn, const http::RequestContext& context, const std::string& id);

}  // namespace aetrix::planted
