// Reports credential columns that SELECT *, RETURNING * and views hand out.
#include "ringfence/rule.h"

namespace ringfence {

namespace {

std::string name_of(const CredentialResult& result) {
  return result.table->display_name() + "." + result.table->columns[static_cast<size_t>(result.column)].name;
}

bool is_view(const CredentialResult& result) {
  return result.how == CredentialResult::How::kView || result.how == CredentialResult::How::kDecryptingView;
}

std::string what_of(const CredentialResult& result, const std::string& names) {
  if (!is_view(result)) return "* returns " + names;
  const bool decrypts = result.how == CredentialResult::How::kDecryptingView;
  return "view '" + result.view->name + "' hands out " + names + (decrypts ? ", decrypted" : "");
}

}  // namespace

void credential_in_result(const Facts& facts, Findings& findings) {
  const std::vector<CredentialResult>& all = facts.credential_results;
  // One star is one finding, however many columns it stands for.
  for (size_t i = 0; i < all.size();) {
    std::string names;
    size_t end = i;
    for (; end < all.size() && all[end].at == all[i].at; ++end) names += (names.empty() ? "'" : ", '") + name_of(all[end]) + "'";
    auto finding = findings.add(all[i].at, what_of(all[i], names));
    finding.subject(name_of(all[i])).advise(is_view(all[i]) ? "leave the column out of the view" : "name the columns that are needed");
    for (; i < end; ++i) {
      finding.about(all[i].table, all[i].column);
      finding.because(all[i].table->columns[static_cast<size_t>(all[i].column)].declared_at, name_of(all[i]) + " holds a credential");
    }
  }
}

}  // namespace ringfence
