#pragma once

#include <regex>
#include <string>

/// What makes a text fit to leave the house.
namespace astracrm::privacy {

/// Numbers, addresses and the name that is known are replaced; the order of what was said stays.
inline std::string pseudonymise(const std::string& text, const std::string& known_name) {
  static const std::regex address("[^ ]+@[^ ]+"), number("[+0-9][0-9 ()-]{6,}");
  std::string made = std::regex_replace(std::regex_replace(text, address, "(address)"), number, "(number)");
  for (size_t at = 0; !known_name.empty() && (at = made.find(known_name, at)) != std::string::npos;)
    made.replace(at, known_name.size(), "(client)");
  return made;
}

/// The last two digits.
inline std::string mask_phone(const std::string& number) { return number.size() < 2 ? "…" : "…" + number.substr(number.size() - 2); }

}  // namespace astracrm::privacy
