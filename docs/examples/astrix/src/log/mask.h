#pragma once

#include <string>

/// What may stand in a log instead of the value itself.
namespace astrix::mask {

/// The last two digits.
std::string phone(const std::string& number);
/// The domain.
std::string email(const std::string& address);

}  // namespace astrix::mask
