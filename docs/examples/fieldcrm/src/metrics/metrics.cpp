#include "metrics/metrics.h"

namespace fieldcrm::metrics {

// Labels are kept for as long as the metric is, by whoever scrapes it.
void Metrics::count_sign_in(const std::string& email, std::int64_t org_id) {
  sign_ins_.Add({{"user", email}}).Increment();  // expect: personal-in-telemetry
  sign_ins_.Add({{"organization", std::to_string(org_id)}, {"domain_known", email.empty() ? "no" : "yes"}}).Increment();
}

void Metrics::count_failure(const std::string& phone, const std::string& reason) {
  sign_ins_.Add({{"caller", phone}, {"reason", reason}}).Increment();  // expect: personal-in-telemetry
  sign_ins_.Add({{"reason", reason}}).Increment();
}

}  // namespace fieldcrm::metrics
