// What shapes speak of: somebody with personal data and data that is not, somebody with credentials.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <deque>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

enum class Tier { kBasic, kGold };

struct Customer {
  std::int64_t id = 0;
  std::string email;
  std::string phone;
  std::string status;  // "active", "closed"
  std::string reference;
  int visits = 0;
  bool is_active = true;
  Tier tier = Tier::kBasic;
};

struct Account {
  std::int64_t id = 0;
  std::string password;
  std::string password_hint_shown_at;
  std::string api_key;
  std::string api_key_id;
};
