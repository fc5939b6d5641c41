// Where things of a text stand after an edit.
#pragma once

#include <optional>
#include <string_view>

#include "ringfence/source.h"

namespace ringfence::clangd {

/// From a text to one that it became: all between what they begin and what they end with counts as edited.
class MovedText {
 public:
  MovedText(std::string_view before, std::string_view after);

  /// Nothing of what stood, even in part, where the text was edited.
  std::optional<Span> moved(Span before) const;

 private:
  uint32_t begin_ = 0, end_ = 0;  ///< What was edited, in the text before.
  uint32_t grown_ = 0;            ///< Modulo 2^32.
};

}  // namespace ringfence::clangd
