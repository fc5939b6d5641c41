// OpenTelemetry's tracer.
#pragma once

#include "opentelemetry/trace/span.h"

namespace opentelemetry {
inline namespace v1 {
namespace trace {
class Tracer {
 public:
  virtual ~Tracer() = default;
  nostd::shared_ptr<Span> StartSpan(nostd::string_view name) noexcept;
};
}  // namespace trace
}  // namespace v1
}  // namespace opentelemetry
