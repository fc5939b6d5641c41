// CODEOWNERS: who answers for which files of a repository.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ringfence::history {

class CodeOwners {
 public:
  /// The text of a CODEOWNERS file. Patterns are as GitHub and GitLab read them; `!` and character ranges are passed over.
  explicit CodeOwners(const std::string& text);
  /// "@crm/backend ada@example.com"; empty: nobody is named. `path` is relative to the repository. The last pattern that
  /// means the file counts.
  std::string of(const std::string& path) const;

 private:
  std::vector<std::pair<std::string, std::string>> patterns_;
};

}  // namespace ringfence::history
