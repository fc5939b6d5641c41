// Data of some tables that may not leave by some channels or to some recipients.
#include <fmt/format.h>

#include <algorithm>

#include "lint/lifecycle/conclusion.h"
#include "ringfence/knowledge.h"
#include "ringfence/lower_case.h"
#include "ringfence/wildcard.h"

namespace ringfence::lifecycle {

namespace {

// A recipient by its name or by what it does ("advertising"), a channel by its word, a function that sends.
bool means(const std::string& word, const ValueLeak& leak) {
  const std::string wanted = lower_case(word);
  if (wanted == to_string(leak.channel) || (leak.channel == Channel::kConsole && wanted == "log")) return true;
  if (wildcard_matches(wanted, lower_case(leak.sink))) return true;
  if (leak.recipient.empty()) return false;
  if (wildcard_matches(wanted, lower_case(leak.recipient))) return true;
  const auto& known = knowledge().recipients;
  return std::any_of(known.begin(), known.end(), [&](const Recipient& one) { return one.name == leak.recipient && one.category == wanted; });
}

void judge(const Conclusion& with, const Commitment& commitment, const Restriction& restriction) {
  std::vector<NamePattern> missing;
  const std::vector<const Table*> tables = with.promises.tables_of(restriction.tables, &missing);
  with.leave_open(commitment, missing, "table");
  if (tables.empty()) return;
  bool is_broken = false;
  std::string forbidden;
  for (const Setting& one : restriction.never_to) forbidden += (forbidden.empty() ? "" : ", ") + one.value;
  for (const ValueLeak& leak : with.facts.watched_leaks) {
    const bool is_ours = leak.table != nullptr && std::find(tables.begin(), tables.end(), &whole_table(*leak.table)) != tables.end();
    if (!is_ours) continue;
    for (const Setting& one : restriction.never_to)
      if (means(one.value, leak)) {
        with.facts.restricted_transfers.push_back({promised(commitment, restriction.at), leak.given, leak.table, leak.column, one.value, leak.at, leak.way});
        is_broken = true;
        break;
      }
  }
  if (is_broken) return;
  std::string names;
  for (const Table* one : tables) names += (names.empty() ? "" : ", ") + one->display_name();
  if (with.code.linked == nullptr) return with.leave_open(commitment, "no C++ was read that could send data of " + names, restriction.at);
  with.keep(commitment, fmt::format("data of {} was followed through {} functions and does not go to {}", names, with.code.linked->functions().size(), forbidden), restriction.at);
}

}  // namespace

void conclude_restrictions(const Conclusion& with) {
  with.each([&](const Commitment& commitment) {
    for (const Restriction& one : commitment.restrictions) judge(with, commitment, one);
  });
}

}  // namespace ringfence::lifecycle
