// What C++ does with credentials: what it binds to the parameters that are written to credential columns, and which of them
// stand in its text.
#pragma once

#include <memory>

#include "ringfence/code.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"

namespace ringfence {

class BoundCredentials {
 public:
  /// Keeps references. `code` must have been linked, or hold nothing.
  BoundCredentials(const CodeReading& code, const Policy& policy);
  ~BoundCredentials();

  /// Settles the writes of `facts` that are kBound, all of them of this statement: what was bound passed something that
  /// protects it on every way (kProduced), or comes from where it is readable, or it is not known (kUnknown). Where several
  /// ways lead to it, each that leaves it readable becomes a write of its own, at the place in C++. Thread-safe.
  void settle(const CodeStatement& statement, Facts& facts) const;

 private:
  class Known;
  std::unique_ptr<const Known> known_;
};

/// Keys, passwords and connection strings in literals of C++, in the order of the places.
std::vector<CredentialLiteral> find_code_literals(const CodeReading& code, const Policy& policy);

}  // namespace ringfence
