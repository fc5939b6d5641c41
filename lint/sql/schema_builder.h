// The schema while migrations run over it. One file a concern: schema_tables, schema_alter, schema_constraints,
// schema_indexes, schema_views, schema_routines, schema_grants (privileges, roles, publications), schema_policies (row-level
// security), schema_objects (triggers, comments, types, search path),
// schema_drops (drops and renames), schema_do (DO blocks).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lint/sql/node.h"
#include "lint/sql/parse.h"
#include "ringfence/catalog.h"
#include "ringfence/facts.h"

namespace ringfence::sql {

class SchemaBuilder {
 public:
  /// Applies the DDL of one statement; DML and what we do not model is passed over.
  void apply(Node statement, const SqlText& text);
  std::unique_ptr<Catalog> finish();

 private:
  struct Domain {
    std::string type;
    bool not_null = false;
    bool has_modifier = false;
    int length = 0;
    std::string checks;
  };
  /// What a view's definition reads, and where it says so. The view goes when one of them goes, and goes on reading
  /// what has got another name.
  struct ViewReads {
    struct Relation {
      Span at;             ///< In the definition: the name, with its schema.
      std::string schema;  ///< As written.
      std::string name;
      std::string called;  ///< Alias or name.
      bool aliased = false;
      const Table* table = nullptr;  ///< Or a view.
      const View* view = nullptr;
    };
    struct ColumnName {
      Span at;  ///< In the definition, without what qualifies it.
      std::string qualifier;
      std::string written;
      std::string now;
      bool names_output = false;
    };
    std::vector<Relation> relations;
    std::vector<ColumnName> columns;
    std::vector<std::string> own_names;  ///< WITH queries: unqualified, they are no tables.
    bool all_columns = false;
    bool recursive = false;

    bool reads(const void* relation) const;
  };
  /// A foreign key whose table comes later, or whose table's primary key does.
  struct PendingTarget {
    Table* table;
    std::string key_name;
    std::string schema;
    std::string name;
    std::vector<std::string> columns;
  };

  // schema_tables.cpp
  void create_table(Node statement, bool is_foreign = false);
  void create_table_as(Node query, Node into, NodeList names);
  std::vector<Column> columns_of_query(Node query);
  void add_column(Table& table, Node definition);
  void inherit(Table& table, const Table& parent);
  void like(Table& table, Node clause);
  void read_type(Node type, Column& column, const Table& table);
  std::string text_of_default(uint32_t from) const;

  // schema_alter.cpp
  void alter_table(Node statement);
  void alter_command(Table& table, Node command, bool only);
  void alter_column(Table& table, Node command, Column& column);
  void alter_view(View& view, Node command);
  void set_default(Node command, Column& column);
  Place place_of_name(const std::string& name, Place otherwise) const;
  void drop_column(Table& table, std::string_view name);
  void rename_column(Table& table, std::string_view old_name, const std::string& new_name);
  void add_column_everywhere(Table& table, Node definition, bool only);
  void attach_partition(Table& table, Node command);
  void detach(Table& table, Node command);
  std::vector<Table*> descendants_of(const Table& table) const;

  // schema_constraints.cpp
  void add_constraint(Table& table, Node constraint, int column);
  void add_check(Table& table, Node constraint);
  std::string text_of_check(Node constraint) const;
  void add_foreign_key(Table& table, Node constraint, int column);
  void add_unique_key(Table& table, Node constraint, int column);
  void take_index(Table& table, Node constraint);
  void copy_key(Table& partition, const Table& parent, UniqueKey key);
  void copy_keys(Table& partition, const Table& parent);
  void hand_down_key(const Table& parent, const UniqueKey& key);
  bool resolve(ForeignKey& key, const PendingTarget& wanted);
  void drop_constraint(Table& table, std::string_view name);
  void drop_references(const Table& target, const std::function<bool(const ForeignKey&)>& gone);
  /// Empty where the table lacks one of them: half of a key is no key.
  std::vector<int> column_list(const Table& table, NodeList names) const;
  std::string constraint_name(const Table& table, Node constraint, const std::vector<int>& columns,
                              std::string_view suffix) const;
  /// The name that PostgreSQL gives: the parts are cut so that all has 63 bytes, and numbered where it is taken.
  std::string generated_name(const Table& table, const std::string& middle, std::string_view suffix) const;

