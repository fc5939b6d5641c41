// folly's XLOG and XLOGF: arguments of the processor's constructor, or what is written to its stream.
#pragma once

#include <ostream>
#include <string_view>

namespace folly {

enum class LogLevel : unsigned { DBG = 1000, INFO = 2000, WARN = 3000, ERR = 4000 };
using StringPiece = std::string_view;
class XlogCategoryInfo;

class LogStreamProcessor {
 public:
  enum AppendType { APPEND };
  enum FormatType { FORMAT };
  template <typename... Args>
  LogStreamProcessor(XlogCategoryInfo* categoryInfo, LogLevel level, StringPiece categoryName, bool isCategoryNameOverridden,
                     StringPiece filename, unsigned int lineNumber, StringPiece functionName, AppendType, Args&&... args) noexcept;
  template <typename... Args>
  LogStreamProcessor(XlogCategoryInfo* categoryInfo, LogLevel level, StringPiece categoryName, bool isCategoryNameOverridden,
                     StringPiece filename, unsigned int lineNumber, StringPiece functionName, FormatType, StringPiece fmt,
                     Args&&... args) noexcept;
  ~LogStreamProcessor() noexcept;
  std::ostream& stream() noexcept;
};

template <bool Fatal>
class LogStreamVoidify {
 public:
  void operator&(std::ostream&) noexcept {}
};

XlogCategoryInfo* xlog_category();
bool xlog_is_on(LogLevel level);

}  // namespace folly

#define XLOG_IMPL(level, condition, type, ...)                                                              \
  (!(condition) || !::folly::xlog_is_on(level))                                                             \
      ? (void)0                                                                                             \
      : ::folly::LogStreamVoidify<false>() &                                                                \
            ::folly::LogStreamProcessor(::folly::xlog_category(), (level), "", false, __FILE__, __LINE__,   \
                                        __func__, (type), ##__VA_ARGS__).stream()
#define XLOG(level, ...) XLOG_IMPL(::folly::LogLevel::level, true, ::folly::LogStreamProcessor::APPEND, ##__VA_ARGS__)
#define XLOG_IF(level, cond, ...) XLOG_IMPL(::folly::LogLevel::level, cond, ::folly::LogStreamProcessor::APPEND, ##__VA_ARGS__)
#define XLOGF(level, fmt, arg1, ...) \
  XLOG_IMPL(::folly::LogLevel::level, true, ::folly::LogStreamProcessor::FORMAT, fmt, arg1, ##__VA_ARGS__)
