// quill's logger: the format stands in the metadata, the arguments are what is logged.
#pragma once

#include <cstdint>

namespace quill {
inline namespace v10 {

enum class LogLevel : uint8_t { TraceL3, TraceL2, TraceL1, Debug, Info, Notice, Warning, Error, Critical, Backtrace, None };

class MacroMetadata {
 public:
  enum Event : uint8_t { None, Log };
  constexpr MacroMetadata(char const* source_location, char const* caller_function, char const* message_format, char const* tags,
                          LogLevel log_level, Event event)
      : source_location_(source_location), caller_function_(caller_function), message_format_(message_format), tags_(tags),
        log_level_(log_level), event_(event) {}

 private:
  char const* source_location_;
  char const* caller_function_;
  char const* message_format_;
  char const* tags_;
  LogLevel log_level_;
  Event event_;
};

struct FrontendOptions {};

template <typename TFrontendOptions>
class LoggerImpl {
 public:
  template <LogLevel level>
  bool should_log_statement() const;
  template <bool enable_immediate_flush, typename... Args>
  bool log_statement(MacroMetadata const* macro_metadata, Args&&... fmt_args);
};
using Logger = LoggerImpl<FrontendOptions>;

}  // namespace v10
}  // namespace quill
