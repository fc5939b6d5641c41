// Reports personal data and credentials in error reports, traces and the labels of metrics.
#include "ringfence/leak.h"

namespace ringfence {

void personal_in_telemetry(const Facts& facts, Findings& findings) {
  for (const ValueLeak& leak : facts.value_leaks)
    if (leak.channel == Channel::kTelemetry || leak.channel == Channel::kMetric)
      report_leak(leak, findings, "send an id, or nothing");
}

}  // namespace ringfence