  // schema_indexes.cpp
  void create_index(Node statement);
  void add_unique_index(Table& table, const Index& index, Node statement);
  bool has_index(std::string_view schema, std::string_view name) const;
  void drop_index(std::string_view schema, std::string_view name);
  void rename_index(std::string_view schema, std::string_view old_name, const std::string& new_name);

  // schema_views.cpp
  void create_view(Node statement, bool materialized);
  void note_reads(Node node, uint32_t definition_begin, ViewReads& reads, bool names_output = false);
  void note_relation(Node node, uint32_t definition_begin, ViewReads& reads);
  void rename_column_in_views(const Table& table, std::string_view old_name, const std::string& new_name);
  void settle_definition(View& view, const ViewReads& reads) const;
  void bring_names_up_to_date(View& view, const ViewReads& reads) const;
  void drop_view(const View* view);
  void drop_views_over(const void* relation);
  void drop_views_over_column(const Table& table, std::string_view column);
  View* view(std::string_view schema, std::string_view name);

  // schema_routines.cpp
  void create_routine(Node statement);
  void alter_routine(Node statement);
  std::vector<Routine*> routines_named(Node object) const;

  // schema_policies.cpp
  void create_policy(Node statement);
  void alter_policy(Node statement);
  void read_policy_texts(RowPolicy& policy) const;
  void outdate_policies(std::string_view old_name);
  void rename_role(std::string_view old_name, const std::string& new_name);

  // schema_objects.cpp
  void create_trigger(Node statement);
  void create_rule(Node statement);
  void switch_triggers(const Table& table, std::string_view name, bool on);
  void create_domain(Node statement);
  void create_schema(Node statement, const SqlText& text);
  void comment(Node statement);
  void security_label(Node statement);
  Column* named_column(NodeList names);
  void set_search_path(Node statement);
  void select_statement(Node statement);

  // schema_grants.cpp
  void grant(Node statement);
  void grant_on(Node statement, std::string_view kind, std::vector<Grant>& grants);
  void grant_on_all(Node statement, const std::string& schema);
  void grant_on_other(Node statement, const std::string& name);
  void grant_by_default(Node statement);
  std::vector<Grant> default_grants_of(DefaultGrant::On on, std::string_view schema) const;
  void grant_role(Node statement);
  void create_role(Node statement);
  void alter_role(Node statement);
  void set_role_options(Role& role, NodeList options);
  Role& role(std::string_view name);
  void drop_roles(Node statement);
  void change_owner(Node statement);
  void create_publication(Node statement);
  void alter_publication(Node statement);
  void add_to_publication(Publication& publication, Node object, std::string_view action);

  // schema_drops.cpp
  void rename(Node statement);
  void rename_schema(std::string_view old_name, const std::string& new_name);
  void set_schema(Node statement);
  void move(Table& table, std::string_view schema, std::string_view name);
  void drop(Node statement);
  void drop_object(std::string_view kind, Node object, NodeList names);
  void drop_schema(const std::string& name);
  void drop_table(Table* gone);
  void note_removal(const Table* table, std::string_view column);

  // schema_do.cpp
  void do_block(Node statement);
  void apply_text(const std::string& sql);
  SqlText text_within(const std::string& sql) const;

  /// By search path, where no schema is written.
  Table* table(std::string_view schema, std::string_view name);
  Table* table(Node range_var);
  std::string schema_of(std::string_view written) const;
  Place place(int64_t location) const;
  std::shared_ptr<const SqlText> part_of_text(uint32_t begin, uint32_t end) const;

  std::unique_ptr<Catalog> catalog_ = std::make_unique<Catalog>();
  std::map<std::string, Table*, std::less<>> tables_;  ///< By "schema.name".
  std::map<std::string, Domain, std::less<>> domains_;
  std::map<std::string, std::vector<Column>, std::less<>> row_types_;
  std::map<const View*, ViewReads> reads_;
  std::vector<PendingTarget> pending_targets_;
  std::vector<std::string> search_path_ = {"public"};
  const SqlText* text_ = nullptr;
  int depth_ = 0;
};

/// The last part of a type's name: "int4", "uuid", "text[]".
std::string type_name(Node type);

/// Adds the columns of `table` that the expression names, each once.
void note_columns(const Table& table, Node expression, std::vector<int>& columns);

/// Columns of `to` with the names that these have in `from`, -1 where there is none.
std::vector<int> translated(const Table& from, const std::vector<int>& columns, const Table& to);

}  // namespace ringfence::sql
