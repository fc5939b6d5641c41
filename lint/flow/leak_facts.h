// From escapes of data to facts: each place once, with the way, and without what the policy allows.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "lint/flow/flow_context.h"
#include "ringfence/code.h"

namespace ringfence::flow {

class LeakFacts {
 public:
  LeakFacts(const FlowContext& context, const CodeReading& code, const Policy& policy);

  void add(const FunctionRef& in, const Escape& escape);
  /// Sorted by place.
  std::vector<ValueLeak> take();

 private:
  Place place(const Unit& unit, const CodeRange& at) const;
  std::vector<Label> way_of(const Origin& origin, const Escape& escape, Place at) const;
  void name_recipient(ValueLeak& leak, const Exit& exit) const;
  /// Whether the recipient may have it as it is.
  bool is_for(const std::string& recipient, const std::string& category) const;
  /// Below a folder of tests, or of code that somebody else wrote.
  bool is_beside_the_program(const std::string& path) const;

  const FlowContext& context_;
  const Policy& policy_;
  const CodeReading& code_;
  std::map<std::tuple<const Source*, uint32_t, DataClass, Channel>, ValueLeak> leaks_;
};

}  // namespace ringfence::flow
