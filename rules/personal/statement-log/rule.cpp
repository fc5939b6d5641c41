// Reports where statements are logged together with the values that are bound to them.
#include "ringfence/rule.h"

namespace ringfence {

void personal_statement_log(const Facts& facts, Findings& findings) {
  for (const StatementLog& log : facts.statement_logs) {
    Findings::Builder finding = findings.add(log.at, log.what + ": statements are logged with their values");
    for (const Label& label : log.because) finding.because(label.at, label.text);
    finding.subject(log.what).advise("log the text of the statement only, with its placeholders");
  }
}

}  // namespace ringfence
