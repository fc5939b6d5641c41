// The order in which a migration tool would run its files.
#include <algorithm>
#include <cctype>
#include <numeric>
#include <string_view>
#include <tuple>

#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

struct Key {
  int phase = 0;  ///< Versioned first, Flyway's repeatable ones last.
  bool has_number = false;
  std::vector<unsigned long long> version;
  std::string name;
  size_t given = 0;
};

std::vector<unsigned long long> leading_version(std::string_view name) {
  std::vector<unsigned long long> version;
  size_t at = 0;
  while (at < name.size() && std::isdigit(static_cast<unsigned char>(name[at]))) {
    unsigned long long number = 0;
    while (at < name.size() && std::isdigit(static_cast<unsigned char>(name[at])))
      number = number * 10 + static_cast<unsigned>(name[at++] - '0');
    version.push_back(number);
    const bool more = at + 1 < name.size() && (name[at] == '.' || name[at] == '_') &&
                      std::isdigit(static_cast<unsigned char>(name[at + 1]));
    if (more) ++at;
  }
  return version;
}

std::string_view file_name(std::string_view path) {
  const size_t slash = path.rfind('/');
  const std::string_view name = slash == path.npos ? path : path.substr(slash + 1);
  if ((name != "migration.sql" && name != "up.sql") || slash == path.npos) return name;
  // Prisma and Diesel name the folder.
  const std::string_view folder = path.substr(0, slash);
  const size_t parent = folder.rfind('/');
  return parent == folder.npos ? folder : folder.substr(parent + 1);
}

}  // namespace

std::vector<size_t> migration_order(const std::vector<std::string>& paths) {
  std::vector<Key> keys;
  for (size_t i = 0; i < paths.size(); ++i) {
    const std::string_view name = file_name(paths[i]);
    const auto ends = [&](std::string_view tail) {
      return name.size() >= tail.size() && name.substr(name.size() - tail.size()) == tail;
    };
    if (ends(".down.sql") || ends("_down.sql") || ends(".undo.sql") || name == "down.sql") continue;
    const bool flyway = name.find("__") != name.npos && name.size() > 2;
    if (flyway && name[0] == 'U' && std::isdigit(static_cast<unsigned char>(name[1]))) continue;
    Key key;
    key.given = i;
    key.name = name;
    if (flyway && name.substr(0, 3) == "R__") key.phase = 1;
    else if (flyway && (name[0] == 'V' || name[0] == 'B')) key.version = leading_version(name.substr(1));
    else key.version = leading_version(name);
    key.has_number = !key.version.empty() || key.phase == 1;
    keys.push_back(std::move(key));
  }
  // Without a number anywhere the order of the configuration is all there is.
  const bool numbered = std::any_of(keys.begin(), keys.end(), [](const Key& key) { return key.has_number; });
  if (numbered)
    std::stable_sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
      // Files without a number (a schema dump, extensions) come before what is numbered.
      return std::tuple(a.phase, a.has_number, a.version, a.has_number ? a.name : std::string()) <
             std::tuple(b.phase, b.has_number, b.version, b.has_number ? b.name : std::string());
    });
  std::vector<size_t> order;
  for (const Key& key : keys) order.push_back(key.given);
  return order;
}

}  // namespace ringfence
