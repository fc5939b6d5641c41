// Constraints: checks, unique keys, foreign keys, and the names that PostgreSQL gives them.
#include <algorithm>

#include "lint/sql/lex.h"
#include "lint/sql/schema_builder.h"

namespace ringfence::sql {

namespace {

constexpr size_t kLongestName = 63;

bool is_taken(const Table& table, const std::string& name) {
  const auto has_it = [&](const auto& all) {
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
  };
  return has_it(table.unique_keys) || has_it(table.indexes) || has_it(table.foreign_keys) || has_it(table.checks);
}

// Cuts before a character, never inside one.
void shorten(std::string& text) {
  do {
    text.pop_back();
  } while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80);
  if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.pop_back();
}

std::string action_text(std::string_view action, NodeList columns) {
  if (action == "c") return "CASCADE";
  if (action == "r") return "RESTRICT";
  if (action != "n" && action != "d") return {};
  std::string text = action == "n" ? "SET NULL" : "SET DEFAULT";
  std::string list;
  for (const Node column : columns) list += (list.empty() ? "" : ", ") + std::string(column.string());
  return list.empty() ? text : text + " (" + list + ")";
}

// A migration that could not be read may have made the column.
bool lacks_some(const std::vector<int>& columns) {
  return std::find(columns.begin(), columns.end(), -1) != columns.end();
}

}  // namespace

// Indexes share one name space in a schema; of the other constraints only those of one table are looked at.
std::string SchemaBuilder::generated_name(const Table& table, const std::string& middle,
                                          std::string_view suffix) const {
  const bool index = suffix != "fkey" && suffix != "check";
  for (int number = 0;; ++number) {
    const std::string tail = "_" + std::string(suffix) + (number == 0 ? "" : std::to_string(number));
    std::string first = table.name;
    std::string second = middle;
    const size_t rest = kLongestName - tail.size() - (middle.empty() ? 0 : 1);
    while (first.size() + second.size() > rest) shorten(first.size() > second.size() ? first : second);
    std::string name = first + (second.empty() ? "" : "_" + second) + tail;
    if (!is_taken(table, name) && !(index && has_index(table.schema, name))) return name;
  }
}

std::string SchemaBuilder::constraint_name(const Table& table, Node constraint, const std::vector<int>& columns,
                                           std::string_view suffix) const {
  if (constraint.has("conname")) return std::string(constraint.text("conname"));
  std::string middle;
  if (suffix != "pkey")
    for (const int column : columns)
      middle += (middle.empty() ? "" : "_") + table.columns[static_cast<size_t>(column)].name;
  return generated_name(table, middle, suffix);
}

std::vector<int> SchemaBuilder::column_list(const Table& table, NodeList names) const {
  std::vector<int> columns;
  for (const Node name : names) {
    const int index = table.column_index(name.string());
    if (index < 0) return {};
    columns.push_back(index);
  }
  return columns;
}

void SchemaBuilder::add_constraint(Table& table, Node constraint, int column) {
  const std::string_view kind = constraint.text("contype");
  Column* own = column < 0 ? nullptr : &table.columns[static_cast<size_t>(column)];
  const auto at = static_cast<uint32_t>(std::max<int64_t>(constraint.location(), 0));
  if (kind == "CONSTR_NOTNULL" && own != nullptr) own->not_null = true;
  else if (kind == "CONSTR_DEFAULT" && own != nullptr) {
    own->has_default = !constraint["raw_expr"].flag("isnull");
    if (own->has_default) own->default_text = text_of_default(at);
  } else if (kind == "CONSTR_IDENTITY" && own != nullptr) own->has_default = own->not_null = own->identity = true;
  else if (kind == "CONSTR_GENERATED" && own != nullptr) own->has_default = own->generated = true;
  else if (kind == "CONSTR_PRIMARY" || kind == "CONSTR_UNIQUE") add_unique_key(table, constraint, column);
  else if (kind == "CONSTR_FOREIGN") add_foreign_key(table, constraint, column);
  else if (kind == "CONSTR_CHECK") add_check(table, constraint);
  // DEFERRABLE behind a column's constraint is a constraint of its own in the grammar.
  else if (kind == "CONSTR_ATTR_DEFERRABLE" && !table.unique_keys.empty() && own != nullptr &&
           table.unique_keys.back().columns == std::vector<int>{column})
    table.unique_keys.back().deferrable = true;
  else if ((kind == "CONSTR_ATTR_DEFERRABLE" || kind == "CONSTR_ATTR_DEFERRED") && !table.foreign_keys.empty() &&
           own != nullptr && table.foreign_keys.back().columns == std::vector<int>{column})
    table.foreign_keys.back().deferrable =
        kind == "CONSTR_ATTR_DEFERRED" ? "DEFERRABLE INITIALLY DEFERRED" : "DEFERRABLE";
}

