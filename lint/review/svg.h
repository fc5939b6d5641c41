// Writes SVG elements. Text is escaped here.
#pragma once

#include <string>
#include <vector>

namespace ringfence::review {

class Svg {
 public:
  /// `id` begins the ids inside; `description` is read out by screen readers instead of the picture.
  Svg(std::string id, int width, int height, const std::string& title, const std::string& description);

  /// A pattern of this style, to be filled with by bar(). Styles have a number each, and so a pattern of their own.
  void bar(double x, double y, double width, double height, const std::string& style, const std::string& tip);
  void line(double x1, double y1, double x2, double y2, const std::string& style);
  void path(const std::vector<std::pair<double, double>>& points, const std::string& style);
  void dot(double x, double y, const std::string& style);
  /// `anchor`: "start", "middle" or "end".
  void text(double x, double y, const std::string& anchor, const std::string& text, const std::string& style = "");
  std::string finish() const;

 private:
  void need_pattern(const std::string& style);

  std::string id_;
  std::string head_;
  std::string patterns_;
  std::string body_;
  std::vector<std::string> styles_;
};

/// Where ticks stand on an axis from 0 to `most`: whole numbers, about five, the last at or above `most`.
std::vector<int> ticks(int most);

}  // namespace ringfence::review
