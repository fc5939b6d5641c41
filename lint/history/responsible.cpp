// Who answers for files: Git's blame and CODEOWNERS.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "lint/history/code_owners.h"
#include "ringfence/history.h"
#include "ringfence/revision.h"

namespace ringfence {

namespace fs = std::filesystem;

namespace {

std::string owners_text(const fs::path& repository) {
  for (const char* place : {".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"}) {
    std::ifstream stream(repository / place, std::ios::binary);
    if (stream) return {std::istreambuf_iterator<char>(stream), {}};
  }
  return {};
}

class InRepository : public Responsible {
 public:
  explicit InRepository(const std::string& repository) : repository_(fs::weakly_canonical(repository)), authors_(repository), owners_(owners_text(repository)) {}

  std::optional<Author> author_of(const std::string& file, uint32_t line) override {
    const auto author = authors_.of(fs::absolute(file).string(), line);
    return author ? std::optional(Author{author->name, author->date}) : std::nullopt;
  }

  std::string owner_of(const std::string& file) override {
    const auto [known, is_new] = known_owners_.try_emplace(file);
    if (is_new) {
      std::error_code error;
      const fs::path relative = fs::weakly_canonical(file, error).lexically_relative(repository_);
      if (!error && !relative.empty() && *relative.begin() != "..") known->second = owners_.of(relative.generic_string());
    }
    return known->second;
  }

 private:
  fs::path repository_;
  LineAuthors authors_;
  history::CodeOwners owners_;
  std::map<std::string, std::string> known_owners_;
};

}  // namespace

std::unique_ptr<Responsible> responsible_in(const std::string& repository) {
  if (repository.empty()) return std::make_unique<Responsible>();
  return std::make_unique<InRepository>(repository);
}

}  // namespace ringfence
