// Binding: from a parse tree to a Query. One file a clause: bind_from, bind_select, bind_write, bind_expression,
// bind_operator, bind_call. A StatementBinding lives for one statement; names that the catalog lacks become facts,
// never errors.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lint/sql/node.h"
#include "lint/sql/parse.h"
#include "lint/sql/scope.h"
#include "ringfence/query.h"

namespace ringfence::sql {

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// A variable or parameter of the routine whose body is being bound.
struct RoutineName {
  std::string name;
  int parameter = 0;               ///< > 0: the routine's parameter with this number.
  bool opaque = false;             ///< With `parameter`: `$n` of dynamic SQL whose value we do not follow.
  std::string single_value;        ///< A local that is assigned once: the SQL text of its value, else empty.
  const Table* row_of = nullptr;   ///< NEW and OLD of a trigger's table.
  const Table* rows_of = nullptr;  ///< A transition table of a trigger.
  ExpressionId value = kNothing;   ///< Of a function whose body stands in place of its call: the argument.
  std::string assigned = {};       ///< A local that is assigned once, of a value that is not followed: what, an expression.
};

/// What a routine brings into reach of its statements.
struct RoutineScope {
  std::string name;
  std::vector<RoutineName> names;
  const RoutineName* find(std::string_view name) const;
};

/// Answers whether calling a routine may read or write tables that someone owns; null: not asked.
using RoutineTouchesData = std::function<bool(const Routine&)>;

/// What a Query's string views and a view's parse tree live in; kept as long as the Query is read.
struct BindingMemory {
  std::deque<std::string> strings;
  std::deque<std::unique_ptr<Parser>> view_parsers;  ///< One for each view that is expanded in the statement.
  size_t view_parsers_used = 0;
  void clear();
};

class StatementBinding {
 public:
  StatementBinding(const Catalog& catalog, Query& query, BindingMemory& memory, const RoutineScope* routine,
                   const RoutineTouchesData& touches_data);

  /// Binds the statement `node`, parsed from `text`.
  void bind(Node node, const SqlText& text);
  /// From now on, calls of the schema's own functions are replaced by what their bodies compute, where that is one query.
  void open_routines() { opens_routines_ = true; }

 private:
  struct FromItem {
    JoinId join = kNothing;
    size_t first = 0;  ///< Relations of the item: [first, last) in Scope::relations.
    size_t last = 0;
  };
  // bind.cpp: statements
  void bind_utility(Node node);
  void note_set(Node node);
  void note_set_config(const std::vector<ExpressionId>& arguments, Span at);
  void add_bulk(std::string command, Node range_var);
  void bind_refresh(Node node);
  Definition& define(Definition::Kind kind, std::string_view schema, std::string_view name, Span at);
  Definition& define(Definition::Kind kind, Node range_var);
  void note_definition(Node node);

  // bind_select.cpp
  BlockId bind_query(Node node, const Scope* outer, const CteScope* ctes,
                     const std::vector<std::string_view>* names = nullptr);
  BlockId bind_select(Node select, const Scope* outer, const CteScope* ctes);
  BlockId bind_set_operation(Node select, const Scope* outer, const CteScope* ctes);
  BlockId bind_values(Node select, const Scope* outer, const CteScope* ctes);
  void settle_arms(BlockId id);
  void bind_with(Node with, const Scope* outer, CteScope& ctes, std::vector<BlockId>& effects);
  void bind_recursive(Node cte, Node select, const Scope* outer, CteScope& ctes, size_t index);
  void bind_targets(NodeList targets, Scope& scope, const CteScope* ctes, std::vector<Output>& outputs);
  void expand_star(const Scope& scope, std::string_view relation, Span at, std::vector<Output>& outputs);
  void bind_group_by(Node select, Scope& scope, const CteScope* ctes, BlockId block);
  void bind_sort_and_limit(Node select, Scope& scope, const CteScope* ctes, BlockId block);
  enum class NamePreference { kInput, kOutput };
  ExpressionId group_item(Node item, Scope& scope, const CteScope* ctes, BlockId block, NamePreference preference);
  std::string_view output_name(Node target) const;

  // bind_from.cpp
  FromItem bind_from_item(Node node, Scope& scope, const CteScope* ctes);
  FromItem bind_range_var(Node node, Scope& scope, const CteScope* ctes);
  FromItem bind_join(Node node, Scope& scope, const CteScope* ctes);
  FromItem bind_range_subselect(Node node, Scope& scope, const CteScope* ctes);
  FromItem bind_range_function(Node node, Scope& scope, const CteScope* ctes);
  void bind_function_columns(Node call, Relation& relation, Scope& scope, const CteScope* ctes);
  RelationId bind_view(const View& view, Node range_var, Span at);
  ExpressionId merge_columns(Node join, Scope& scope, const FromItem& left, const FromItem& right, Join::Kind kind);
  std::vector<std::string_view> shared_names(const Scope& scope, const FromItem& left, const FromItem& right) const;
  FromItem in_scope(RelationId relation, Scope& scope);
  RelationId table_relation(Node range_var);
  RelationId add_relation(Relation relation);
  JoinId add_join(Join join);

