// Stand-in with Crashpad's signatures of client/annotation.h.
#pragma once

#include <cstddef>
#include <string_view>

namespace crashpad {
template <size_t MaxSize>
class StringAnnotation {
 public:
  explicit constexpr StringAnnotation(const char name[]);
  void Set(const char* value);
  void Set(std::string_view string);
};
}  // namespace crashpad
