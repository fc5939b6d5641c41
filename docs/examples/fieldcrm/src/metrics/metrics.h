#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>

#include <cstdint>
#include <string>

namespace fieldcrm::metrics {

/// What is counted, by who did it.
class Metrics {
 public:
  explicit Metrics(prometheus::Family<prometheus::Counter>& sign_ins) : sign_ins_(sign_ins) {}

  void count_sign_in(const std::string& email, std::int64_t org_id);
  void count_failure(const std::string& phone, const std::string& reason);

 private:
  prometheus::Family<prometheus::Counter>& sign_ins_;
};

}  // namespace fieldcrm::metrics
