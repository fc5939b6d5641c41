#include "tests/oracle/shrink.h"

#include <functional>

namespace ringfence::tests {

namespace {

constexpr int kPairs = 48;
constexpr int kMostAttempts = 1500;

class Shrinking {
 public:
  Shrinking(World& world, const RandomCatalog& catalog, Verdict verdict)
      : world_(world), catalog_(catalog), verdict_(verdict) {}

  Shrunk run(std::vector<uint32_t> choices) {
    if (!keeps(choices)) return {};
    bool smaller = true;
    while (smaller && attempts_ < kMostAttempts) {
      smaller = false;
      for (size_t width : {32, 16, 8, 4, 2, 1}) smaller |= remove(width);
      smaller |= lower();
    }
    return best_;
  }

 private:
  // Whether the list is simpler than the best one and still shows the mistake; then it is the best.
  bool keeps(const std::vector<uint32_t>& list) {
    if (++attempts_ > kMostAttempts) return false;
    Choices choices(list);
    RandomStatement statement = random_statement(catalog_, choices);
    if (!best_.statement.text.empty() && statement.text.size() >= best_.statement.text.size()) return false;
    const Proved proved = world_.prove(statement.text);
    if (proved.verdict != verdict_) return false;
    const Observed observed = world_.observe(statement, kPairs, 7);
    if (!is_unsound(verdict_, observed)) return false;
    best_ = {std::move(statement), observed.example};
    best_choices_ = list;
    return true;
  }

  bool remove(size_t width) {
    bool smaller = false;
    for (size_t at = 0; at + width <= best_choices_.size();) {
      std::vector<uint32_t> list = best_choices_;
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(at),
                 list.begin() + static_cast<std::ptrdiff_t>(at + width));
      if (keeps(list)) smaller = true;
      else ++at;
    }
    return smaller;
  }

  bool lower() {
    bool smaller = false;
    for (size_t at = 0; at < best_choices_.size(); ++at)
      for (const uint32_t value : {0U, best_choices_[at] / 2}) {
        if (value >= best_choices_[at]) continue;
        std::vector<uint32_t> list = best_choices_;
        list[at] = value;
        if (keeps(list)) smaller = true;
      }
    return smaller;
  }

  World& world_;
  const RandomCatalog& catalog_;
  const Verdict verdict_;
  int attempts_ = 0;
  Shrunk best_;
  std::vector<uint32_t> best_choices_;
};

}  // namespace

Shrunk shrink(World& world, const RandomCatalog& catalog, std::vector<uint32_t> choices, Verdict verdict) {
  return Shrinking(world, catalog, verdict).run(std::move(choices));
}

std::string fixture_of(const RandomCatalog& catalog, const RandomStatement& statement) {
  return catalog.ddl + "-- policy: " +
         catalog.policy.substr(catalog.policy.find("keys"),
                               catalog.policy.find("shared") - catalog.policy.find("keys") - 1) +
         "\n-- queries\n" + statement.text + ";\n";
}

}  // namespace ringfence::tests
