// log4cxx: loggers, the buffer that a message is put together in, and the macros over them.
#pragma once

#include <memory>
#include <ostream>
#include <string>

namespace log4cxx {

class Level {
 public:
  static std::shared_ptr<Level> getInfo();
  static std::shared_ptr<Level> getWarn();
};
using LevelPtr = std::shared_ptr<Level>;

namespace helpers {

class CharMessageBuffer {
 public:
  CharMessageBuffer& operator<<(const std::basic_string<char>& msg);
  CharMessageBuffer& operator<<(const char* msg);
  std::ostream& operator<<(int val);
  operator std::basic_ostream<char>&();
};

class MessageBuffer {
 public:
  CharMessageBuffer& operator<<(const std::string& msg);
  CharMessageBuffer& operator<<(const char* msg);
  std::ostream& operator<<(int val);
  const std::basic_string<char>& str(CharMessageBuffer& buf);
  const std::basic_string<char>& str(std::basic_ostream<char>& os);
};

}  // namespace helpers

namespace spi {
class LocationInfo {
 public:
  LocationInfo(const char* fileName, const char* functionName, int lineNumber);
};
}  // namespace spi

class Logger {
 public:
  static std::shared_ptr<Logger> getLogger(const std::string& name);
  static bool isInfoEnabledFor(const std::shared_ptr<Logger>& logger);
  static bool isWarnEnabledFor(const std::shared_ptr<Logger>& logger);
  void forcedLog(const LevelPtr& level, const std::string& message, const spi::LocationInfo& location) const;
  void info(const std::string& msg) const;
  void error(const std::string& msg) const;
};
using LoggerPtr = std::shared_ptr<Logger>;

}  // namespace log4cxx

#define LOG4CXX_LOCATION ::log4cxx::spi::LocationInfo(__FILE__, __func__, __LINE__)
#define LOG4CXX_INFO(logger, message)                                                                 \
  do {                                                                                                \
    if (::log4cxx::Logger::isInfoEnabledFor(logger)) {                                                \
      ::log4cxx::helpers::MessageBuffer oss_;                                                         \
      logger->forcedLog(::log4cxx::Level::getInfo(), oss_.str(oss_ << message), LOG4CXX_LOCATION);    \
    }                                                                                                 \
  } while (0)
#define LOG4CXX_WARN(logger, message)                                                                 \
  do {                                                                                                \
    if (::log4cxx::Logger::isWarnEnabledFor(logger)) {                                                \
      ::log4cxx::helpers::MessageBuffer oss_;                                                         \
      logger->forcedLog(::log4cxx::Level::getWarn(), oss_.str(oss_ << message), LOG4CXX_LOCATION);    \
    }                                                                                                 \
  } while (0)
