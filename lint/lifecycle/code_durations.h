// Values of C++ that are lengths of time: numbers, texts like "30 days", std::chrono.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ringfence/code.h"
#include "ringfence/interval.h"
#include "ringfence/program.h"

namespace ringfence::lifecycle {

struct CodeDuration {
  bool is_known = false;
  bool is_number = false;  ///< `number` of something that the statement says.
  bool is_moment = false;  ///< The present and `interval`.
  int64_t number = 0;
  int64_t unit = 1;        ///< Of a std::chrono duration: what it counts, in seconds.
  Interval interval;
};

class CodeTracer {
 public:
  explicit CodeTracer(const CodeReading& code) : code_(code) {}

  /// What it may be, at least one; what is not followed is not known.
  std::vector<CodeDuration> durations_of(const program::Located& value) const { return follow(value, 0); }

 private:
  using All = std::vector<CodeDuration>;
  All follow(const program::Located& value, int depth) const;
  All of_parameter(const program::Located& value, int depth) const;
  All of_variable(const std::string& key, int depth) const;
  All of_field(const program::Located& value, int depth) const;
  All of_call(const program::Located& value, int depth) const;
  All of_sum(const program::Located& value, const CodeCall& call, int sign, int depth) const;
  All of_product(const program::Located& value, const CodeCall& call, int depth) const;
  All of_numbers(const program::Located& value, int depth) const;
  All of_format(const program::Located& value, const CodeCall& call, int depth) const;
  std::string_view text_of(const program::Located& value, const CodeRange& at) const;

  const CodeReading& code_;
};

}  // namespace ringfence::lifecycle
