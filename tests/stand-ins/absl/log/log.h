// Abseil's LOG, VLOG, LOG_IF and CHECK_EQ, expanding to what they do there.
#pragma once

#include <ostream>
#include <sstream>
#include <string>
#include <string_view>

namespace absl {
inline namespace lts_20240722 {
enum class LogSeverity : int { kInfo = 0, kWarning = 1, kError = 2, kFatal = 3 };

namespace log_internal {

class LogMessage {
 public:
  struct InfoTag {};
  struct WarningTag {};
  struct ErrorTag {};
  LogMessage(const char* file, int line, InfoTag);
  LogMessage(const char* file, int line, WarningTag);
  LogMessage(const char* file, int line, ErrorTag);
  LogMessage(const char* file, int line, LogSeverity severity);
  ~LogMessage();

  LogMessage& NoPrefix();
  LogMessage& WithVerbosity(int verbose_level);
  LogMessage& WithPerror();
  LogMessage& InternalStream() { return *this; }

  LogMessage& operator<<(char v);
  LogMessage& operator<<(int v);
  LogMessage& operator<<(long v);
  LogMessage& operator<<(bool v);
  LogMessage& operator<<(const std::string& v);
  LogMessage& operator<<(std::string_view v);
  template <int SIZE>
  LogMessage& operator<<(const char (&buf)[SIZE]);
  template <typename T>
  LogMessage& operator<<(const T& v) {
    stream() << v;
    return *this;
  }

 private:
  std::ostream& stream();
};

class LogMessageFatal final : public LogMessage {
 public:
  LogMessageFatal(const char* file, int line, std::string_view failure_msg);
  [[noreturn]] ~LogMessageFatal();
};

class Voidify final {
 public:
  template <typename T>
  void operator&&(const T&) const&& {}
};

bool VLogIsOn(int level);
template <typename T1, typename T2>
const char* Check_EQImpl(const T1& v1, const T2& v2, const char* exprtext);

}  // namespace log_internal
}  // namespace lts_20240722
}  // namespace absl

#define ABSL_LOG_INTERNAL_CONDITION(condition) \
  switch (0)                                   \
  case 0:                                      \
  default:                                     \
    !(condition) ? (void)0 : ::absl::log_internal::Voidify() &&
#define ABSL_LOG_INTERNAL_LOG_INFO ::absl::log_internal::LogMessage(__FILE__, __LINE__, ::absl::log_internal::LogMessage::InfoTag{})
#define ABSL_LOG_INTERNAL_LOG_WARNING ::absl::log_internal::LogMessage(__FILE__, __LINE__, ::absl::log_internal::LogMessage::WarningTag{})
#define ABSL_LOG_INTERNAL_LOG_ERROR ::absl::log_internal::LogMessage(__FILE__, __LINE__, ::absl::log_internal::LogMessage::ErrorTag{})
#define LOG(severity) ABSL_LOG_INTERNAL_CONDITION(true) ABSL_LOG_INTERNAL_LOG_##severity.InternalStream()
#define LOG_IF(severity, condition) ABSL_LOG_INTERNAL_CONDITION(condition) ABSL_LOG_INTERNAL_LOG_##severity.InternalStream()
#define VLOG(level)                                               \
  switch (const int absl_log_internal_verbose_level = (level))    \
  case 0:                                                         \
  default:                                                        \
    LOG_IF(INFO, ::absl::log_internal::VLogIsOn(absl_log_internal_verbose_level)).WithVerbosity(absl_log_internal_verbose_level)
#define CHECK_EQ(val1, val2)                                                                                             \
  while (const char* absl_log_internal_check_op_result = ::absl::log_internal::Check_EQImpl(val1, val2, #val1 " == " #val2)) \
  ::absl::log_internal::LogMessageFatal(__FILE__, __LINE__, absl_log_internal_check_op_result).InternalStream()
