#include "tests/oracle/shrink.h"

#include <regex>
#include <sstream>

#include <functional>

namespace ringfence::tests {

namespace {

constexpr int kPairs = 48;
constexpr int kMostAttempts = 1500;

class Shrinking {
 public:
  Shrinking(World& world, const RandomCatalog& catalog, Verdict verdict)
      : world_(world), catalog_(catalog), verdict_(verdict) {}

  Shrunk run(std::vector<uint32_t> choices) {
    if (!keeps(choices)) return {};
    bool smaller = true;
    while (smaller && attempts_ < kMostAttempts) {
      smaller = false;
      for (size_t width : {32, 16, 8, 4, 2, 1}) smaller |= remove(width);
      smaller |= lower();
    }
    return best_;
  }

 private:
  // Whether the list is simpler than the best one and still shows the mistake; then it is the best.
  bool keeps(const std::vector<uint32_t>& list) {
    if (++attempts_ > kMostAttempts) return false;
    Choices choices(list);
    RandomStatement statement = random_statement(catalog_, choices);
    if (!best_.statement.text.empty() && statement.text.size() >= best_.statement.text.size()) return false;
    const Proved proved = world_.prove(statement.text);
    if (proved.verdict != verdict_) return false;
    const Observed observed = world_.observe(statement, kPairs, 7);
    if (!is_unsound(verdict_, observed)) return false;
    best_ = {std::move(statement), observed.example};
    best_choices_ = list;
    return true;
  }

  bool remove(size_t width) {
    bool smaller = false;
    for (size_t at = 0; at + width <= best_choices_.size();) {
      std::vector<uint32_t> list = best_choices_;
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(at),
                 list.begin() + static_cast<std::ptrdiff_t>(at + width));
      if (keeps(list)) smaller = true;
      else ++at;
    }
    return smaller;
  }

  bool lower() {
    bool smaller = false;
    for (size_t at = 0; at < best_choices_.size(); ++at)
      for (const uint32_t value : {0U, best_choices_[at] / 2}) {
        if (value >= best_choices_[at]) continue;
        std::vector<uint32_t> list = best_choices_;
        list[at] = value;
        if (keeps(list)) smaller = true;
      }
    return smaller;
  }

  World& world_;
  const RandomCatalog& catalog_;
  const Verdict verdict_;
  int attempts_ = 0;
  Shrunk best_;
  std::vector<uint32_t> best_choices_;
};

}  // namespace

Shrunk shrink(World& world, const RandomCatalog& catalog, std::vector<uint32_t> choices, Verdict verdict) {
  return Shrinking(world, catalog, verdict).run(std::move(choices));
}

namespace {

bool names(const std::string& text, const std::string& word) {
  return std::regex_search(text, std::regex("\\b" + word + "\\b"));
}

// The DDL, one statement a line, without the tables and views that the statement has nothing to do with.
std::string needed_ddl(const std::string& ddl, const std::string& statement) {
  static const std::regex kObject("^CREATE (?:TABLE|VIEW|UNIQUE INDEX ON) (\\w+)");
  std::vector<std::string> lines;
  std::istringstream stream(ddl);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  std::string kept, text = statement;
  // What is needed stands above what needs it.
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    std::smatch object;
    if (std::regex_search(*line, object, kObject) && object[1] != "orgs" && !names(text, object[1])) continue;
    text += *line;
    kept.insert(0, *line + "\n");
  }
  return kept;
}

}  // namespace

ReadyFixture fixture_of(const RandomCatalog& catalog, const RandomStatement& statement) {
  const std::string rule = statement.writes ? "tenant-unscoped-write" : "tenant-unscoped-read";
  return {needed_ddl(catalog.ddl, statement.text) + "-- queries\n" + statement.text + "; -- expect: " + rule + "\n",
          catalog.policy};
}

}  // namespace ringfence::tests
