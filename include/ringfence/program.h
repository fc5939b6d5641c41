// All units of a code base, linked: which function a call means, and who calls it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ringfence/unit.h"

namespace ringfence::program {

struct FunctionRef {
  const Unit* unit = nullptr;
  const CodeFunction* function = nullptr;
  explicit operator bool() const { return function != nullptr; }
  const CodeValue& value(ValueId id) const { return function->values[static_cast<size_t>(id)]; }
  const CodeCall& call(int32_t index) const { return function->calls[static_cast<size_t>(index)]; }
  const std::string& name(NameId id) const { return unit->name(id); }
};

struct CallRef {
  FunctionRef in;
  int32_t index = 0;
  const CodeCall& call() const { return in.call(index); }
};

class Program {
 public:
  /// Keeps `units`, which are in a stable order.
  explicit Program(std::vector<UnitPtr> units);

  const std::vector<UnitPtr>& units() const { return units_; }
  /// Every function once, however many units include it.
  const std::vector<FunctionRef>& functions() const { return functions_; }
  /// Lambdas by themselves. Those who want each call once leave them alone.
  const std::vector<FunctionRef>& lambdas() const { return lambdas_; }
  /// Null where no unit has its body.
  FunctionRef function(const std::string& key) const;
  /// Functions of a qualified name.
  const std::vector<FunctionRef>& named(const std::string& name) const;
  /// Of a function, through the methods of bases that it overrides too.
  std::vector<CallRef> callers(const FunctionRef& function) const;

 private:
  std::vector<UnitPtr> units_;
  std::vector<FunctionRef> functions_;
  std::vector<FunctionRef> lambdas_;
  std::unordered_map<std::string_view, FunctionRef> by_key_;
  std::unordered_map<std::string_view, std::vector<FunctionRef>> by_name_;
  std::unordered_map<std::string_view, std::vector<CallRef>> callers_;
};

/// "email" of "crm::Customer::email".
std::string last_part(const std::string& name);
/// "crm::Customer" of "crm::Customer::email".
std::string owner_part(const std::string& name);

/// A function on the way from a caller to here; without `call` it is looked at by itself.
struct Frame {
  FunctionRef function;
  int32_t call = -1;                    ///< The call in `caller` that leads here.
  std::shared_ptr<const Frame> caller;
  int depth = 0;
};
using FramePtr = std::shared_ptr<const Frame>;

/// A value in the function of a frame.
struct Located {
  FramePtr frame;
  ValueId value = kNoValue;
  explicit operator bool() const { return frame != nullptr && value != kNoValue; }
  const CodeValue& get() const { return frame->function.value(value); }
  bool operator==(const Located&) const = default;
};

FramePtr frame_of(const FunctionRef& function);
FramePtr called_frame(const FunctionRef& callee, const FramePtr& caller, int32_t call);
/// What the caller passes for parameter `index` (kThis: the object); nothing where nobody calls.
Located argument(const FramePtr& frame, int32_t index);

/// The function that the frames start with.
FramePtr outermost_frame(const FramePtr& frame);
/// The same chain of frames, with `caller` on top.
FramePtr under(const FramePtr& frame, const CallRef& caller);

/// Of a kCarried value: what it is before its loop.
Located before_loop(const Located& carried);

}  // namespace ringfence::program