void SchemaBuilder::add_check(Table& table, Node constraint) {
  CheckConstraint check;
  note_columns(table, constraint["raw_expr"], check.columns);
  const bool of_one = check.columns.size() == 1;
  check.name = constraint_name(table, constraint, of_one ? check.columns : std::vector<int>(), "check");
  check.expression = text_of_check(constraint);
  check.declared_at = place(constraint.location());
  table.checks.push_back(std::move(check));
}

// What stands between the parentheses behind CHECK.
std::string SchemaBuilder::text_of_check(Node constraint) const {
  Lexer lexer(text_->text, static_cast<uint32_t>(std::max<int64_t>(constraint.location(), 0)));
  int depth = 0;
  uint32_t begin = 0;
  for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) {
    const char sign = token.kind == TokenKind::kPunctuation ? text_->text[token.begin] : ' ';
    if (sign == '(' && depth++ == 0) begin = token.end;
    if (sign == ')' && --depth <= 0) return text_->text.substr(begin, token.begin - begin);
  }
  return {};
}

void SchemaBuilder::add_unique_key(Table& table, Node constraint, int column) {
  if (constraint.has("indexname")) return take_index(table, constraint);
  UniqueKey key;
  key.primary = constraint.text("contype") == "CONSTR_PRIMARY";
  key.columns = column >= 0 ? std::vector<int>{column} : column_list(table, constraint.list("keys"));
  if (key.columns.empty()) return;
  key.deferrable = constraint.flag("deferrable");
  key.nulls_not_distinct = constraint.flag("nulls_not_distinct");
  key.declared_at = place(constraint.location());
  std::vector<int> in_name = key.columns;
  const std::vector<int> included = column_list(table, constraint.list("including"));
  in_name.insert(in_name.end(), included.begin(), included.end());
  key.name = constraint_name(table, constraint, in_name, key.primary ? "pkey" : "key");
  if (key.primary)
    for (const int index : key.columns) table.columns[static_cast<size_t>(index)].not_null = true;
  hand_down_key(table, key);
  table.unique_keys.push_back(std::move(key));
}

// ADD CONSTRAINT … USING INDEX makes the index the constraint's own.
void SchemaBuilder::take_index(Table& table, Node constraint) {
  const std::string index(constraint.text("indexname"));
  for (UniqueKey& key : table.unique_keys) {
    if (key.name != index) continue;
    key.primary = constraint.text("contype") == "CONSTR_PRIMARY";
    key.is_constraint = true;
    key.deferrable = constraint.flag("deferrable");
    if (constraint.has("conname")) key.name = constraint.text("conname");
    if (key.primary)
      for (const int column : key.columns) table.columns[static_cast<size_t>(column)].not_null = true;
  }
  std::erase_if(table.indexes, [&](const Index& one) { return one.name == index; });
}

std::vector<int> translated(const Table& from, const std::vector<int>& columns, const Table& to) {
  std::vector<int> made;
  for (const int column : columns) made.push_back(to.column_index(from.columns[static_cast<size_t>(column)].name));
  return made;
}

void SchemaBuilder::copy_key(Table& partition, const Table& parent, UniqueKey key) {
  key.columns = translated(parent, key.columns, partition);
  key.also_reads = translated(parent, key.also_reads, partition);
  if (lacks_some(key.columns) || lacks_some(key.also_reads)) return;
  for (ColumnCondition& condition : key.conditions)
    condition.column = translated(parent, {condition.column}, partition)[0];
  const auto is_key = [&](const UniqueKey& own) {
    return own.columns == key.columns && own.primary == key.primary && own.predicate == key.predicate &&
           own.is_constraint == key.is_constraint && !own.over_expressions && !key.over_expressions;
  };
  if (std::any_of(partition.unique_keys.begin(), partition.unique_keys.end(), is_key)) return;
  std::string middle;
  for (const int column : key.columns)
    middle += (middle.empty() ? "" : "_") + partition.columns[static_cast<size_t>(column)].name;
  key.name = generated_name(partition, key.primary ? std::string() : middle,
                            key.primary         ? "pkey"
                            : key.is_constraint ? "key"
                                                : "idx");
  if (key.primary)
    for (const int column : key.columns) partition.columns[static_cast<size_t>(column)].not_null = true;
  if (!key.is_constraint) {
    Index index;
    index.name = key.name;
    index.columns = key.columns;
    index.unique = true;
    index.predicate = key.predicate;
    index.also_reads = key.also_reads;
    index.declared_at = key.declared_at;
    partition.indexes.push_back(std::move(index));
  }
  partition.unique_keys.push_back(std::move(key));
}

