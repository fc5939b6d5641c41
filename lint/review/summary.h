// What a manager reads in a minute: figures, sentences, and what has to be decided. The page and Markdown say the same.
#pragma once

#include <string>
#include <vector>

#include "ringfence/review.h"

namespace ringfence::review {

struct Tile {
  std::string figure;
  std::string label;
  std::string more;
  std::string style;  ///< "bad", "mid", "good" or empty.
};
struct Decision {
  std::string what;
  std::string text;
};
struct Summary {
  std::vector<Tile> tiles;
  std::vector<std::string> warnings;  ///< What makes the figures less than they seem.
  std::vector<std::string> points;
  std::vector<Decision> decisions;
};
Summary summary_of(const Review& review);

/// "1 finding", "3 findings"
std::string counted(int count, std::string_view noun);
/// What the review says of itself: when it was made, of which commit.
std::string said_of(const Review& review);
/// "db/x.sql:12"; empty of no file.
std::string place_of(const RecordedFinding& finding);
/// When a finding came, in words that fit into a cell.
std::string since_of(const Review& review, const ReviewedFinding& one);

}  // namespace ringfence::review
