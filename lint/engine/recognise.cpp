// Findings again, after lines or files moved.
#include <unordered_map>

#include "ringfence/engine.h"

namespace ringfence {

std::vector<int> recognise(const Report& report, const std::vector<KnownFinding>& known) {
  std::unordered_map<std::string, int> by_fingerprint;
  for (size_t i = 0; i < known.size(); ++i) by_fingerprint.try_emplace(known[i].fingerprint, static_cast<int>(i));
  std::vector<int> made(report.findings.size(), -1);
  std::vector<bool> taken(known.size(), false);
  for (size_t i = 0; i < made.size(); ++i) {
    const auto found = by_fingerprint.find(report.findings[i].fingerprint);
    if (found == by_fingerprint.end()) continue;
    made[i] = found->second;
    taken[static_cast<size_t>(found->second)] = true;
  }
  std::unordered_multimap<std::string, int> gone;
  for (size_t i = 0; i < known.size(); ++i)
    if (!taken[i] && !known[i].content.empty()) gone.emplace(known[i].content, static_cast<int>(i));
  for (size_t i = 0; i < made.size(); ++i) {
    if (made[i] >= 0) continue;
    const auto found = gone.find(report.findings[i].content);
    if (found == gone.end()) continue;
    made[i] = found->second;
    gone.erase(found);
  }
  return made;
}

}  // namespace ringfence
