// trantor's log, which is Drogon's.
#pragma once

#include <string>

namespace trantor {

class LogStream {
 public:
  LogStream& operator<<(bool v);
  LogStream& operator<<(int);
  LogStream& operator<<(long);
  LogStream& operator<<(char v);
  template <int N>
  LogStream& operator<<(const char (&buf)[N]);
  LogStream& operator<<(const char* str);
  LogStream& operator<<(const std::string& v);
  void append(const char* data, size_t len);
};

class Logger {
 public:
  enum LogLevel { kTrace = 0, kDebug, kInfo, kWarn, kError, kFatal, kNumberOfLogLevels };
  struct SourceFile {
    SourceFile(const char* filename = nullptr);
  };
  Logger(SourceFile file, int line);
  Logger(SourceFile file, int line, LogLevel level);
  Logger(SourceFile file, int line, LogLevel level, const char* func);
  Logger();
  explicit Logger(LogLevel level);
  ~Logger();
  LogStream& stream();
  static LogLevel logLevel();
};

class RawLogger {
 public:
  ~RawLogger();
  LogStream& stream();
};

}  // namespace trantor

#define TRANTOR_IF_(cond) for (int _r = 0; _r == 0 && (cond); _r = 1)
#define LOG_DEBUG                                                       \
  TRANTOR_IF_(trantor::Logger::logLevel() <= trantor::Logger::kDebug)   \
  trantor::Logger(__FILE__, __LINE__, trantor::Logger::kDebug, __func__).stream()
#define LOG_INFO                                                        \
  TRANTOR_IF_(trantor::Logger::logLevel() <= trantor::Logger::kInfo)    \
  trantor::Logger(__FILE__, __LINE__).stream()
#define LOG_ERROR trantor::Logger(__FILE__, __LINE__, trantor::Logger::kError).stream()
#define LOG_COMPACT_WARN trantor::Logger(trantor::Logger::kWarn).stream()
#define LOG_RAW trantor::RawLogger().stream()
