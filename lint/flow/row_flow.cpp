// Rows of the database: which column a value was read from.
#include <algorithm>

#include "lint/flow/function_flow.h"
#include "ringfence/lower_case.h"

namespace ringfence::flow {

namespace {

// PQgetvalue(result, row, 2), query.value(2), result.get<std::string>(2)
bool reads_by_number(const std::string& name, int32_t level, size_t operands, const std::string& type) {
  if (is_row_type(type)) return false;
  const std::string last = last_part(name);
  if (last == "operator[]" || last == "at") return level == kRow || operands > 2;
  return last != "begin" && last != "end" && last != "size";
}

TaintPtr rows_atom(int32_t rows, int32_t level) { return of_atom(Atom::Kind::kRows, rows, level); }

}  // namespace

bool is_row_type(const std::string& type) {
  const std::string last = lower_case(last_part(type));
  return last.find("row") != std::string::npos || last == "tuple" || last == "record" || last == "qsqlrecord";
}

TaintPtr FunctionFlow::part_of_rows(const Atom& rows, const CodeValue& value) {
  if (value.kind == ValueKind::kField) {
    const OutputColumn* column = context_.rows.by_name(rows.index, last_part(in_.name(value.name)));
    return column == nullptr ? nullptr : context_.of_column(*column, in_, value.at);
  }
  if (value.operands.size() < 2) return rows.path == kAllRows ? rows_atom(rows.index, kRow) : nullptr;
  const std::string* key = constant_text(value.operands[1]);
  if (key != nullptr) {
    const OutputColumn* column = context_.rows.by_name(rows.index, *key);
    return column == nullptr ? nullptr : context_.of_column(*column, in_, value.at);
  }
  const CodeValue& number = in_.value(value.operands[1]);
  if (rows.path == kAllRows) return rows_atom(rows.index, kRow);
  if (number.kind != ValueKind::kNumber) return nullptr;
  const OutputColumn* column = context_.rows.by_position(rows.index, number.index);
  return column == nullptr ? nullptr : context_.of_column(*column, in_, value.at);
}

// row["email"], PQgetvalue(result, 0, PQfnumber(result, "email")), result.front()
bool FunctionFlow::read_row(const CodeCall& call, const std::string& name, const CodeRange& at, TaintPtr& result) {
  const Atom* rows = nullptr;
  const Atom* column = nullptr;
  for (const ValueId operand : call.operands)
    if (const TaintPtr taint = value(operand); taint != nullptr)
      for (const Atom& atom : taint->own) {
        if (atom.kind == Atom::Kind::kRows && rows == nullptr) rows = &atom;
        if (atom.kind == Atom::Kind::kColumn) column = &atom;
      }
  if (rows == nullptr) return false;
  const std::string& type = in_.name(call.type);
  const auto found = [&](const OutputColumn* one) {
    result = one == nullptr ? nullptr : context_.of_column(*one, in_, at);
    return true;
  };
  if (column != nullptr) return found(context_.rows.by_position(rows->index, column->index));
  for (size_t i = 1; i < call.operands.size(); ++i)
    if (const std::string* key = constant_text(call.operands[i])) {
      const std::vector<OutputColumn>& all = context_.rows.all(rows->index);
      const auto known = std::find_if(all.begin(), all.end(), [&](const OutputColumn& one) { return one.name == *key; });
      if (known == all.end()) continue;
      if (!is_number(type)) return found(&*known);
      result = of_atom(Atom::Kind::kColumn, static_cast<int32_t>(known - all.begin()));
      return true;
    }
  if (call.operands.size() > 1) {
    const CodeValue& last = in_.value(call.operands.back());
    if (last.kind == ValueKind::kNumber && !is_number(type) && reads_by_number(name, rows->path, call.operands.size(), type))
      return found(context_.rows.by_position(rows->index, last.index));
  }
  result = is_number(type) ? nullptr : rows_atom(rows->index, is_row_type(type) ? kRow : rows->path);
  return true;
}

// `row["email"]` of a row that a caller hands over: the caller knows whose column it is.
TaintPtr FunctionFlow::part_of_parameter(const CodeCall& call) const {
  if (call.operands.size() != 2 || !is_row_type(in_.name(in_.value(call.operands[0]).type))) return nullptr;
  const std::string* key = constant_text(call.operands[1]);
  const TaintPtr row = value(call.operands[0]);
  if (key == nullptr || row == nullptr) return nullptr;
  TaintPtr made;
  for (const Atom& atom : row->own) {
    if (atom.kind != Atom::Kind::kParameter) continue;
    Atom part = atom;
    part.path = context_.longer_path(atom.path, context_.field("[" + *key + "]"));
    if (part.path >= 0) made = joined(made, of_atom(std::move(part)));
  }
  return made;
}

// session << "SELECT id, email …", into(id), into(email): the n-th into takes the n-th column.
void FunctionFlow::find_into() {
  std::unordered_map<int32_t, int> next;
  for (const CodeCall& call : in_.function->calls) {
    if (call.operands.size() < 2) continue;
    const CodeValue& given = in_.value(call.operands[1]);
    if (given.kind != ValueKind::kResult || last_part(in_.name(in_.call(given.index).callee)) != "into") continue;
    const CodeValue* object = &in_.value(call.operands[0]);
    for (int step = 0; step < 64 && object->kind == ValueKind::kResult; ++step) {
      const CodeCall& before = in_.call(object->index);
      if (const int32_t rows = context_.rows.rows_of(in_.function, object->index); rows >= 0) {
        into_[given.index] = {rows, next[object->index]++};
        break;
      }
      if (before.operands.empty()) break;
      object = &in_.value(before.operands[0]);
    }
  }
}

}  // namespace ringfence::flow
