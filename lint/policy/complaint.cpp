#include "lint/policy/complaint.h"

#include <algorithm>
#include <cctype>

namespace ringfence::policy {

std::string quoted(std::string_view text) {
  constexpr size_t kMost = 60;
  std::string line;
  for (const char c : text.substr(0, kMost)) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  if (text.size() > kMost) {
    // Cut before a character, never inside one.
    size_t cut = kMost;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    line = line.substr(0, cut) + "…";
  }
  return "'" + line + "'";
}

bool same_folded(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace ringfence::policy
