// quill's logging functions, which are classes.
#pragma once

#include <utility>

#include "quill/Logger.h"

namespace quill {
inline namespace v10 {

struct SourceLocation {
  static constexpr SourceLocation current() noexcept { return {}; }
};

template <typename TLogger, typename... Args>
struct info {
  info(TLogger* logger, char const* fmt, Args&&... args, SourceLocation const& location = SourceLocation::current());
};
template <typename TLogger, typename... Args>
info(TLogger*, char const*, Args&&...) -> info<TLogger, Args...>;

}  // namespace v10
}  // namespace quill
