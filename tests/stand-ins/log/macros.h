// Kea's log: a formatter to which arguments are added one by one.
#pragma once

#include <string>

namespace isc {
namespace log {

template <class Logger>
class Formatter {
 public:
  template <class Arg>
  Formatter& arg(const Arg& value);
  Formatter& arg(const std::string& arg);
};

class Logger {
 public:
  typedef isc::log::Formatter<Logger> Formatter;
  bool isInfoEnabled();
  bool isErrorEnabled();
  Formatter info(const char* ident);
  Formatter error(const char* ident);
};

}  // namespace log
}  // namespace isc

#define LOG_INFO(LOGGER, MESSAGE) if (!(LOGGER).isInfoEnabled()) {} else (LOGGER).info((MESSAGE))
#define LOG_ERROR(LOGGER, MESSAGE) if (!(LOGGER).isErrorEnabled()) {} else (LOGGER).error((MESSAGE))
