// OpenTelemetry's spans.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace opentelemetry {
inline namespace v1 {
namespace nostd {
using std::shared_ptr;
using std::string_view;
using std::unique_ptr;
}  // namespace nostd
namespace common {
using AttributeValue = std::variant<bool, std::int64_t, double, std::string>;
}
namespace trace {
enum class StatusCode { kUnset, kOk, kError };

class Span {
 public:
  virtual ~Span() = default;
  virtual void SetAttribute(nostd::string_view key, const common::AttributeValue& value) noexcept = 0;
  virtual void AddEvent(nostd::string_view name) noexcept = 0;
  virtual void SetStatus(StatusCode code, nostd::string_view description = "") noexcept = 0;
  virtual void UpdateName(nostd::string_view name) noexcept = 0;
};
}  // namespace trace
}  // namespace v1
}  // namespace opentelemetry
