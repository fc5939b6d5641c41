#include "lint/history/known_texts.h"

#include <fmt/format.h>

#include <algorithm>

#include "ringfence/units.h"

namespace ringfence::history {

std::string placeholders(size_t first, size_t count) {
  std::string made;
  for (size_t i = 0; i < count; ++i) made += fmt::format("{}${}", i == 0 ? "" : ", ", first + i);
  return made;
}

void KnownTexts::know(const std::vector<std::string>& texts) {
  std::map<std::string, std::string> by_digest;
  for (const std::string& text : texts)
    if (!numbers_.contains(text)) by_digest.emplace(digest_of_text(text), text);
  std::vector<std::string> digests;
  for (const auto& [digest, text] : by_digest) digests.push_back(digest);
  in_pieces(digests, [&](const Row& piece) {
    const std::string sql = fmt::format("SELECT digest, id FROM texts WHERE digest IN ({})", placeholders(1, piece.size()));
    for (const Row& row : database_.query(sql, piece)) {
      numbers_[by_digest.at(text(row[0]))] = text(row[1]);
      by_digest.erase(text(row[0]));
    }
  });
  if (by_digest.empty()) return;
  int64_t next = number(database_.query("SELECT coalesce(max(id), 0) + 1 FROM texts").at(0).at(0));
  Inserter inserter(database_, "texts", {"id", "digest", "content"});
  for (auto& [digest, text] : by_digest) {
    inserter.add({std::to_string(next), digest, text});
    numbers_[text] = std::to_string(next++);
  }
  inserter.finish();
}

}  // namespace ringfence::history
