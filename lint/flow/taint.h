// What a value carries, as far as a function knows it: the values of its parameters, data that has a name of its own, rows
// of a statement, a stream that logs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ringfence/unit.h"

namespace ringfence::flow {

/// A step on the way of a value; the one before it behind it.
struct Step {
  std::shared_ptr<const Step> before;
  const Unit* unit = nullptr;
  CodeRange at;
  std::string what;  ///< "passed to 'notify' here"
  int length = 1;
};
using Way = std::shared_ptr<const Step>;

Way longer(Way way, const Unit& unit, const CodeRange& at, std::string what);
/// `inner` behind `outer`.
Way joined(const Way& outer, const Way& inner);

struct Atom {
  enum class Kind : uint8_t {
    kParameter,  ///< What parameter `index` (kThis: the object) carries in its field path `path`; 0: in itself.
    kOrigin,     ///< Data that is known: `index` of an Origin.
    kRows,       ///< The result of statement set `index`; `path`: kAllRows or kRow.
    kStream,     ///< What is written to it leaves: `index` of a stream.
    kProcessed,  ///< It went through something: `index` is a Processing.
    kColumn,     ///< The number of output column `index` (PQfnumber).
    kCallable,   ///< A function or lambda that may be called: `index` of a callable.
    kCaught,     ///< An exception that was caught here, or its text.
  };
  Kind kind = Kind::kParameter;
  int32_t index = 0;
  int32_t path = 0;
  uint8_t marks = 0;
  Way way;

  bool same(const Atom& other) const { return kind == other.kind && index == other.index && path == other.path && marks == other.marks; }
};

/// Atom::path of kRows.
inline constexpr int32_t kAllRows = 0;
inline constexpr int32_t kRow = 1;

/// Atom::marks.
inline constexpr uint8_t kPrinted = 1;  ///< An object's printer wrote it.
inline constexpr uint8_t kHashed = 2;

struct Taint;
using TaintPtr = std::shared_ptr<const Taint>;  ///< Null: carries nothing that is known.

struct Taint {
  std::vector<Atom> own;
  std::vector<std::pair<int32_t, TaintPtr>> fields;  ///< By name; what is set there counts, not what `own` would say.
};

TaintPtr of_atom(Atom atom);
TaintPtr of_atom(Atom::Kind kind, int32_t index, int32_t path = 0);
/// The first atom of its own of this kind; null: it has none.
const Atom* find_atom(const TaintPtr& taint, Atom::Kind kind);
/// What lasts beyond the function: known data and callables, of fields too.
TaintPtr known_data(const TaintPtr& taint);
/// With `marks` on each atom.
TaintPtr marked(const TaintPtr& taint, uint8_t marks);
TaintPtr joined(const TaintPtr& a, const TaintPtr& b);
TaintPtr with_field(const TaintPtr& base, int32_t field, const TaintPtr& value);
/// Null and `known` false where the field was never set.
TaintPtr set_field(const TaintPtr& base, int32_t field, bool& known);
/// Its own atoms and those of its fields.
TaintPtr flat(const TaintPtr& taint);
bool same(const TaintPtr& a, const TaintPtr& b);

/// Each atom as `change` has it; atoms for which it gives nothing are left out.
template <class Change>
TaintPtr changed(const TaintPtr& taint, const Change& change) {
  if (taint == nullptr) return nullptr;
  TaintPtr made;
  for (const Atom& atom : taint->own) made = joined(made, change(atom));
  for (const auto& [name, field] : taint->fields) made = with_field(made, name, changed(field, change));
  return made;
}

}  // namespace ringfence::flow
