// What SQL and C++ do about a policy pack's promises: what breaks one, and what was seen that keeps one.
#pragma once

#include <string>
#include <vector>

#include "ringfence/finding.h"
#include "ringfence/promise.h"

namespace ringfence {

/// Of which commitment a fact speaks. `promised_at` is empty for packs that ship with ringfence.
struct Promised {
  std::string commitment;  ///< "aetrix/unlinked-uploads"
  std::string clause;      ///< "8"
  Place promised_at;
};

/// A table's rows, or some of its columns, are not purged as promised.
struct RetentionBreach {
  enum class Kind : uint8_t { kMissing, kLate, kEarly, kPartial };
  Kind kind = Kind::kMissing;
  Promised promised;
  const Table* table = nullptr;
  std::string limit;                 ///< "30 days"
  std::string interval;              ///< kLate, kEarly: what the purge says, "60 days".
  std::vector<std::string> columns;  ///< kPartial: those that are left.
  Place at;                          ///< The interval, the redaction; kMissing: the table.
  Place purged_at;                   ///< kPartial, kLate, kEarly: the statement.
};

/// An append-only table that something changes, or may change.
struct AuditChange {
  Promised promised;
  const Table* table = nullptr;  ///< Null: it has been dropped.
  std::string name;
  std::string how;  ///< "UPDATE", "TRUNCATE", "grants DELETE to app"
  Place at;
};

/// A masked column that is read outside the declared functions, or without the row in the audit table.
struct UnloggedReveal {
  enum class Kind : uint8_t { kElsewhere, kNotLogged, kOtherTransaction };
  Kind kind = Kind::kElsewhere;
  Promised promised;
  int statement = 0;
  std::vector<std::string> columns;  ///< "buyers.phone"
  const Table* table = nullptr;      ///< Of the first.
  std::string audit;
  Place at;
};

/// A table or column for data that is not to be stored.
struct StoredTransient {
  Promised promised;
  std::string name;   ///< "calendar_events", "users.face_template"
  const Table* table = nullptr;  ///< Null: a view, or a table that a statement makes.
  int column = -1;
  std::string what;   ///< The pattern or category that it is by.
  Place at;
};

/// Data of a restricted table that leaves by a forbidden channel or to a forbidden recipient.
struct RestrictedTransfer {
  Promised promised;
  std::string given;   ///< "amazon_buyers.phone"
  const Table* table = nullptr;
  int column = -1;
  std::string where;   ///< "whatsapp", "log"
  Place at;
  std::vector<Label> way;
};

/// An event of a provider that is inserted without a conflict target that knows it again.
struct RepeatedEvent {
  Promised promised;
  int statement = 0;
  const Table* table = nullptr;
  std::vector<std::string> missing;  ///< Columns that the conflict target lacks; all: there is none.
  bool has_no_unique_key = false;    ///< The table has no unique key of these columns either.
  Place at;
};

/// A column that is read or written outside the places that are declared for it.
struct StrayUse {
  Promised promised;
  std::string column;
  const Table* table = nullptr;  ///< Null: a value in C++ that is named like it.
  int index = -1;                ///< Of the column in it.
  bool leaves = false;           ///< It is handed out there, to a log or somebody else.
  Place at;
};

/// A privilege of a role that is not among the declared ones.
struct StrayGrant {
  Promised promised;
  std::string role;
  std::string what;  ///< "SELECT on deals"
  Place at;
};

/// Something that was seen and keeps a promise: "files: DELETE after 24 hours".
struct KeptPromise {
  std::string commitment;
  std::string what;
  Place at;
};

/// Why a promise could not be decided one way or the other: a pattern means no table, an interval is known at run time only.
struct UndecidedPromise {
  std::string commitment;
  std::string because;
  Place at;
};

struct PromiseFacts {
  std::vector<RetentionBreach> retention_breaches;
  std::vector<AuditChange> audit_changes;
  std::vector<UnloggedReveal> unlogged_reveals;
  std::vector<StoredTransient> stored_transients;
  std::vector<RestrictedTransfer> restricted_transfers;
  std::vector<RepeatedEvent> repeated_events;
  std::vector<StrayUse> stray_uses;
  std::vector<StrayGrant> stray_grants;
  std::vector<KeptPromise> kept_promises;
  std::vector<UndecidedPromise> undecided_promises;
};

}  // namespace ringfence
