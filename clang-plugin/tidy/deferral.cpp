#include "clang-plugin/tidy/deferral.h"

namespace ringfence::tidy {

namespace {

TakeUnit& taking() {
  static TakeUnit take;
  return take;
}

}  // namespace

void defer_units(TakeUnit take) { taking() = std::move(take); }

const TakeUnit& deferral() { return taking(); }

}  // namespace ringfence::tidy
