#pragma once

#include <string>

/// What makes a text fit to leave the house.
namespace astracrm::privacy {

/// Numbers, addresses and the names that are known are replaced; the order of what was said stays.
std::string pseudonymise(const std::string& text, const std::string& known_name);
/// The last two digits.
std::string mask_phone(const std::string& number);

}  // namespace astracrm::privacy
