// Reports statements and files that could not be read.
#include "ringfence/rule.h"

namespace ringfence {

void input_unparsed(const Facts& facts, Findings& findings) {
  for (const UnreadInput& unread : facts.unread_inputs) {
    if (unread.newer_syntax.empty())
      findings.add(unread.at, "could not be read: " + unread.what)
          .subject(unread.what)
          .advise("correct it, or leave the file out of [inputs]");
    else
      findings.add(unread.at, "not checked, because it is newer than PostgreSQL 15: " + unread.newer_syntax)
          .subject(unread.what)
          .advise("check this statement by hand, then allow it with what you found");
  }
}

}  // namespace ringfence
