#pragma once

#include <cstdint>
#include <string>

#include "db/transaction.h"

namespace astrix::assist {

/// Addresses and numbers of people are left out of a text.
std::string without_people(const std::string& text);

/// What Bedrock makes of a prompt.
std::string ask(const std::string& prompt);

/// A summary of a conversation, as the model sees it: without who took part.
std::string summarize(db::Transaction& txn, const http::Session& session, std::int64_t conversation_id);

}  // namespace astrix::assist
