#include "log/redact.h"

namespace fieldcrm::log {

std::string mask_email(const std::string& email) {
  const size_t at = email.find('@');
  return at == std::string::npos ? "…" : email.substr(0, 1) + "…" + email.substr(at);
}

std::string mask_phone(const std::string& phone) {
  return phone.size() < 2 ? "…" : "…" + phone.substr(phone.size() - 2);
}

}  // namespace fieldcrm::log
