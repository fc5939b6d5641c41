#pragma once

#include <sstream>
#include <string>

namespace fieldcrm::log {

enum class Level { kDebug, kInfo, kWarning, kError };

/// Writes one line to standard error, with time and level. Safe to call from several threads.
void write(Level level, const char* file, int line, const std::string& message);

/// Lines below this level are dropped.
void set_threshold(Level level);
bool is_enabled(Level level);

}  // namespace fieldcrm::log

#define CRM_LOG(level, stream_expression)                                                              \
  do {                                                                                                 \
    if (::fieldcrm::log::is_enabled(::fieldcrm::log::Level::level)) {                                  \
      std::ostringstream crm_log_stream;                                                               \
      crm_log_stream << stream_expression;                                                             \
      ::fieldcrm::log::write(::fieldcrm::log::Level::level, __FILE__, __LINE__, crm_log_stream.str()); \
    }                                                                                                  \
  } while (false)

#define LOG_DEBUG(stream_expression) CRM_LOG(kDebug, stream_expression)
#define LOG_INFO(stream_expression) CRM_LOG(kInfo, stream_expression)
#define LOG_WARNING(stream_expression) CRM_LOG(kWarning, stream_expression)
#define LOG_ERROR(stream_expression) CRM_LOG(kError, stream_expression)
