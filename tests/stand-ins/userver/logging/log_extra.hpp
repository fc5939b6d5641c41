// userver: key and value beside a log line.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <variant>

namespace userver {
namespace logging {

class LogExtra final {
 public:
  using Key = std::string;
  using Value = std::variant<std::string, int, bool>;
  using Pair = std::pair<Key, Value>;
  LogExtra(std::initializer_list<Pair> initial);
  void Extend(std::string key, Value protected_value);
};

}  // namespace logging
}  // namespace userver
using namespace userver;
