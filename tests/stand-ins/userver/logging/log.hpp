// userver's log: a helper is made, written to, and logs when it goes.
#pragma once

#include <string_view>

#include "userver/logging/log_extra.hpp"

namespace userver {
namespace logging {

enum class Level { kTrace = 0, kDebug = 1, kInfo = 2, kWarning = 3, kError = 4, kCritical = 5, kNone = 6 };
namespace impl {
class LoggerBase;
struct Noop {};
class RateLimiter {
 public:
  explicit RateLimiter(Level level) noexcept;
  bool ShouldLog() const;
  void SetShouldNotLog();
  Level GetLevel() const;
};
}  // namespace impl
using LoggerRef = impl::LoggerBase&;
LoggerRef GetDefaultLogger() noexcept;
bool ShouldNotLog(LoggerRef logger, Level level) noexcept;

class LogHelper final {
 public:
  LogHelper(LoggerRef logger, Level level) noexcept;
  ~LogHelper();
  LogHelper& AsLvalue() noexcept { return *this; }
  template <typename T>
  LogHelper& operator<<(const T& value) {
    return *this << std::string_view{value};
  }
  LogHelper& operator<<(std::string_view value) noexcept;
  LogHelper& operator<<(long long value) noexcept;
  LogHelper& operator<<(const LogExtra& extra) noexcept;
  LogHelper& operator<<(const impl::RateLimiter& limiter) noexcept;
  operator impl::Noop() const noexcept { return {}; }
};

}  // namespace logging
}  // namespace userver

#define LOG_TO(logger, lvl)                                                            \
  __builtin_expect(userver::logging::ShouldNotLog((logger), (lvl)), 0)                 \
      ? userver::logging::impl::Noop{}                                                 \
      : userver::logging::LogHelper(logger, lvl).AsLvalue()
#define LOG(lvl) LOG_TO(userver::logging::GetDefaultLogger(), (lvl))
#define LOG_INFO() LOG(userver::logging::Level::kInfo)
#define LOG_ERROR() LOG(userver::logging::Level::kError)
#define LOG_LIMITED_WARNING()                                                                                        \
  for (userver::logging::impl::RateLimiter log_limited_to_rl{userver::logging::Level::kWarning};                     \
       log_limited_to_rl.ShouldLog(); log_limited_to_rl.SetShouldNotLog())                                           \
  LOG(log_limited_to_rl.GetLevel()) << log_limited_to_rl
