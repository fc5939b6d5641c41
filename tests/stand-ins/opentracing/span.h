// Stand-in with OpenTracing's signatures of opentracing/span.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace opentracing {
inline namespace v3 {
using string_view = std::string_view;
class Value {
 public:
  Value(const char* text);
  Value(const std::string& text);
  Value(bool truth);
  Value(int number);
};
class Span {
 public:
  virtual ~Span() = default;
  virtual void SetTag(string_view key, const Value& value) noexcept = 0;
  virtual void SetBaggageItem(string_view restricted_key, string_view value) noexcept = 0;
};
}  // namespace v3
}  // namespace opentracing