  // bind_write.cpp
  BlockId bind_insert(Node node, const Scope* outer, const CteScope* ctes);
  BlockId bind_update(Node node, const Scope* outer, const CteScope* ctes);
  BlockId bind_delete(Node node, const Scope* outer, const CteScope* ctes);
  BlockId bind_merge(Node node, const Scope* outer, const CteScope* ctes);
  void bind_conflict(Node clause, Scope& scope, const CteScope* ctes, Write& write);
  std::vector<Assignment> bind_assignments(NodeList targets, const Table* table, Scope& scope, const CteScope* ctes);
  MergeAction bind_merge_action(Node clause, const Table* table, Scope& scope, const CteScope* ctes);
  BlockId start_write(StatementKind kind, Node node, CteScope& ctes, const Scope* outer);
  RelationId bind_target(Node range_var, const CteScope* ctes);

  // bind_expression.cpp
  ExpressionId bind_expression(Node node, Scope& scope, const CteScope* ctes);
  ExpressionId bind_column(Node node, Scope& scope);
  ExpressionId bind_operator(Node node, Scope& scope, const CteScope* ctes);
  ExpressionId bind_any(Node node, Scope& scope, const CteScope* ctes);
  ExpressionId bind_in_list(Node node, Scope& scope, const CteScope* ctes);
  bool is_list(ExpressionId id) const;
  ExpressionId bind_between(Node node, Scope& scope, const CteScope* ctes);
  ExpressionId bind_sublink(Node node, Scope& scope, const CteScope* ctes);
  ExpressionId bind_cast(Node node, Scope& scope, const CteScope* ctes);
  ExpressionId bind_call(Node node, Scope& scope, const CteScope* ctes);
  ExpressionId call_value(Node node, Scope& scope, const CteScope* ctes, std::string_view schema, std::string_view name,
                          std::vector<ExpressionId> arguments);
  ExpressionId bind_constant(Node node);
  ExpressionId bind_boolean_test(Node node, Scope& scope, const CteScope* ctes);
  ExpressionId bind_anything(Node node, Scope& scope, const CteScope* ctes);
  void note_call(std::string_view schema, std::string_view name, Node node, Scope& scope, const CteScope* ctes);
  void check_called_routine(std::string_view schema, std::string_view name, Span at);
  ExpressionId stable_call(std::string_view schema, std::string_view name, const std::vector<ExpressionId>& arguments,
                           Span at);
  ExpressionId stable_field(ExpressionId of, std::string_view sign, ExpressionId name, Span at);
  ExpressionId whole_row(RelationId relation, Span at);
  // open_routine.cpp
  BlockId open_routine(std::string_view schema, std::string_view name, const std::vector<ExpressionId>& arguments, Span at);
  Node body_of(const Routine& routine);
  Node parsed(std::string text);
  Parser& next_parser();
  ExpressionId assigned_value(const RoutineName& local, Span at);
  ExpressionId value_of(BlockId block, Span at);
  BlockId opened_rows(Node subselect, Scope& scope, const CteScope* ctes);
  void move_to_call(size_t expressions, size_t relations, size_t blocks, size_t joins, size_t obstacles, Span at);
  void add_child(ExpressionId to, ExpressionId child);
  ExpressionId routine_value(const RoutineName& name, std::string_view field, Span at);
  ExpressionId pairwise(ExpressionKind kind, ExpressionId left, ExpressionId right, Span at);
  std::vector<ExpressionId> bind_all(NodeList nodes, Scope& scope, const CteScope* ctes);

  ExpressionId add(ExpressionKind kind, Span at, const std::vector<ExpressionId>& children = {});
  ExpressionId column(RelationId relation, int index, Span at);
  ExpressionId parameter(int number, std::string_view name, Span at);
  ExpressionId conjunction(const std::vector<ExpressionId>& parts, Span at);
  Expression& expression(ExpressionId id) { return query_.expressions[static_cast<size_t>(id)]; }
  Block& block(BlockId id) { return query_.blocks[static_cast<size_t>(id)]; }
  BlockId add_block(Block::Kind kind);

  // Names.
  int column_index(RelationId relation, std::string_view name) const;
  int column_count(RelationId relation) const;
  std::string_view column_name(RelationId relation, int index) const;
  bool has_unknown_columns(RelationId relation) const;
  std::string_view keep(std::string text);
  Place place(Span span) const;
  Span name_span(int64_t location) const;
  void obstacle(std::string because, Span at, std::string function = {});
  UnknownRelation unknown_relation(std::string_view schema, std::string_view name, Span at) const;

  const Catalog& catalog_;
  Query& query_;
  const RoutineScope* routine_;
  const RoutineTouchesData& touches_data_;
  const SqlText* text_ = nullptr;  ///< The text that positions point into now: the statement or a view.
  RelationId new_row_ = kNothing;  ///< NEW and OLD, made when first named.
  RelationId old_row_ = kNothing;
  BindingMemory& memory_;
  std::vector<const View*> open_views_;  ///< Views being expanded, outermost first.
  std::vector<const Routine*> open_routines_;  ///< Functions whose bodies are being bound in place of their calls.
  std::vector<std::string_view> open_locals_;  ///< Variables whose assigned values are being bound.
  bool opens_routines_ = false;
  Span outermost_view_at_;
};

}  // namespace ringfence::sql
