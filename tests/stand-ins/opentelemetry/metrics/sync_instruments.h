// OpenTelemetry's counters.
#pragma once

#include <initializer_list>
#include <utility>

#include "opentelemetry/trace/span.h"

namespace opentelemetry {
inline namespace v1 {
namespace metrics {
template <class T>
class Counter {
 public:
  virtual ~Counter() = default;
  virtual void Add(T value) noexcept = 0;
  void Add(T value, std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>> attributes) noexcept;
};
}  // namespace metrics
}  // namespace v1
}  // namespace opentelemetry
