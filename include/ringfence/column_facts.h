// What is known of columns that hold credentials or personal data: how they are protected, what is written to them, and
// where they are handed out. SQL and C++ add to the same facts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ringfence/columns.h"
#include "ringfence/finding.h"

namespace ringfence {

struct View;

/// Whether a column holds something that is of use to a thief. kNotShown: nothing in sight says it, either way.
enum class Protection : uint8_t { kProtected, kPlaintext, kNotShown };
std::string_view to_string(Protection protection);

/// One thing that speaks for a column's protection or against it.
struct Evidence {
  /// Two together protect; one of kStrong does; one of kAgainst says that it is plaintext, whatever else there is.
  enum class Weight : int8_t { kAgainst = -1, kNothing = 0, kWeak = 1, kStrong = 2 };
  Weight weight = Weight::kNothing;
  std::string what;  ///< "its name says 'hash'", "written from crypt() here"
  Place at;
};

/// A column of class credential, and every column that may not be stored readable.
struct CredentialColumn {
  const Table* table = nullptr;
  int column = 0;
  DataKind kind;
  Protection protection = Protection::kNotShown;
  std::vector<Evidence> evidence;
  /// The column that holds the same encrypted or hashed, -1: none. This one is then what a migration left behind.
  int protected_twin = -1;
  /// The policy names a vault, and what can be read again is kept in this column instead.
  bool is_outside_vault = false;
  /// What is wrong with it is said of each write: a weak hash, an encoding.
  bool is_told_by_writes = false;

  std::string name() const;  ///< "users.password"
};

/// A value that is written to a column of class credential: by INSERT, UPDATE, MERGE, a trigger's assignment to NEW, or
/// a default.
struct CredentialWrite {
  enum class Form : uint8_t {
    kCleared,    ///< NULL, an empty text.
    kProduced,   ///< By something that protects it: a password hash, encryption, a declared producer.
    kReference,  ///< An id of what lies in a vault.
    kWeakHash,   ///< MD5, SHA-1; for a password every fast hash.
    kEncoded,    ///< base64, hex.
    kLiteral,    ///< Stands in the SQL.
    kGenerated,  ///< Made at random there and stored as it is.
    kCopied,     ///< From a column that holds it readable.
    kPlain,      ///< As C++ has it: it passed nothing that protects it.
    kBound,      ///< A parameter: what the caller binds to it decides.
    kReadBack,   ///< Not written: decrypted, or compared with a hash, which shows how it is kept.
    kUnknown,
  };
  int statement = 0;  ///< Into Facts::statements, -1: of the schema itself.
  const Table* table = nullptr;
  int column = 0;
  DataKind kind;
  Form form = Form::kUnknown;
  std::string given;   ///< "md5(…)", "$2"; never a value.
  int parameter = 0;   ///< kBound: its number in the statement.
  Place at;
  std::vector<Label> way;  ///< kPlain: from where the value is taken to the statement.
  std::string name() const;
};

/// A key, a password or a connection string that stands in a text.
struct CredentialLiteral {
  std::string what;  ///< "the key of pgp_sym_encrypt", "a password in ALTER ROLE"; never the value.
  Place at;          ///< The value: whatever is quoted of its line is masked.
  bool is_certain = true;  ///< false: it looks like an example.
};

/// A credential column that a statement or a view hands out without having asked for it by name.
struct CredentialResult {
  enum class How : uint8_t { kStar, kReturningStar, kView, kDecryptingView, kWholeRow };
  How how = How::kStar;
  const Table* table = nullptr;
  int column = 0;
  const View* view = nullptr;
  Place at;
};

/// Personal data that SQL itself writes where logs are kept.
struct PersonalSqlLog {
  enum class How : uint8_t { kRaise, kRowIntoLog, kLiteral };
  How how = How::kRaise;
  std::string what;      ///< "contacts.email", "v_email"
  std::string category;
  std::string where;     ///< kRowIntoLog: the table.
  bool is_credential = false;
  Place at;
  Place declared_at;     ///< The column.
};

/// A statement that takes a connection's row out of use and leaves its credentials in it.
struct CredentialLeftover {
  int statement = 0;
  const Table* table = nullptr;
  std::vector<int> columns;  ///< What is left.
  std::string flag;          ///< What says so: "disconnected_at", "status = 'disconnected'".
  Place at;
};

/// A statement that reads the decrypted form of the declared vault, in a place that is not declared for it.
struct VaultRead {
  int statement = 0;
  std::string view;
  Place at;
};

struct ColumnFacts {
  std::vector<CredentialColumn> credential_columns;
  std::vector<CredentialWrite> credential_writes;
  std::vector<CredentialLiteral> credential_literals;
  std::vector<CredentialResult> credential_results;
  std::vector<CredentialLeftover> credential_leftovers;
  std::vector<VaultRead> vault_reads;
  std::vector<PersonalSqlLog> personal_sql_logs;
};

}  // namespace ringfence
