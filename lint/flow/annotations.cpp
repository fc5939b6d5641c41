// [[clang::annotate]]: what people say of fields, functions and parameters, in the words of `[columns]`.
#include "lint/flow/flow_context.h"

namespace ringfence::flow {

// "personal.contact.email", "pii:contact.email", "credential", "none", "redacts"
void FlowContext::read_annotation(const std::string& name, std::string_view text) {
  constexpr std::string_view kMark = "ringfence:";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  if (text == "redacts") redacting_.insert(name);
  if (text == "none") harmless_.insert(name);
  const size_t end = text.find_first_of(".:");
  const std::string_view word = text.substr(0, end);
  const std::string category(end == std::string_view::npos ? std::string_view() : text.substr(end + 1));
  DataKind kind;
  kind.why = "annotated as " + std::string(text);
  if (word == "personal" || word == "pii") {
    kind.data_class = DataClass::kPersonal;
    kind.category = category.empty() ? "personal" : category;
  } else if (word == "credential") {
    kind.data_class = DataClass::kCredential;
    kind.category = category.empty() ? "credential" : "credential." + category;
  } else {
    return;
  }
  declared_.try_emplace(name, std::move(kind));
}

TaintPtr FlowContext::declared(const std::string& name, const FunctionRef& in, const CodeRange& at) {
  if (declared_.empty()) return nullptr;
  const auto found = declared_.find(name);
  if (found == declared_.end()) return nullptr;
  const std::string owner = last_part(owner_part(name));
  return of_origin(found->second, owner.empty() ? name : owner + "::" + last_part(name), in, at);
}

bool FlowContext::redacts(const std::string& function) const {
  return !redacting_.empty() && (redacting_.contains(function) || redacting_.contains(owner_part(function)));
}

}  // namespace ringfence::flow
