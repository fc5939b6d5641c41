// Follows a value back to what made it, and says what that leaves readable.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lint/credentials/field_values.h"
#include "lint/credentials/making.h"
#include "ringfence/column_facts.h"

namespace ringfence::credentials {

/// A step on the way to the value, the later one behind it.
struct Passed {
  std::shared_ptr<const Passed> later;
  const Unit* unit = nullptr;
  CodeRange at;
  std::string what;
};
using PassedPtr = std::shared_ptr<const Passed>;

struct ValueEnd {
  /// kCleared, kProduced, kWeakHash, kEncoded, kLiteral, kGenerated, kPlain or kUnknown.
  CredentialWrite::Form form = CredentialWrite::Form::kUnknown;
  std::string given;  ///< "crypto_pwhash_str(…)", "'password'"; never a value.
  const Unit* unit = nullptr;
  CodeRange at;
  PassedPtr way;
};

class EndTracer {
 public:
  /// `kind`: of the column that the value is for. Keeps references.
  EndTracer(const program::Program& program, const Makings& makings, const FieldValues& fields, const DataKind& kind)
      : program_(program), makings_(makings), fields_(fields), kind_(kind) {}

  std::vector<ValueEnd> ends_of(const program::Located& value);

 private:
  using Form = CredentialWrite::Form;
  using Ends = std::vector<ValueEnd>;
  using Located = program::Located;

  // value_ends.cpp
  Ends follow(const Located& value, int depth, const PassedPtr& way);
  Ends parameter(const Located& value, int depth, const PassedPtr& way);
  Ends field(const Located& value, int depth, const PassedPtr& way);
  Ends variable(const Located& value, int depth, const PassedPtr& way);
  Ends element(const Located& value, int depth, const PassedPtr& way);
  Ends together(const Located& value, const std::vector<ValueId>& parts, int depth, const PassedPtr& way);
  Ends either(const Located& value, const std::vector<ValueId>& ways, int depth, const PassedPtr& way);
  // value_calls.cpp
  Ends result(const Located& value, int depth, const PassedPtr& way);
  Ends after(const Located& value, int depth, const PassedPtr& way);
  Ends foreign(const Located& value, const CodeCall& call, int depth, const PassedPtr& way);
  Ends made_by(const Making& making, const Located& value, const CodeCall& call, int depth, const PassedPtr& way);
  Ends under_key(const Located& value, const Located& object, const Located& key, int depth, const PassedPtr& way);

  ValueEnd end(Form form, std::string given, const Located& value, const PassedPtr& way) const;
  /// Readable where the name is that of a credential and does not say otherwise.
  ValueEnd named(const std::string& name, const std::string& owner, const Located& value, const PassedPtr& way) const;
  bool is_from_rows(const Located& value, int depth);
  bool is_from_request(const Located& value, int depth, const PassedPtr& way);

  const program::Program& program_;
  const Makings& makings_;
  const FieldValues& fields_;
  const DataKind& kind_;
  int budget_ = 0;
};

}  // namespace ringfence::credentials
