#include "planted/features.h"

namespace aetrix::planted {
namespace {

constexpr int kDumpDays = 180;
constexpr int kCountDays = 60;

}  // namespace

// Breaks diagnostic-logs.
void purge_dumps(db::Transaction& txn) {
  txn.execute("DELETE FROM diagnostic_dumps WHERE recorded_at < now() - make_interval(days => $1::int)", kDumpDays);  // expect: lifecycle-late-purge
}

// Like it, and fine.
void purge_counts(db::Transaction& txn) {
  txn.execute("DELETE FROM diagnostic_counts WHERE recorded_at < now() - make_interval(days => $1::int)", kCountDays);
}

}  // namespace aetrix::planted
