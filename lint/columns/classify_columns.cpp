// The columns of a catalog: what people say of them first, then their names.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "lint/columns/evidence.h"
#include "lint/columns/lexicon.h"
#include "ringfence/catalog.h"
#include "ringfence/columns.h"
#include "ringfence/policy.h"

namespace ringfence {

namespace {

std::string folded(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return made;
}

// Whether "people.note" or "crm.people.note" means this column.
bool means(std::string_view name, const Table& table, const Column& column) {
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.substr(dot + 1) != column.name) return false;
  const std::string owner = folded(name.substr(0, dot));
  return owner == folded(table.name) || owner == folded(table.schema + "." + table.name);
}

// What the words of a setting mean, given what the name says: "personal" keeps the category that it has anyway.
DataKind declared(const Setting& setting, const DataKind& by_name) {
  DataKind kind;
  kind.why = fmt::format("[columns] says \"{}\"", setting.value);
  kind.because = setting.at;
  if (setting.value == "none") return kind;
  const bool is_credential = setting.value.starts_with("credential");
  kind.data_class = is_credential ? DataClass::kCredential : DataClass::kPersonal;
  const auto& lexicon = columns::lexicon();
  const std::string_view said = setting.value;
  const size_t dot = said.find('.');
  int index = dot == std::string_view::npos ? -1 : lexicon.find(is_credential ? said : said.substr(dot + 1));
  if (index < 0 && by_name.data_class == kind.data_class) index = lexicon.find(by_name.category);
  if (index < 0) {
    kind.category = is_credential ? "credential" : "personal";
    kind.treatment = is_credential ? Treatment::kReversible : Treatment::kNone;
    return kind;
  }
  kind.category = lexicon.categories[static_cast<size_t>(index)].code;
  kind.treatment = lexicon.categories[static_cast<size_t>(index)].treatment;
  return kind;
}

bool says_any(std::string_view text, const auto& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return text.find(phrase) != std::string_view::npos; });
}

// The first clause of a comment is read as a name: "e-mail address of the applicant". A single word says too little, and a
// list ("email, sms") what may stand there.
std::optional<DataKind> by_first_clause(std::string_view comment, const Column& column) {
  const size_t end = comment.find_first_of(",.;:(|/\n");
  if (end != std::string_view::npos && (comment[end] == ',' || comment[end] == '|' || comment[end] == '/')) return std::nullopt;
  const std::string clause(comment.substr(0, end));
  const columns::Words words = columns::lexicon().words_of(clause);
  if (words.size() < 2 || words.size() > 8) return std::nullopt;
  DataKind kind = classify_name(clause, column.type, {});
  if (kind.data_class == DataClass::kNone || kind.is_weak) return std::nullopt;
  kind.why = "its comment: " + kind.why;
  return kind;
}

std::optional<DataKind> by_comment(std::string_view comment, const Column& column, const DataKind& by_name) {
  constexpr std::array kDenials = std::to_array<std::string_view>({"not personal", "no personal data", "no pii", "not pii", "not a secret", "no secret", "not secret", "not sensitive", "non-pii"});
  constexpr std::array kMarks = std::to_array<std::string_view>({"pii", "personal data", "personally identifiable", "gdpr", "phi:", "personenbezogen"});
  if (comment.empty()) return std::nullopt;
  const std::string text = folded(comment);
  if (says_any(text, kDenials)) {
    DataKind none;
    none.why = "its comment says that it is not";
    return none;
  }
  if (by_name.data_class != DataClass::kNone) return std::nullopt;
  if (says_any(" " + text + " ", kMarks)) {
    DataKind kind;
    kind.data_class = DataClass::kPersonal;
    kind.category = "personal";
    kind.why = "its comment says so";
    return kind;
  }
  return by_first_clause(comment, column);
}

// A column that is masked for others is somebody's.
std::optional<DataKind> by_label(const Column& column, const DataKind& by_name) {
  if (by_name.data_class != DataClass::kNone || column.label.find("MASKED") == std::string::npos) return std::nullopt;
  DataKind kind;
  kind.data_class = DataClass::kPersonal;
  kind.category = "personal";
  kind.why = "a security label has it masked";
  return kind;
}

std::optional<DataKind> by_domain(const Column& column, const DataKind& by_name) {
  if (by_name.data_class != DataClass::kNone || column.domain.empty()) return std::nullopt;
  DataKind kind = classify_name(column.domain, column.type, {});
  if (kind.data_class == DataClass::kNone || kind.is_weak) return std::nullopt;
  kind.why = "its domain: " + kind.why;
  return kind;
}

DataKind classify(const Table& table, const Column& column, const Policy& policy) {
  DataKind kind = classify_name(column.name, column.type, table.name);
  if (kind.is_weak) {
    DataKind none;
    none.why = fmt::format("{}, and '{}' is about nobody", kind.why, table.display_name());
    kind = std::move(none);
  }
  for (const Policy::ColumnSetting& setting : policy.columns)
    if (means(setting.column, table, column)) return declared(setting.value, kind);
  std::optional<DataKind> said = by_label(column, kind);
  if (!said) said = by_comment(column.comment, column, kind);
  if (!said) said = by_comment(columns::trailing_remark(column), column, kind);
  if (!said) said = by_domain(column, kind);
  if (said && !said->because) said->because = column.declared_at;
  return said ? *said : kind;
}

}  // namespace

const DataKind& ColumnClasses::of(const Table& table, int column) const {
  static const DataKind kNone;
  const auto found = kinds_.find(&table);
  if (found == kinds_.end() || column < 0 || static_cast<size_t>(column) >= found->second.size()) return kNone;
  return found->second[static_cast<size_t>(column)];
}

ColumnClasses classify_columns(const Catalog& catalog, const Policy& policy) {
  ColumnClasses classes;
  for (const auto& table : catalog.tables) {
    std::vector<DataKind>& kinds = classes.kinds_[table.get()];
    for (const Column& column : table->columns) kinds.push_back(classify(*table, column, policy));
  }
  return classes;
}

}  // namespace ringfence
