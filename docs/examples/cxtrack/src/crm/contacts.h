#pragma once

#include <string>

#include "db/transaction.h"
#include "http/session.h"

namespace cxtrack::crm {

pqxx::result contacts(db::Transaction& txn);
std::string add_contact(db::Transaction& txn, const http::Request& request);
pqxx::result deals_of(db::Transaction& txn, const http::Request& request);

}  // namespace cxtrack::crm
