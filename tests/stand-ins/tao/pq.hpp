// Stands in for taopq's header: the signatures that take SQL.
#pragma once

#include <memory>
#include <string_view>

namespace tao::pq {

class result {};

class transaction_base {
 public:
  template <typename... As>
  result execute(const char* statement, As&&... as);
};

class transaction : public transaction_base {};

class connection {
 public:
  std::shared_ptr<pq::transaction> begin();
  template <typename... As>
  result execute(const char* statement, As&&... as);
};

}  // namespace tao::pq
