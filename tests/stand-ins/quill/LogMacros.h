// quill's macros. Of the levels, the lowest is compiled out here.
#pragma once

#include "quill/Logger.h"

#define QUILL_LOGGER_CALL(logger, log_level, fmt, ...)                                                            \
  do {                                                                                                            \
    auto&& quill_macro_logger_ = (logger);                                                                        \
    if (quill_macro_logger_->template should_log_statement<log_level>()) {                                        \
      static constexpr quill::MacroMetadata quill_macro_metadata_{__FILE__, __func__, fmt, nullptr, log_level,    \
                                                                  quill::MacroMetadata::Event::Log};              \
      quill_macro_logger_->template log_statement<true>(&quill_macro_metadata_, ##__VA_ARGS__);                   \
    }                                                                                                             \
  } while (0)
#define QUILL_LOG_INFO(logger, fmt, ...) QUILL_LOGGER_CALL(logger, quill::LogLevel::Info, fmt, ##__VA_ARGS__)
#define QUILL_LOG_ERROR(logger, fmt, ...) QUILL_LOGGER_CALL(logger, quill::LogLevel::Error, fmt, ##__VA_ARGS__)
#define QUILL_LOGV_INFO(logger, message, x) QUILL_LOGGER_CALL(logger, quill::LogLevel::Info, message " [" #x ": {}]", x)
#define QUILL_LOG_TRACE_L3(logger, fmt, ...) (void)0
