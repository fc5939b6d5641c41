// What functions make of a credential, by their names.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ringfence/knowledge.h"
#include "ringfence/policy.h"
#include "ringfence/program.h"

namespace ringfence::credentials {

/// What a call does with its arguments; these count from 1, without the object; 0: the result.
struct Making {
  enum class Kind : uint8_t {
    kRequest,    ///< Gives what a request says.
    kProducer,   ///< Declared to protect.
    kProcessing, ///< `processing`.
    kRandom,     ///< Made at random.
    kCarrier,    ///< Hands text on, from argument `from`.
    kDatabase,   ///< Gives rows.
  };
  Kind kind = Kind::kCarrier;
  Processing processing = Processing::kMask;
  int from = 1;
  int output = 0;
};

/// Entries of knowledge and policy by the last part of qualified names. Names of a namespace also fit where that is wrapped
/// in another; names of C fit only as they are.
class Makings {
 public:
  explicit Makings(const Policy& policy);
  /// Null: nothing is known of it.
  const Making* of(const std::string& function) const;

 private:
  void add(const std::vector<std::string>& names, const Making& making);

  std::unordered_map<std::string, std::vector<std::pair<std::string, Making>>> by_name_;
};

/// "Customer" of "crm::Customer::email".
inline std::string owner_of(const std::string& name) { return program::last_part(program::owner_part(name)); }

}  // namespace ringfence::credentials
