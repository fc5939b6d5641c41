#include "log/audit.h"

#include "log/logger.h"

namespace fieldcrm::log {

void audit(std::int64_t org_id, const std::string& line) { LOG_INFO("audit " << org_id << ": " << line); }

}  // namespace fieldcrm::log
