#include "lint/review/templates.h"

#include <map>

namespace ringfence::review {

std::string template_text(std::string_view name) {
  static const std::map<std::string_view, std::string_view> kTexts = {
#include "template_texts.inc"
  };
  return std::string(kTexts.at(name));
}

}  // namespace ringfence::review
