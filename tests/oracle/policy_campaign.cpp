#include "tests/oracle/policy_campaign.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lint/witness/scratch_server.h"
#include "ringfence/row_security.h"
#include "tests/oracle/policy_world.h"
#include "tests/oracle/random_policies.h"
#include "tests/oracle/world.h"

namespace ringfence::tests {

namespace {

// The lines of a set that speak of one table, and the roles.
std::string about(const std::string& ddl, const std::string& table) {
  std::string lines;
  for (size_t begin = 0; begin < ddl.size();) {
    const size_t end = std::min(ddl.find('\n', begin), ddl.size() - 1);
    const std::string line = ddl.substr(begin, end - begin);
    const bool of_table = line.find(" " + table + " ") != std::string::npos || line.find(" ROLE ") != std::string::npos ||
                          line.find("GRANT") == 0 || (table == "notes" && line.find(" deals ") != std::string::npos);
    if (of_table) lines += "  " + line + "\n";
    begin = end + 1;
  }
  return lines;
}

void compare(const RowProof& proof, const std::string& ddl, const std::set<Reach>& leaks,
             const std::vector<std::string>& examples, PolicyCampaignResult& result) {
  const bool leaks_here = leaks.contains({proof.table->name, proof.command, proof.written});
  // What hangs on a reference is only as good as the references are: the rows here are consistent.
  const bool proven = proof.verdict <= Verdict::kConditional;
  const std::string title = fmt::format("{} {}{}: {} {}\n", to_string(proof.command), proof.table->name,
                                        proof.written ? ", written" : "", to_string(proof.verdict), proof.detail);
  ++result.proofs;
  ++(leaks_here ? result.leaking : result.closed);
  ++(proven ? result.proven : proof.verdict == Verdict::kUnknown ? result.unknown : result.refuted);
  if (proven && leaks_here)
    result.unsound.push_back(title + about(ddl, proof.table->name) + fmt::format("  {}\n", fmt::join(examples, "\n  ")));
  if (proof.verdict == Verdict::kRefuted && !leaks_here) {
    ++result.false_alarms;
    result.alarms.push_back(title + about(ddl, proof.table->name));
  }
  if (proof.verdict == Verdict::kUnknown) result.unknowns.push_back(title + about(ddl, proof.table->name));
}

}  // namespace

PolicyCampaignResult run_policy_campaign(const PolicyCampaignOptions& options) {
  PolicyCampaignResult result;
  const witness::ScratchServer server;
  PolicyWorld world(server.connection_string());
  for (uint64_t set = 0; set < options.sets; ++set) {
    if (set % 20 == 0) world.refill(options.seed * 1000 + set);
    Choices choices(options.seed * 1'000'003 + set);
    const std::string ddl = random_policies(choices);
    const ReadCatalog read(policy_tables() + ddl, policy_of_policies());
    ++result.sets;
    std::vector<std::string> examples;
    try {
      const std::set<Reach> leaks = world.leaks(ddl, examples);
      if (!read.problems.empty()) throw std::runtime_error(read.problems[0]);
      Facts facts;
      RowSecurity(*read.catalog, read.policy).add_facts(facts);
      for (const RowProof& proof : facts.row_proofs)
        // Ids of the root that are referred to cannot change.
        if (!(proof.table->name == "orgs" && proof.written && proof.command == RowCommand::kUpdate))
          compare(proof, ddl, leaks, examples, result);
    } catch (const std::exception& error) {
      ++result.refused;
      result.problems.push_back(error.what());
    }
  }
  return result;
}

std::string last_line(const PolicyCampaignResult& result) {
  return fmt::format("policies: unsound {}, false alarms {} of {}, unknown {} of {} ({} sets)", result.unsound.size(),
                     result.false_alarms, result.closed, result.unknown, result.proofs, result.sets - result.refused);
}

}  // namespace ringfence::tests
