// From what C++ binds to what is written: each way that leaves a credential readable is a write of its own.
#include "ringfence/bound_credentials.h"

#include <algorithm>
#include <optional>

#include "lint/credentials/value_ends.h"
#include "ringfence/beside.h"

namespace ringfence {

using credentials::EndTracer;
using credentials::FieldValues;
using credentials::Makings;
using credentials::Passed;
using credentials::ValueEnd;
using Form = CredentialWrite::Form;

class BoundCredentials::Known {
 public:
  Known(const CodeReading& code, const Policy& policy) : code_(code), policy_(policy), makings_(policy) {
    if (code.linked != nullptr) fields_.emplace(*code.linked);
  }

  void settle(const CodeStatement& statement, Facts& facts) const {
    if (code_.linked == nullptr) return;
    std::vector<CredentialWrite> more;
    for (CredentialWrite& write : facts.credential_writes)
      if (write.form == Form::kBound) settle(statement, write, more);
    facts.credential_writes.insert(facts.credential_writes.end(), more.begin(), more.end());
  }

 private:
  static bool is_readable(Form form) {
    return form == Form::kPlain || form == Form::kLiteral || form == Form::kWeakHash || form == Form::kEncoded || form == Form::kGenerated;
  }

  void settle(const CodeStatement& statement, CredentialWrite& write, std::vector<CredentialWrite>& more) const {
    std::vector<ValueEnd> ends;
    Place bound;
    for (const BoundArgument& argument : statement.arguments) {
      if (argument.number != write.parameter) continue;
      bound = argument.at;
      for (const BoundValue& value : argument.values) {
        std::vector<ValueEnd> found = EndTracer(*code_.linked, makings_, *fields_, write.kind).ends_of({value.frame, value.value});
        ends.insert(ends.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
      }
    }
    if (ends.empty()) return;
    const auto all = [&](auto&& holds) { return std::all_of(ends.begin(), ends.end(), holds); };
    CredentialWrite readable = write;
    if (all([](const ValueEnd& one) { return one.form == Form::kCleared; })) write.form = Form::kCleared;
    else if (all([](const ValueEnd& one) { return one.form == Form::kProduced || one.form == Form::kCleared; })) write.form = Form::kProduced;
    else write.form = Form::kUnknown;
    for (const ValueEnd& end : ends)
      if (end.form == Form::kProduced && write.form == Form::kProduced) write.given = end.given;
    if (write.form == Form::kProduced && bound) write.at = bound;
    for (const ValueEnd& end : ends)
      if (is_readable(end.form)) note(end, bound, readable, more);
  }

  // At the place in the function that decides on the value: what it hands it on to is on the way.
  void note(const ValueEnd& end, Place bound, CredentialWrite write, std::vector<CredentialWrite>& more) const {
    const Place in_statement = write.at;
    const Place made = place(end.unit, end.at);
    const Passed* first = end.way.get();
    Place at = first != nullptr ? place(first->unit, first->at) : bound;
    if (!at) at = bound ? bound : made;
    if (!at || is_beside(end)) return;
    write.form = end.form;
    write.given = end.given;
    write.at = at;
    const auto says = [&](Place where, std::string text) {
      const bool is_known = std::any_of(write.way.begin(), write.way.end(), [&](const Label& one) { return one.at == where; });
      if (where && !(where == at) && !is_known) write.way.push_back({where, std::move(text)});
    };
    says(made, "comes from here");
    for (const Passed* step = first; step != nullptr; step = step->later.get()) says(place(step->unit, step->at), step->what);
    says(bound, "bound here");
    says(in_statement, "stands for '" + write.name() + "'");
    const bool is_known = std::any_of(more.begin(), more.end(), [&](const CredentialWrite& one) {
      return one.at == write.at && one.form == write.form && one.column == write.column && one.table == write.table;
    });
    if (!is_known) more.push_back(std::move(write));
  }

  bool is_beside(const ValueEnd& end) const {
    const Passed* first = end.way.get();
    const Unit* unit = first != nullptr ? first->unit : end.unit;
    const int32_t file = first != nullptr ? first->at.file : end.at.file;
    return unit != nullptr && file >= 0 && is_beside_the_program(unit->files[static_cast<size_t>(file)].path, policy_.folder);
  }

  Place place(const Unit* unit, const CodeRange& at) const {
    if (unit == nullptr || at.file < 0) return {};
    const auto found = code_.source_of.find(unit->files[static_cast<size_t>(at.file)].path);
    return found == code_.source_of.end() ? Place{} : Place{found->second, {at.begin, at.end}};
  }

  const CodeReading& code_;
  const Policy& policy_;
  const Makings makings_;
  std::optional<FieldValues> fields_;
};

BoundCredentials::BoundCredentials(const CodeReading& code, const Policy& policy) : known_(std::make_unique<Known>(code, policy)) {}
BoundCredentials::~BoundCredentials() = default;

void BoundCredentials::settle(const CodeStatement& statement, Facts& facts) const { known_->settle(statement, facts); }

}  // namespace ringfence
