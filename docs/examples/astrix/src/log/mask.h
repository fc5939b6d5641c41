#pragma once

#include <string>

/// What may stand in a log instead of the value itself.
namespace astrix::mask {

/// The last two digits.
inline std::string phone(const std::string& number) { return number.size() < 2 ? "…" : "…" + number.substr(number.size() - 2); }

/// The domain.
inline std::string email(const std::string& address) {
  const size_t at = address.find('@');
  return at == std::string::npos ? "…" : "…" + address.substr(at);
}

}  // namespace astrix::mask
