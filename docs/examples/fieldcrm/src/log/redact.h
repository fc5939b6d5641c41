#pragma once

#include <string>

namespace fieldcrm::log {

/// "a…@example.com": enough to recognise an address that one knows.
std::string mask_email(const std::string& email);

/// The last two digits.
std::string mask_phone(const std::string& phone);

}  // namespace fieldcrm::log
