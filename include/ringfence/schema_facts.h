// Facts about the database itself and about settings of a session: what the rules of the family `schema` speak of.
#pragma once

#include <string>
#include <vector>

#include "ringfence/catalog.h"
#include "ringfence/proof.h"
#include "ringfence/source.h"

namespace ringfence {

/// An owned table that a view reads, judged as if the view's query were a statement of its own.
struct ViewRead {
  const View* view = nullptr;
  const Table* table = nullptr;
  Proof proof;
  std::vector<std::string> outputs;  ///< Names of the view's columns, as far as they are known.
  Place at;
};

/// SET or set_config() of the setting that says who the tenant is, or of the search path where that does.
struct SettingChange {
  int statement = 0;
  std::string setting;      ///< "app.org_id", "search_path"
  bool local = false;       ///< Ends with the transaction.
  bool scope_known = true;  ///< false: set_config() whose third argument is known at run time only.
  std::vector<std::string> values;  ///< What it is set to, where that is written out.
  bool clears = false;      ///< To nothing, the default, or shared schemas: no tenant's.
  Place at;
};

/// Schema-per-tenant: a tenant's schema that a statement names.
struct TenantSchema {
  enum class Flaw : uint8_t {
    kLiteral,   ///< Written out.
    kSecond,    ///< Another tenant's than the rest of the statement.
    kUnquoted,  ///< Put into the text without quoting as an identifier.
  };
  int statement = 0;
  Flaw flaw = Flaw::kLiteral;
  std::string name;   ///< The schema, or the expression that says it.
  std::string other;  ///< kSecond: the schema it meets.
  Place at;
  Place other_at;
};

/// Something in which the migrations and the database that they should have made differ.
struct SchemaDrift {
  enum class Kind : uint8_t {
    kMissing,    ///< The migrations make it, the database lacks it.
    kExtra,      ///< The database has it, no migration makes it.
    kDifferent,
  };
  Kind kind = Kind::kMissing;
  bool guards = false;  ///< The database keeps tenants apart with it, or would.
  std::string object;   ///< "policy 'own' of 'deals'"
  std::string in_migrations;  ///< kDifferent: how either has it.
  std::string in_database;
  Place at;             ///< In the migrations; kExtra: in the database.
  Place other_at;       ///< In the database; empty for kMissing and kExtra.
};

}  // namespace ringfence
