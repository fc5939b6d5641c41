// The words for classes, treatments and categories.
#include "lint/columns/lexicon.h"

namespace ringfence {

using columns::Category;
using columns::lexicon;

std::string_view to_string(DataClass data_class) {
  switch (data_class) {
    case DataClass::kNone: return "none";
    case DataClass::kPersonal: return "personal";
    case DataClass::kCredential: return "credential";
  }
  return "";
}

std::string_view to_string(Treatment treatment) {
  switch (treatment) {
    case Treatment::kNone: return "none";
    case Treatment::kHashOnly: return "hash-only";
    case Treatment::kReversible: return "reversible";
    case Treatment::kProhibited: return "prohibited";
  }
  return "";
}

std::string_view fides_key(std::string_view category) {
  const int index = lexicon().find(category);
  return index < 0 ? std::string_view() : lexicon().categories[static_cast<size_t>(index)].fides;
}

const std::vector<std::string>& data_categories() {
  static const std::vector<std::string> kAll = [] {
    std::vector<std::string> all;
    for (const Category& category : lexicon().categories) all.push_back(category.code);
    return all;
  }();
  return kAll;
}

}  // namespace ringfence
