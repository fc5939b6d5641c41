// Reports personal data and credentials in the command lines of other processes.
#include "ringfence/leak.h"

namespace ringfence {

void personal_in_command_line(const Facts& facts, Findings& findings) {
  for (const ValueLeak& leak : facts.value_leaks)
    if (leak.channel == Channel::kProcess)
      report_leak(leak, findings, "hand it over by standard input, a file that only the process can read, or the environment");
}

}  // namespace ringfence
