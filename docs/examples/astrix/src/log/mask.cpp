#include "log/mask.h"

namespace astrix::mask {

std::string phone(const std::string& number) {
  return number.size() < 2 ? "…" : "…" + number.substr(number.size() - 2);
}

std::string email(const std::string& address) {
  const size_t at = address.find('@');
  return at == std::string::npos ? "…" : "…" + address.substr(at);
}

}  // namespace astrix::mask
