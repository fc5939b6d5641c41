#pragma once

#include <string>

#include "tenancy/transaction.h"

namespace crmfactory::communication {

pqxx::result conversation(TenantTransaction& txn, const std::string& contact_id);
/// Sends a text message to a contact, and keeps it. False where the contact has no number.
bool send_sms(TenantTransaction& txn, const std::string& contact_id, const std::string& body);
void keep_recording(TenantTransaction& txn, const std::string& contact_id, const std::string& recording_path);
/// What the platform has to say to a member: a reset, a bill.
void notify(const std::string& email, const std::string& subject);

}  // namespace crmfactory::communication
