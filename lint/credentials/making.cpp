#include "lint/credentials/making.h"

#include <algorithm>

namespace ringfence::credentials {

using program::last_part;

namespace {

bool fits(const std::string& name, const std::string& known) {
  if (name == known) return true;
  return known.find("::") != std::string::npos && name.ends_with("::" + known);
}

}  // namespace

// What comes first counts: the policy before knowledge.
Makings::Makings(const Policy& policy) {
  Making making;
  making.kind = Making::Kind::kProducer;
  for (const Setting& one : policy.credential.producers) add({one.value}, making);
  making.kind = Making::Kind::kRequest;
  for (const Setting& one : policy.tenant.request) add({one.value}, making);
  for (const RequestLibrary& library : knowledge().requests) add(library.inputs, making);
  making.kind = Making::Kind::kProcessing;
  for (const Sanitizer& one : knowledge().sanitizers) {
    making.processing = one.does;
    making.output = one.output;
    add(one.functions, making);
  }
  making.kind = Making::Kind::kRandom;
  for (const Propagator& one : knowledge().randoms) {
    making.output = one.output;
    add(one.functions, making);
  }
  making.kind = Making::Kind::kCarrier;
  for (const Propagator& one : knowledge().propagators) {
    making.from = one.from;
    making.output = one.output;
    add(one.functions, making);
  }
  making.kind = Making::Kind::kDatabase;
  for (const ClientLibrary& library : knowledge().clients)
    for (const ClientCall& call : library.calls) add(call.functions, making);
}

void Makings::add(const std::vector<std::string>& names, const Making& making) {
  for (const std::string& name : names) by_name_[last_part(name)].emplace_back(name, making);
}

const Making* Makings::of(const std::string& function) const {
  const auto found = by_name_.find(last_part(function));
  if (found == by_name_.end()) return nullptr;
  for (const auto& [known, making] : found->second)
    if (fits(function, known)) return &making;
  return nullptr;
}

}  // namespace ringfence::credentials
