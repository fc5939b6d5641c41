#include "lint/witness/minimise.h"

namespace ringfence::witness {

namespace {

class Minimising {
 public:
  Minimising(Laboratory& laboratory, size_t slot, const Experiment& experiment)
      : laboratory_(laboratory), slot_(slot), experiment_(experiment), pair_(laboratory.pair(slot)) {}

  std::optional<Minimal> run() {
    const PopulationPair original = pair_;
    if (!find_step(original.first) && !find_step(original.second)) return std::nullopt;
    while (drop_rows()) {
    }
    return found_;
  }

 private:
  bool differs(const Population& with, const Population& without) {
    PopulationPair pair = pair_;
    pair.first = with;
    pair.second = without;
    laboratory_.load(slot_, pair);
    outcome_ = laboratory_.run(slot_, experiment_);
    return outcome_.difference != Difference::kNone;
  }

  // Takes other tenants' rows away one at a time, the last that was inserted first: at some step, with this database or
  // with the other, the difference shows.
  bool find_step(Population rows) {
    for (size_t at = rows.size(); at-- > 0;) {
      if (rows[at].owner <= 0) continue;
      Population without = rows;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(at));
      if (differs(rows, without)) {
        found_ = {without, rows[at], outcome_};
        position_ = at;
        return true;
      }
      rows = std::move(without);
    }
    return false;
  }

  bool drop_rows() {
    bool dropped = false;
    for (size_t at = found_.rows.size(); at-- > 0;) {
      Population without = found_.rows;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(at));
      const size_t position = at < position_ ? position_ - 1 : position_;
      Population with = without;
      with.insert(with.begin() + static_cast<std::ptrdiff_t>(position), found_.foreign);
      if (!differs(with, without) || laboratory_.pair(slot_).first.size() != with.size() ||
          laboratory_.pair(slot_).second.size() != without.size())
        continue;
      found_ = {std::move(without), found_.foreign, outcome_};
      position_ = position;
      dropped = true;
    }
    return dropped;
  }

  Laboratory& laboratory_;
  const size_t slot_;
  const Experiment& experiment_;
  const PopulationPair pair_;
  Outcome outcome_;
  Minimal found_;
  size_t position_ = 0;  ///< Of the foreign row among the others.
};

}  // namespace

std::optional<Minimal> minimise(Laboratory& laboratory, size_t slot, const Experiment& experiment) {
  return Minimising(laboratory, slot, experiment).run();
}

}  // namespace ringfence::witness
