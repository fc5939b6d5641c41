#include "lint/lsp/document.h"

#include <algorithm>

namespace ringfence::lsp {

void Document::change(const Json& changes, Encoding encoding) {
  std::string edited = *text;
  for (const Json& change : changes) {
    const std::string& inserted = change.at("text").get_ref<const std::string&>();
    const auto range = change.find("range");
    if (range == change.end() || range->is_null()) {
      edited = inserted;
      continue;
    }
    const uint32_t begin = offset_of(edited, range->at("start"), encoding);
    const uint32_t end = offset_of(edited, range->at("end"), encoding);
    edited.replace(std::min(begin, end), std::max(begin, end) - std::min(begin, end), inserted);
  }
  text = std::make_shared<const std::string>(std::move(edited));
}

}  // namespace ringfence::lsp
