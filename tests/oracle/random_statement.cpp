#include "tests/oracle/random_statement.h"

#include <fmt/format.h>

#include "tests/oracle/statement_writer.h"

namespace ringfence::tests {

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

const ColumnShape* VisibleSource::key(int level) const {
  for (const ColumnShape& column : columns)
    if (column.level == level) return &column;
  return nullptr;
}

StatementWriter::StatementWriter(const RandomCatalog& catalog, Choices& choices)
    : catalog_(catalog), choices_(choices) {
  if (catalog.terms_are_parameters) made_.parameters.assign(catalog.terms.size(), RandomStatement::Parameter::kTerm);
}

RandomStatement StatementWriter::write() {
  const std::string with = common_table_expressions();
  in_with_ = with.find("RECURSIVE") != std::string::npos;
  if (choices_.chance(40)) {
    made_.text = with + write_statement(1);
  } else {
    Columns wanted = random_columns(3);
    made_.text = with + query(wanted, 2, {});
  }
  return std::move(made_);
}

std::string StatementWriter::free_parameter(ValueType type) {
  static constexpr RandomStatement::Parameter kKinds[] = {
      RandomStatement::Parameter::kId, RandomStatement::Parameter::kNumber, RandomStatement::Parameter::kText};
  made_.parameters.push_back(kKinds[static_cast<size_t>(type)]);
  const std::string cast = type == ValueType::kId ? catalog_.id_type : type == ValueType::kNumber ? "int4" : "text";
  return fmt::format("${}::{}", made_.parameters.size(), cast);
}

std::string StatementWriter::id_list_parameter() {
  made_.parameters.push_back(RandomStatement::Parameter::kIdList);
  return fmt::format("${}::{}[]", made_.parameters.size(), catalog_.id_type);
}

std::string StatementWriter::literal(ValueType type) {
  const uint32_t number = 1 + choices_.below(type == ValueType::kId ? 5 : 3);
  const std::string letter(1, static_cast<char>('a' + number - 1));
  switch (type) {
    case ValueType::kNumber: return std::to_string(number);
    case ValueType::kText: return "'" + letter + "'";
    default: break;
  }
  if (catalog_.id_type == "uuid") return fmt::format("'00000000-0000-0000-0000-{:012}'::uuid", number);
  return catalog_.id_type == "text" ? "'" + letter + "'" : fmt::format("{}::int8", number);
}

// A column of the scope, of the level where one is asked for; empty where there is none.
std::string StatementWriter::column_of(ValueType type, int level, const Scope& scope) {
  std::vector<std::string> columns;
  for (const VisibleSource& source : scope)
    for (const ColumnShape& column : source.columns)
      if (column.type == type && (level < 0 || column.level == level))
        columns.push_back(source.alias + "." + column.name);
  return columns.empty() ? std::string() : choices_.one_of(columns);
}

std::string StatementWriter::nullable_column_of(ValueType type, const Scope& scope) {
  std::vector<std::string> columns;
  for (const VisibleSource& source : scope)
    for (const ColumnShape& column : source.columns)
      if (column.type == type && (column.nullable || source.nullable))
        columns.push_back(source.alias + "." + column.name);
  return columns.empty() ? std::string() : choices_.one_of(columns);
}

std::string StatementWriter::value(ValueType type, int level, const Scope& scope, int depth) {
  std::string column = column_of(type, level, scope);
  if (column.empty()) column = column_of(type, -1, scope);
  switch (choices_.weighted(
      {column.empty() ? 0U : 78U, 6, 4, column.empty() ? 0U : 4U, column.empty() ? 0U : 3U, depth > 0 ? 8U : 0U})) {
    case 0: return column;
    case 1: return literal(type);
    case 2: return free_parameter(type);
    case 3: return fmt::format("coalesce({}, {})", column, literal(type));
    case 4: return fmt::format("CASE WHEN {} THEN {} ELSE {} END", comparison(scope), column, literal(type));
    default: return scalar_subquery(type, depth - 1, scope);
  }
}

RandomStatement random_statement(const RandomCatalog& catalog, Choices& choices) {
  return StatementWriter(catalog, choices).write();
}

}  // namespace ringfence::tests
