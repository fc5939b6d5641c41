// OpenTelemetry's logger.
#pragma once

#include "opentelemetry/trace/span.h"

namespace opentelemetry {
inline namespace v1 {
namespace logs {
class Logger {
 public:
  virtual ~Logger() = default;
  inline void Info(nostd::string_view message) noexcept;
  template <class... ArgumentType>
  void Warn(ArgumentType&&... args) noexcept;
};
}  // namespace logs
}  // namespace v1
}  // namespace opentelemetry
