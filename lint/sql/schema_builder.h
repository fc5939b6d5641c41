// The schema while migrations run over it. Files: schema_tables (tables, columns, constraints), schema_indexes, schema_objects
// (views, routines, triggers, policies, comments, drops and renames), schema_do (DO blocks).
#pragma once

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
  };

  // schema_tables.cpp
  void create_table(Node statement);
  void create_table_as(Node statement);
  void add_column(Table& table, Node column);
  void add_constraint(Table& table, Node constraint, int column);
  void add_foreign_key(Table& table, Node constraint, int column);
  void add_unique_key(Table& table, Node constraint, int column);
  void inherit(Table& table, const Table& parent);
  void like(Table& table, Node clause);
  void alter_table(Node statement);
  void alter_command(Table& table, Node command);
  void alter_column(Table& table, Node command, Column& column);
  void drop_column(Table& table, std::string_view name);
  void drop_constraint(Table& table, std::string_view name);
  void attach_partition(Table& table, Node command);
  std::vector<int> column_list(const Table& table, NodeList names) const;
  std::string constraint_name(const Table& table, Node constraint, const std::vector<int>& columns, std::string_view suffix) const;
  void read_type(Node type, Column& column);

  // schema_indexes.cpp
  void create_index(Node statement);

  // schema_objects.cpp
  void create_view(Node statement, bool materialized);
  void create_routine(Node statement);
  void alter_routine(Node statement);
  void create_trigger(Node statement);
  void create_policy(Node statement);
  void alter_policy(Node statement);
  void comment(Node statement);
  void rename(Node statement);
  void set_schema(Node statement);
  void drop(Node statement);
  void drop_table(std::string_view schema, std::string_view name);
  void set_search_path(Node statement);
  void do_block(Node statement);
  std::shared_ptr<const SqlText> part_of_text(uint32_t begin, uint32_t end) const;

  Table* table(Node range_var);
  Table* table(std::string_view schema, std::string_view name);
  std::string schema_of(std::string_view written) const;
  Place place(int64_t location) const;

  std::unique_ptr<Catalog> catalog_ = std::make_unique<Catalog>();
  std::map<std::string, Table*, std::less<>> tables_;   ///< By "schema.name".
  std::map<std::string, Domain, std::less<>> domains_;
  struct PendingKey { Table* table; size_t index; std::string schema; std::string name; std::vector<std::string> columns; };
  std::vector<PendingKey> pending_targets_;             ///< Foreign keys whose table comes later (pg_dump never does that, people do).
  std::string current_schema_ = "public";
  const SqlText* text_ = nullptr;
  std::vector<std::unique_ptr<Parser>> parsers_;
  int depth_ = 0;
};

/// The last part of a type's name: "int4", "uuid", "text[]".
std::string type_name(Node type);

}  // namespace ringfence::sql
