// A statement or file that could not be read.
#include "ringfence/rule.h"

namespace ringfence {

void input_unparsed(const Facts& facts, Findings& findings) {
  for (const UnreadInput& unread : facts.unread_inputs) {
    const bool newer = !unread.newer_syntax.empty();
    findings.add(unread.at, newer ? "newer than PostgreSQL 15: " + unread.newer_syntax + "; the statement was not checked" : "could not be read: " + unread.what)
        .severity(newer ? Severity::kNote : Severity::kError)
        .subject(unread.what)
        .advise(newer ? "check this statement by hand; the grammar is PostgreSQL 15's" : "correct it, or leave the file out of [inputs]");
  }
}

}  // namespace ringfence
