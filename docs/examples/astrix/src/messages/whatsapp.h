#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"

namespace astrix::messages {

/// Answers in a conversation that the contact began. The number comes from the conversation itself, never from an order.
bool answer(db::Transaction& txn, const http::Session& session, std::int64_t conversation_id, const std::string& text,
            const std::string& access_token);

/// The text of a message to a number.
std::string message_to(const std::string& number, const std::string& text);

}  // namespace astrix::messages
