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
  /// Weak since it is a name in a program, where the word means other things, too: another function may say that this is meant.
  bool is_ambiguous = false;
  std::string why;       ///< One line, also of kNone.
  Place because;         ///< The comment, the label or the line of the TOML that decided, where it was not the name.
};

/// A column or a JSON key. `type`: as SQL or C++ spells it, may be empty; a type that cannot hold such data decides (bool).
/// `owner`: the table or class, may be empty.
DataKind classify_name(std::string_view name, std::string_view type, std::string_view owner);
/// A variable, field or accessor in a program, read inside `function`. Some words mean more there than in a schema: a token of
/// a parser, a race for data, `str`.
DataKind classify_code_name(std::string_view name, std::string_view type, std::string_view owner, std::string_view function);

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
