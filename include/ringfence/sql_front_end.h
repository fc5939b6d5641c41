// The SQL front end: from text to statements, from migrations to a catalog, from a statement to facts.
// All functions are pure and thread-safe; trouble with the text comes back as UnreadInput, never as an exception.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/facts.h"
#include "ringfence/policy.h"
#include "ringfence/query.h"
#include "ringfence/sql_text.h"

namespace ringfence {

/// What a file is read as.
enum class SqlFileKind : uint8_t {
  kQueries,    ///< Placeholders of every dialect are normalised; `-- name:` lines name statements.
  kMigration,  ///< Migration tools' sections are honoured (only the "up" part is read); no placeholders but `$n`.
  kStatement,  ///< What a server has run: `$n` is the only placeholder, and `?` an operator.
};

struct SqlFile {
  std::vector<SqlText> statements;
  std::vector<UnreadInput> problems;          ///< Where the scanner gave up, and how far it skipped.
  std::vector<AllowComment> allow_comments;
};

/// Cuts a file into statements. Meta-commands of psql and the data of COPY … FROM stdin are passed over.
SqlFile read_sql_file(const Source& source, SqlFileKind kind);

/// The allow-comments of a C++ file. One that stands alone speaks of what begins on the next line of code, up to the end
/// of the longest of `statements` that begins there.
std::vector<AllowComment> read_host_comments(const Source& source, const std::vector<Span>& statements);

/// Keys, passwords and connection strings that stand in a statement.
std::vector<CredentialLiteral> find_credential_literals(const SqlText& text);
/// The statement's text with stars for each of them.
std::string without_secrets(const SqlText& text);

/// Orders migration files as their tool would run them (names as sorted text or by version numbers, Flyway's V before R,
/// down-migrations left out) and returns indexes into `paths`.
std::vector<size_t> migration_order(const std::vector<std::string>& paths);

struct Schema {
  std::unique_ptr<Catalog> catalog;           ///< Indexed; ownership not inferred yet.
  std::vector<UnreadInput> problems;
  std::vector<AllowComment> allow_comments;
  int statements = 0;
};

/// Runs the DDL of the sources, which are in migration order, one after the other.
/// `progress` (may be empty) is called with the number of sources done.
Schema read_schema(const std::vector<SourcePtr>& sources, const std::function<void(size_t)>& progress = {});

/// Where the parser stops in a statement: a byte offset; nothing where it reads all of it.
std::optional<uint32_t> syntax_error_in(std::string_view statement);

/// An expression over rows of `table` (a policy's, a CHECK's) as a canonical text. What PostgreSQL changes when it writes an
/// expression out does not count: spelling, casts that it makes itself, qualifiers, schemas on the search path. Empty where it
/// cannot be read.
std::string normal_expression(std::string_view expression, const Catalog& catalog, const Table& table);

/// One statement with its names bound, or why it could not be read.
struct BoundStatement {
  const Query* query = nullptr;  ///< Null where there is a problem.
  std::optional<UnreadInput> problem;
  std::string name;              ///< Of the query or the routine.
  bool in_routine = false;
  /// In a trigger's body: the statement is `SELECT value` of `NEW.column := value`.
  const Table* assigned_table = nullptr;
  int assigned_column = kNothing;
  bool is_raise = false;  ///< The statement is `SELECT` of what RAISE says.
  const Routine* routine = nullptr;
};

/// Parses statements and binds their names to one catalog; reuses its memory from statement to statement. One a thread.
class SqlBinder {
 public:
  explicit SqlBinder(const Catalog& catalog);
  ~SqlBinder();

  /// The answer is valid until the next call; `text` must live as long.
  BoundStatement bind(const SqlText& text);

  /// The same, with the bodies of the schema's own functions in place of their calls, where they are one query.
  BoundStatement bind_opened(const SqlText& text);

  /// Calls `sink` for each statement in the routine's body (SQL, PL/pgSQL; of other languages nothing is said), of a
  /// trigger function once for each table that calls it. What `sink` gets is valid during the call.
  void bind_routine(const Routine& routine, const std::function<void(const BoundStatement&)>& sink);
  /// The same for the statements of a DO block in PL/pgSQL; of another statement, of a block that cannot be read, nothing is said.
  void bind_do(const SqlText& text, const std::function<void(const BoundStatement&)>& sink);

 private:
  void bind_routine_for(const Routine& routine, const Table* trigger_table,
                        const std::function<void(const BoundStatement&)>& sink);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ringfence
