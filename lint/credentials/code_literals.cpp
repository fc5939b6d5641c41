// Secrets that stand in C++: by what they look like, and by what they are put under.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "lint/credentials/making.h"
#include "ringfence/beside.h"
#include "ringfence/bound_credentials.h"
#include "ringfence/columns.h"
#include "ringfence/credential_words.h"
#include "ringfence/lower_case.h"
#include "ringfence/program.h"
#include "ringfence/secret_text.h"

namespace ringfence {

using credentials::owner_of;
using program::FunctionRef;
using program::last_part;

namespace {

constexpr int kDeepest = 6;

class CodeLiterals {
 public:
  CodeLiterals(const CodeReading& code, const Policy& policy) : code_(code), policy_(policy) {}

  std::vector<CredentialLiteral> run() {
    for (const FunctionRef& in : code_.linked->functions()) {
      if (in.function->at.file >= 0 && is_left_alone(*in.unit, in.function->at.file)) continue;
      by_form(in);
      by_names(in);
      for (const CodeCall& call : in.function->calls) by_call(in, call);
    }
    std::vector<CredentialLiteral> all;
    for (auto& [at, literal] : found_) all.push_back(std::move(literal));
    return all;
  }

 private:
  bool is_left_alone(const Unit& unit, int32_t file) const {
    const CodeFile& one = unit.files[static_cast<size_t>(file)];
    return !one.in_project || is_beside_the_program(one.path, policy_.folder);
  }

  // The literal that a value is, through the constructors of strings.
  static const CodeValue* text_of(const FunctionRef& in, ValueId id) {
    for (int step = 0; id != kNoValue && step < kDeepest; ++step) {
      const CodeValue& value = in.value(id);
      if (value.kind == ValueKind::kText) return &value;
      if (value.kind != ValueKind::kResult) return nullptr;
      const CodeCall& call = in.call(value.index);
      const std::string& name = in.name(call.callee);
      const bool wraps = call.is_constructor || name.starts_with("operator\"\"") || name.find("::operator\"\"") != std::string::npos;
      if (!wraps || call.operands.empty()) return nullptr;
      id = call.operands[0];
    }
    return nullptr;
  }

  Place place(const FunctionRef& in, const CodeValue& text, size_t begin, size_t end) const {
    CodeRange range = text.at;
    if (text.segments.size() == 1 && text.segments[0].verbatim) {
      const TextSegment& one = text.segments[0];
      range = {one.file, one.offset + static_cast<uint32_t>(begin), one.offset + static_cast<uint32_t>(end)};
    }
    if (range.file < 0 || is_left_alone(*in.unit, range.file)) return {};
    const auto source = code_.source_of.find(in.unit->files[static_cast<size_t>(range.file)].path);
    return source == code_.source_of.end() ? Place{} : Place{source->second, {range.begin, range.end}};
  }

  void add(const FunctionRef& in, const CodeValue& text, size_t begin, size_t end, std::string what, bool is_certain) {
    const Place at = place(in, text, begin, end);
    if (at) found_.try_emplace({at.source->path(), at.span.begin}, CredentialLiteral{std::move(what), at, is_certain});
  }

  void by_form(const FunctionRef& in) {
    for (const CodeValue& value : in.function->values) {
      if (value.kind != ValueKind::kText) continue;
      if (const auto secret = secret_in(in.name(value.name))) add(in, value, secret->begin, secret->end, secret->what, secret->is_certain);
    }
  }

  // `value` is put under `name`.
  void put(const FunctionRef& in, ValueId value, const std::string& name, const std::string& owner) {
    const CodeValue* text = text_of(in, value);
    if (text == nullptr || says_protected(name)) return;
    const DataKind kind = classify_code_name(name, "", owner, in.name(in.function->name));
    if (kind.data_class != DataClass::kCredential || kind.is_weak) return;
    const std::string& written = in.name(text->name);
    // `password_field = "password"`: what the thing is called.
    if (looks_protected(written) || lower_case(name).find(lower_case(written)) != std::string::npos) return;
    const SecretLikeness likeness = secret_likeness(written, is_guessable(kind));
    if (likeness != SecretLikeness::kNone) add(in, *text, 0, written.size(), fmt::format("the value of '{}'", name), likeness == SecretLikeness::kSecret);
  }

  void by_names(const FunctionRef& in) {
    const CodeFunction& function = *in.function;
    if (function.is_variable) {
      const std::string& name = in.name(function.name);
      put(in, function.result, last_part(name), owner_of(name));
    }
    for (const CodeLocal& local : function.locals) put(in, local.value, in.name(local.name), "");
    for (const CodeValue& value : function.values) {
      if (value.kind == ValueKind::kWithField && value.operands.size() > 1) put(in, value.operands[1], last_part(in.name(value.name)), owner_of(in.name(value.name)));
      // { "password", "…" }
      if (value.kind != ValueKind::kList || value.operands.size() != 2) continue;
      if (const CodeValue* key = text_of(in, value.operands[0])) put(in, value.operands[1], in.name(key->name), "");
    }
  }

  std::string name_of(const FunctionRef& in, ValueId id) const {
    if (id == kNoValue) return {};
    const CodeValue& value = in.value(id);
    if (value.kind == ValueKind::kParameter && value.index != kThis) return in.name(value.name);
    if (value.kind == ValueKind::kField || value.kind == ValueKind::kVariable) return last_part(in.name(value.name));
    return {};
  }

  void by_call(const FunctionRef& in, const CodeCall& call) {
    const std::string last = last_part(in.name(call.callee));
    const size_t first = call.is_method ? 1 : 0;
    const size_t count = call.operands.size() - std::min(first, call.operands.size());
    if ((last == "operator==" || last == "operator!=") && call.operands.size() == 2) {
      put(in, call.operands[1], name_of(in, call.operands[0]), "");
      return put(in, call.operands[0], name_of(in, call.operands[1]), "");
    }
    if (last == "operator=" && call.operands.size() == 2) return put(in, call.operands[1], name_of(in, call.operands[0]), "");
    // client.set_password("…"), options.apiKey("…")
    if (call.is_method && count == 1 && !call.is_constructor) {
      const bool sets = last.starts_with("set") || last.starts_with("Set") || last.starts_with("with");
      size_t skipped = !sets ? 0 : last.starts_with("with") ? 4 : 3;
      while (skipped < last.size() && last[skipped] == '_') ++skipped;
      put(in, call.operands[first], last.substr(skipped), "");
    }
    if (count == 2)
      if (const CodeValue* key = text_of(in, call.operands[first])) put(in, call.operands[first + 1], in.name(key->name), "");
    const FunctionRef callee = code_.linked->function(in.name(call.key));
    if (!callee) return;
    for (size_t i = 0; i < callee.function->parameters.size() && i < count; ++i)
      put(in, call.operands[first + i], callee.name(callee.function->parameters[i].name), "");
  }

  const CodeReading& code_;
  const Policy& policy_;
  std::map<std::pair<std::string, uint32_t>, CredentialLiteral> found_;
};

}  // namespace

std::vector<CredentialLiteral> find_code_literals(const CodeReading& code, const Policy& policy) {
  return code.linked == nullptr ? std::vector<CredentialLiteral>() : CodeLiterals(code, policy).run();
}

}  // namespace ringfence
