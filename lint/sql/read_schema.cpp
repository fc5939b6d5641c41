// Runs migrations, one file after the other.
#include "lint/sql/parse.h"
#include "lint/sql/schema_builder.h"
#include "lint/sql/unread.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

Schema read_schema(const std::vector<SourcePtr>& sources, const std::function<void(size_t)>& progress) {
  Schema schema;
  sql::SchemaBuilder builder;
  sql::Parser parser;
  size_t done = 0;
  for (const SourcePtr& source : sources) {
    SqlFile file = read_sql_file(*source, SqlFileKind::kMigration);
    for (UnreadInput& problem : file.problems) schema.problems.push_back(std::move(problem));
    for (AllowComment& allow : file.allow_comments) schema.allow_comments.push_back(std::move(allow));
    for (const SqlText& statement : file.statements) {
      ++schema.statements;
      const sql::Node node = parser.parse(statement.text);
      if (parser.failed()) {
        schema.problems.push_back(sql::unread(statement, parser.error()));
        schema.problems.back().in_schema = true;
      } else {
        builder.apply(node, statement);
      }
    }
    if (progress) progress(++done);
  }
  schema.catalog = builder.finish();
  return schema;
}

}  // namespace ringfence
