#include "privacy/pseudonyms.h"

#include <regex>

namespace astracrm::privacy {

std::string pseudonymise(const std::string& text, const std::string& known_name) {
  static const std::regex address("[^ ]+@[^ ]+"), number("[+0-9][0-9 ()-]{6,}");
  std::string made = std::regex_replace(std::regex_replace(text, address, "(address)"), number, "(number)");
  for (size_t at = 0; !known_name.empty() && (at = made.find(known_name, at)) != std::string::npos;)
    made.replace(at, known_name.size(), "(client)");
  return made;
}

std::string mask_phone(const std::string& number) {
  return number.size() < 2 ? "…" : "…" + number.substr(number.size() - 2);
}

}  // namespace astracrm::privacy
