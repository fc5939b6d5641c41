// Random decisions that are written down: the same list makes the same thing again, and a shorter or smaller list makes
// a simpler one. What is generated is shrunk by shrinking the list.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <utility>
#include <vector>

namespace ringfence::tests {

class Choices {
 public:
  /// Free choices, the same for the same seed on every machine.
  explicit Choices(uint64_t seed) : random_(seed), free_(true) {}
  /// The choices of a list; past its end each is 0, the simplest.
  explicit Choices(std::vector<uint32_t> list) : list_(std::move(list)) {}

  /// 0 … count - 1.
  uint32_t below(uint32_t count) {
    uint32_t choice = 0;
    if (free_) choice = static_cast<uint32_t>(random_() % count);
    else if (made_.size() < list_.size()) choice = std::min(list_[made_.size()], count - 1);
    made_.push_back(choice);
    return choice;
  }

  /// The choice 0 is a no.
  bool chance(uint32_t percent) { return below(100) >= 100 - percent; }

  /// The index of a weight; the first is the simplest.
  size_t weighted(std::initializer_list<uint32_t> weights) {
    uint32_t sum = 0;
    for (const uint32_t weight : weights) sum += weight;
    uint32_t choice = below(sum);
    size_t index = 0;
    for (const uint32_t weight : weights) {
      if (choice < weight) return index;
      choice -= weight;
      ++index;
    }
    return 0;
  }

  template <typename List>
  const auto& one_of(const List& list) {
    return list[below(static_cast<uint32_t>(list.size()))];
  }

  const std::vector<uint32_t>& made() const { return made_; }

 private:
  std::mt19937_64 random_;
  bool free_ = false;
  std::vector<uint32_t> list_;
  std::vector<uint32_t> made_;
};

}  // namespace ringfence::tests
