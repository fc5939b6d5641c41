#include "lint/cli/policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ringfence/row_security.h"

namespace ringfence::cli {

namespace {

std::string_view word_for(Verdict verdict) {
  switch (verdict) {
    case Verdict::kProven: return "closed";
    case Verdict::kConditional: return "closed*";
    case Verdict::kUnknown: return "unknown";
    case Verdict::kRefuted: break;
  }
  return "OPEN";
}

std::string command_of(const RowProof& proof) {
  return std::string(to_string(proof.command)) + (proof.written && proof.command == RowCommand::kUpdate ? " to" : "");
}

void end_line(std::string& out) {
  out.erase(out.find_last_not_of(' ') + 1);
  out += '\n';
}

using Line = std::pair<const Table*, std::string>;

std::string reasons(const std::vector<RowProof>& proofs) {
  std::string out;
  std::vector<std::string> told;
  for (const RowProof& proof : proofs) {
    if (proof.verdict <= Verdict::kConditional) continue;
    const std::string line = fmt::format("{}: {}{}\n", proof.table->display_name(),
                                         proof.policy == nullptr ? "" : "policy '" + proof.policy->name + "', ", proof.detail);
    if (std::find(told.begin(), told.end(), line) != told.end()) continue;
    told.push_back(line);
    out += line;
  }
  return out.empty() ? out : "\n" + out;
}

}  // namespace

std::string policies_text(const Project& project) {
  Facts facts;
  RowSecurity(*project.catalog, project.policy).add_facts(facts);
  if (facts.row_proofs.empty()) return "no table of a tenant has row-level security\n";
  std::vector<Line> lines;
  std::map<Line, std::map<std::string, Verdict>> verdicts;
  size_t width = 5, role_width = 4;
  bool conditional = false;
  for (const RowProof& proof : facts.row_proofs) {
    const Line line{proof.table, proof.role.empty() ? "(any other)" : proof.role};
    if (verdicts.find(line) == verdicts.end()) lines.push_back(line);
    verdicts[line][command_of(proof)] = proof.verdict;
    width = std::max(width, proof.table->display_name().size());
    role_width = std::max(role_width, line.second.size());
    conditional = conditional || proof.verdict == Verdict::kConditional;
  }
  constexpr const char* kColumns[] = {"SELECT", "INSERT", "UPDATE", "UPDATE to", "DELETE"};
  std::string out = fmt::format("{:<{}}  {:<{}}", "table", width, "role", role_width);
  for (const char* column : kColumns) out += fmt::format("  {:<9}", column);
  end_line(out);
  for (const Line& line : lines) {
    out += fmt::format("{:<{}}  {:<{}}", line.first->display_name(), width, line.second, role_width);
    for (const char* column : kColumns) out += fmt::format("  {:<9}", word_for(verdicts[line][column]));
    end_line(out);
  }
  if (conditional) out += "* as long as foreign keys never cross tenants\n";
  return out + reasons(facts.row_proofs);
}

}  // namespace ringfence::cli
