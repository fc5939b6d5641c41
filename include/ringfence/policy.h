// `ringfence.toml` as typed values. Reading it: ringfence/policy_reader.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ringfence/finding.h"
#include "ringfence/knowledge.h"
#include "ringfence/promise.h"
#include "ringfence/setting.h"

namespace ringfence {

enum class TenantModel : uint8_t { kRow, kSchema };

/// `[tenant.tables]`: what a person says about the owner of one table.
struct OwnerOverride {
  enum class Kind : uint8_t { kRoot, kKey, kVia, kMixed, kShared };
  Kind kind = Kind::kShared;
  std::vector<std::string> columns;  ///< Of "key a, b" and "via a": column names, else empty.
  Place at;
};

/// `[tenant] memberships`: a row of `table` whose `column` is `term` names, by its tenant key, a tenant of the caller's.
struct Membership {
  std::string table;
  std::string column;
  std::string term;
  Place at;
};

struct Policy {
  std::string path;    ///< Of the TOML; empty where there is none.
  std::string folder;  ///< Globs are relative to it. Absolute.
  SourcePtr source;    ///< Text of the TOML, null where there is none.

  struct Inputs {
    std::vector<Setting> schema;
    std::vector<Setting> queries;
    std::vector<Setting> cpp;
    std::optional<Setting> compile_commands;  ///< The folder of compile_commands.json or compile_flags.txt.
    bool schema_from_code = false;            ///< CREATE TABLE and its kin in C++ are a part of the schema …
    std::optional<Setting> baseline;          ///< The file of accepted findings.
    std::vector<Setting> schema_code;         ///< … of these files or functions, in this order; empty: of all.
  } inputs;

  struct Tenant {
    TenantModel model = TenantModel::kRow;
    std::optional<Setting> root;
    /// One entry a level; each entry lists the spellings of that level's column.
    std::vector<std::vector<Setting>> keys;
    /// What counts as the current tenant, one list a level, or a single list for all levels. Empty: any one parameter.
    std::vector<std::vector<Setting>> terms;
    /// C++ functions and fields that the tenant may come from, one list a level; and what brings a request's own words.
    std::vector<std::vector<Setting>> context;
    std::vector<Setting> request;
    std::vector<Setting> shared;
    std::map<std::string, OwnerOverride> tables;
    /// Model kSchema: names and patterns of the tenants' schemas, the one that new ones are made from, those of all tenants.
    std::vector<Setting> schemas;
    std::optional<Setting> schema_template;
    std::vector<Setting> shared_schemas;
    std::vector<Setting> quoting;  ///< C++ functions that quote a name as an identifier.
    std::vector<Setting> app_roles;   ///< Database roles that the application uses; empty: not known.
    bool enforce_queries = true;      ///< Each statement has to be isolated, by itself or by row-level security.
    bool enforce_rls = false;         ///< Every owned table has to be closed by row-level security.
    std::vector<Membership> memberships;
  } tenant;

  /// `[personal]`: C++ functions that make personal data harmless, further ones that give it away, and what may go where.
  struct Allowance {
    std::string category;   ///< "contact.email", or the front of several: "contact".
    std::string sink;       ///< "log", "url", …
    std::string component;  ///< Functions it goes for, "billing::*"; empty: all.
    Place at;
  };
  struct Personal {
    std::vector<Setting> sanitizers;
    std::vector<Setting> sinks;
    std::vector<Allowance> allow;
    /// Whether data of the category may leave by `sink` (a word of `allow`) in the C++ function of this qualified name.
    bool allows(std::string_view category, std::string_view sink, std::string_view function = {}) const;
  } personal;

  /// `[credential]`: functions whose result is safe to store, tables where secrets belong, and files and routines that may
  /// read them decrypted.
  struct Credential {
    std::vector<Setting> producers;
    std::vector<Setting> vault;
    std::vector<Setting> vault_readers;
  } credential;

  /// `[columns]`: what a person says a column holds. `value`: "personal", "personal.contact.email", "credential", "none".
  struct ColumnSetting {
    std::string column;  ///< "people.note", "crm.people.note"
    Setting value;
    Place at;            ///< Of the name.
  };
  std::vector<ColumnSetting> columns;

  /// `[[recipients]]`: third parties, and what they may be sent.
  struct Recipient {
    Setting name;
    std::vector<Setting> hosts;
    std::vector<Setting> categories;  ///< What it may be sent as it is; empty: nothing personal.
    std::vector<Setting> deidentify;  ///< Functions behind which anything may be sent.
  };
  std::vector<Recipient> recipients;

  /// Calls of the project's own that take SQL, as rules/knowledge/db-clients describes those of libraries.
  std::vector<ClientCall> clients;

  /// `[policy] packs`: shipped packs by name, others by path, as they were asked for; what was found; and all that they promise.
  std::vector<Setting> pack_names;
  std::vector<PolicyPack> packs;
  std::vector<Commitment> commitments;

  struct RuleSetting {
    Severity severity = Severity::kOff;
    Place at;
  };
  std::map<std::string, RuleSetting> rules;
};

}  // namespace ringfence
