// Reports RAISE of personal data, whole rows that go to log tables, and people who stand in a statement's text.
#include "ringfence/rule.h"

namespace ringfence {

void personal_in_sql_log(const Facts& facts, Findings& findings) {
  using How = PersonalSqlLog::How;
  for (const PersonalSqlLog& log : facts.personal_sql_logs) {
    const std::string name = "'" + log.what + "' (" + log.category + ")";
    std::string what = "RAISE writes " + name + " to the server's log";
    std::string advice = "say which row it is by its id";
    if (log.how == How::kRowIntoLog) {
      what = "a whole row goes to '" + log.where + "', and " + name + " with it";
      advice = "name the columns, or take the personal ones out: to_jsonb(NEW) - ARRAY['column']";
    } else if (log.how == How::kLiteral) {
      what = "a person stands in the text of the statement: " + name;
      advice = "bind the value: the text of statements is logged";
    }
    findings.add(log.at, what).subject(log.what + log.where).because(log.declared_at, "the column").advise(advice);
  }
}

}  // namespace ringfence
