// plog: a record that is written to and then added to the logger.
#pragma once

#include <ostream>
#include <sstream>
#include <string>

namespace plog {

enum Severity { none = 0, fatal = 1, error = 2, warning = 3, info = 4, debug = 5, verbose = 6 };

class Record {
 public:
  Record(Severity severity, const char* func, size_t line, const char* file, const void* object, int instanceId);
  virtual ~Record();
  Record& ref() { return *this; }
  Record& operator<<(char data);
  template <typename T>
  Record& operator<<(const T& data) {
    message_ << data;
    return *this;
  }
  Record& printf(const char* format, ...);

 private:
  std::ostringstream message_;
};

template <int instanceId>
class Logger {
 public:
  bool checkSeverity(Severity severity) const;
  void operator+=(const Record& record);
};

template <int instanceId>
Logger<instanceId>* get();

}  // namespace plog

#define PLOG_DEFAULT_INSTANCE_ID 0
#define IF_PLOG_(instanceId, severity) \
  if (!plog::get<instanceId>() || !plog::get<instanceId>()->checkSeverity(severity)) {;} else
#define PLOG_(instanceId, severity)                        \
  IF_PLOG_(instanceId, severity)                           \
  (*plog::get<instanceId>()) += plog::Record(severity, __PRETTY_FUNCTION__, __LINE__, "", reinterpret_cast<void*>(0), instanceId).ref()
#define PLOG(severity) PLOG_(PLOG_DEFAULT_INSTANCE_ID, severity)
#define PLOG_ERROR PLOG(plog::error)
#define PLOGI PLOG(plog::info)
#define PLOGD PLOG(plog::debug)
#define PLOGW_IF(condition) if (!(condition)) {;} else PLOG(plog::warning)
