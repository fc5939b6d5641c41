// log4cxx's mapped diagnostic context.
#pragma once

#include <string>

namespace log4cxx {
class MDC {
 public:
  MDC(const std::string& key, const std::string& value);
  static void put(const std::string& key, const std::string& value);
};
}  // namespace log4cxx
