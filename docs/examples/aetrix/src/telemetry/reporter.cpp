#include "telemetry/reporter.h"

#include "telemetry/sentry_api.h"

namespace aetrix::telemetry {

void report_failure(const http::RequestContext& context, const std::string& route, const std::string& kind) {
  sentry_set_user(sentry_value_new_user(context.user_id().c_str(), nullptr, nullptr, nullptr));
  sentry_set_tag("organization", context.organization_id().c_str());
  sentry_capture_event(sentry_value_new_message_event(SENTRY_LEVEL_ERROR, "service", (route + " failed: " + kind).c_str()));
}

void record(db::Transaction& txn, const std::string& route, int status, long duration_ms) {
  txn.execute("INSERT INTO access_logs (route, status, duration_ms) VALUES ($1, $2, $3)", route, status, duration_ms);
}

}  // namespace aetrix::telemetry
