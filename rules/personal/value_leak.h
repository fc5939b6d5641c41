// How the rules about data that leaves a program tell of it.
#pragma once

#include <string>

#include "ringfence/rule.h"

namespace ringfence::rules {

/// "a log (spdlog::info)"
inline std::string place_of(const ValueLeak& leak) {
  std::string made;
  switch (leak.channel) {
    case Channel::kLog: made = leak.level.empty() ? "a log" : "the log (" + leak.level + ")"; break;
    case Channel::kConsole: made = "the console"; break;
    case Channel::kTelemetry: made = "telemetry"; break;
    case Channel::kMetric: made = "the label of a metric"; break;
    case Channel::kException: made = "the text of an exception"; break;
    case Channel::kUrl: made = "a URL"; break;
    case Channel::kTransfer: made = leak.recipient.empty() ? "somebody else" : "'" + leak.recipient + "'"; break;
    case Channel::kProcess: made = "the command line of a process"; break;
  }
  return made;
}

inline bool is_log(const ValueLeak& leak) {
  return leak.channel == Channel::kLog || leak.channel == Channel::kConsole || leak.channel == Channel::kProcess;
}

/// Adds a finding about the leak: what goes where, why it is data, and the way.
inline Findings::Builder report(const ValueLeak& leak, Findings& findings, const std::string& advice) {
  Findings::Builder finding = findings.add(leak.at, "'" + leak.given + "' (" + leak.category + ") goes to " + place_of(leak) +
                                                        (leak.compiled_out ? "; this configuration compiles it out, another may not" : ""));
  for (const Label& label : leak.way)
    if (label.at != leak.at) finding.because(label.at, label.text);
  finding.subject(leak.function + ": " + leak.given + " -> " + leak.sink).advise(advice);
  if (leak.channel == Channel::kConsole) finding.severity(Severity::kWarning);
  return finding;
}

}  // namespace ringfence::rules
