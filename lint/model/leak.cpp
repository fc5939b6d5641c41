#include "ringfence/leak.h"

namespace ringfence {

namespace {

// "the log (info)"
std::string place_of(const ValueLeak& leak) {
  switch (leak.channel) {
    case Channel::kLog: return leak.level.empty() ? "a log" : "the log (" + leak.level + ")";
    case Channel::kConsole: return "the console";
    case Channel::kTelemetry: return "telemetry";
    case Channel::kMetric: return "the label of a metric";
    case Channel::kException: return "the text of an exception";
    case Channel::kUrl: return "a URL";
    case Channel::kTransfer: return leak.recipient.empty() ? "somebody else" : "'" + leak.recipient + "'";
    case Channel::kProcess: return "the command line of a process";
  }
  return {};
}

}  // namespace

std::string_view to_string(Channel channel) {
  switch (channel) {
    case Channel::kLog: return "log";
    case Channel::kConsole: return "console";
    case Channel::kTelemetry: return "telemetry";
    case Channel::kMetric: return "metric";
    case Channel::kException: return "exception";
    case Channel::kUrl: return "url";
    case Channel::kTransfer: return "third-party";
    case Channel::kProcess: return "process";
  }
  return "";
}

bool is_log(const ValueLeak& leak) {
  return leak.channel == Channel::kLog || leak.channel == Channel::kConsole;
}

Findings::Builder report_leak(const ValueLeak& leak, Findings& findings, const std::string& advice) {
  Findings::Builder finding = findings.add(leak.at, "'" + leak.given + "' (" + leak.category + ") goes to " + place_of(leak) +
                                                        (leak.compiled_out ? "; this configuration compiles it out, another may not" : ""));
  for (const Label& label : leak.way)
    if (label.at != leak.at) finding.because(label.at, label.text);
  finding.about(leak.table, leak.column).subject(leak.function + ": " + leak.given + " -> " + leak.sink).advise(advice);
  const bool is_for_developers = leak.channel == Channel::kLog && (leak.level == "trace" || leak.level == "debug");
  if (leak.channel == Channel::kConsole || is_for_developers) finding.severity(Severity::kWarning);
  return finding;
}

}  // namespace ringfence
