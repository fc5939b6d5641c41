#pragma once

#include <cstdint>
#include <string>

namespace fieldcrm::log {

/// One line about what somebody did, with the organization in front.
void audit(std::int64_t org_id, const std::string& line);

}  // namespace fieldcrm::log
