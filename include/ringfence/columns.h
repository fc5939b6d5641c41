// What a column, a field or a variable holds: personal data, a credential, or neither; decided by whole words of its name,
// its type and what surrounds it. Method and words: rules/knowledge/columns/README.md.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ringfence/data_class.h"
#include "ringfence/source.h"

namespace ringfence {

class Catalog;
struct Policy;
struct PolicyMistake;
struct Table;

struct DataKind {
  DataClass data_class = DataClass::kNone;
  std::string category;  ///< "contact.email", "credential.api_key"; empty of kNone.
  Treatment treatment = Treatment::kNone;
  /// The name alone does not say it (`name`, `city`, `notes`), and nothing around it does: not to be acted on without more.
  /// Columns never have it: for them such a name is kNone.
  bool is_weak = false;
  std::string why;       ///< One line, also of kNone.
  Place because;         ///< The comment, the label or the line of the TOML that decided, where it was not the name.
};

/// A column, a C++ variable, field or accessor, or a JSON key. `type`: as SQL or C++ spells it, may be empty; a type that
/// cannot hold such data decides (bool). `owner`: the table or class, may be empty.
DataKind classify_name(std::string_view name, std::string_view type, std::string_view owner);

/// The key of fideslang's taxonomy: "user.contact.email" of "contact.email". Empty of what is no category.
std::string_view fides_key(std::string_view category);
/// Every category of classify_name.
const std::vector<std::string>& data_categories();

/// What each column of a catalog holds.
class ColumnClasses {
 public:
  const DataKind& of(const Table& table, int column) const;

 private:
  friend ColumnClasses classify_columns(const Catalog& catalog, const Policy& policy);
  std::unordered_map<const Table*, std::vector<DataKind>> kinds_;
};

/// By, the first that says something: `[columns]` of the policy, SECURITY LABEL, comments, the column's name and type,
/// those of its domain.
ColumnClasses classify_columns(const Catalog& catalog, const Policy& policy);

/// Mistakes in `[columns]`, `[[recipients]]` and `[personal] allow` that schema and categories show.
std::vector<PolicyMistake> check_columns(const Policy& policy, const Catalog& catalog);

}  // namespace ringfence
