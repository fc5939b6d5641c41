// Texts as they may be stored and shown: no secret in them, valid UTF-8, no control characters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ringfence/report.h"

namespace ringfence::history {

class PlainWords {
 public:
  /// `secrets`: places whose text is never to be shown.
  explicit PlainWords(const std::vector<Place>& secrets);
  std::string of(std::string_view text) const;
  /// A command line: values of options that may hold a password are looked into, words with spaces are quoted.
  std::string command(const std::vector<std::string>& words) const;

 private:
  std::vector<std::string> secrets_;  ///< The longest first.
};

}  // namespace ringfence::history