void SchemaBuilder::copy_keys(Table& partition, const Table& parent) {
  for (const UniqueKey& key : parent.unique_keys) copy_key(partition, parent, key);
  for (ForeignKey key : parent.foreign_keys) {
    key.columns = translated(parent, key.columns, partition);
    const bool known = std::any_of(
        partition.foreign_keys.begin(), partition.foreign_keys.end(),
        [&](const ForeignKey& own) { return own.columns == key.columns && own.target_name == key.target_name; });
    if (!known && !lacks_some(key.columns)) partition.foreign_keys.push_back(std::move(key));
  }
}

void SchemaBuilder::hand_down_key(const Table& parent, const UniqueKey& key) {
  for (Table* child : descendants_of(parent))
    if (child->kind == Table::Kind::kPartition) copy_key(*child, parent, key);
}

void SchemaBuilder::add_foreign_key(Table& table, Node constraint, int column) {
  ForeignKey key;
  const Node target = constraint["pktable"];
  key.columns = column >= 0 ? std::vector<int>{column} : column_list(table, constraint.list("fk_attrs"));
  if (key.columns.empty()) return;
  key.target_name = target.text("relname");
  key.match_full = constraint.text("fk_matchtype") == "f";
  key.not_valid = constraint.flag("skip_validation");
  key.on_delete = action_text(constraint.text("fk_del_action"), constraint.list("fk_del_set_cols"));
  key.on_update = action_text(constraint.text("fk_upd_action"), NodeList());
  if (constraint.flag("deferrable"))
    key.deferrable = constraint.flag("initdeferred") ? "DEFERRABLE INITIALLY DEFERRED" : "DEFERRABLE";
  key.declared_at = place(constraint.location());
  key.name = constraint_name(table, constraint, key.columns, "fkey");
  PendingTarget wanted{&table, key.name, std::string(target.text("schemaname")), key.target_name, {}};
  for (const Node name : constraint.list("pk_attrs")) wanted.columns.emplace_back(name.string());
  if (!resolve(key, wanted)) pending_targets_.push_back(std::move(wanted));
  for (Table* child : descendants_of(table)) {
    if (child->kind != Table::Kind::kPartition) continue;
    ForeignKey own = key;
    own.columns = translated(table, key.columns, *child);
    if (!lacks_some(own.columns)) child->foreign_keys.push_back(std::move(own));
  }
  table.foreign_keys.push_back(std::move(key));
}

bool SchemaBuilder::resolve(ForeignKey& key, const PendingTarget& wanted) {
  const Table* target = table(wanted.schema, wanted.name);
  if (target == nullptr) return false;
  std::vector<int> columns;
  for (const std::string& name : wanted.columns)
    if (const int column = target->column_index(name); column >= 0) columns.push_back(column);
  if (wanted.columns.empty())
    for (const UniqueKey& unique : target->unique_keys)
      if (unique.primary) columns = unique.columns;
  if (columns.size() != key.columns.size()) return false;
  key.target = target;
  key.target_columns = std::move(columns);
  return true;
}

void SchemaBuilder::drop_references(const Table& target, const std::function<bool(const ForeignKey&)>& gone) {
  for (const auto& one : catalog_->tables)
    std::erase_if(one->foreign_keys, [&](const ForeignKey& key) { return key.target == &target && gone(key); });
}

void SchemaBuilder::drop_constraint(Table& table, std::string_view name) {
  std::erase_if(table.checks, [&](const CheckConstraint& check) { return check.name == name; });
  std::erase_if(table.foreign_keys, [&](const ForeignKey& key) { return key.name == name; });
  std::vector<int> columns;
  for (const UniqueKey& key : table.unique_keys)
    if (key.name == name) columns = key.columns;
  if (std::erase_if(table.unique_keys, [&](const UniqueKey& key) { return key.name == name; }) == 0) return;
  // With CASCADE the foreign keys go that had nothing but this key to refer to.
  const auto same_columns = [](std::vector<int> a, std::vector<int> b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
  };
  for (const UniqueKey& key : table.unique_keys)
    if (same_columns(key.columns, columns)) return;
  drop_references(table, [&](const ForeignKey& key) { return same_columns(key.target_columns, columns); });
}

}  // namespace ringfence::sql
