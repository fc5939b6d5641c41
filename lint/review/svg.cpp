#include "lint/review/svg.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/review/escape.h"

namespace ringfence::review {

namespace {

// What makes a style readable without its colour.
std::string_view strokes_of(const std::string& style) {
  if (style == "fixed" || style == "kept") return "<path class=\"ink\" d=\"M-1 7L7 -1\"/>";
  if (style == "accepted") return "<circle class=\"ink-fill\" cx=\"3\" cy=\"3\" r=\"1.2\"/>";
  if (style == "not-shown" || style == "warning") return "<path class=\"ink\" d=\"M0 3H6\"/>";
  if (style == "not-checkable" || style == "note") return "<path class=\"ink\" d=\"M3 0V6\"/>";
  return "";  // Solid: what there is to worry about.
}

}  // namespace

Svg::Svg(std::string id, int width, int height, const std::string& title, const std::string& description) : id_(std::move(id)) {
  head_ = fmt::format("<svg class=\"chart\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" aria-labelledby=\"{2}-title {2}-text\">"
                      "<title id=\"{2}-title\">{3}</title><desc id=\"{2}-text\">{4}</desc>",
                      width, height, id_, escaped(title), escaped(description));
}

void Svg::need_pattern(const std::string& style) {
  if (std::find(styles_.begin(), styles_.end(), style) != styles_.end()) return;
  styles_.push_back(style);
  patterns_ += fmt::format("<pattern id=\"{0}-{1}\" patternUnits=\"userSpaceOnUse\" width=\"6\" height=\"6\"><rect class=\"fill-{1}\" width=\"6\" height=\"6\"/>{2}</pattern>", id_,
                           style, strokes_of(style));
}

void Svg::bar(double x, double y, double width, double height, const std::string& style, const std::string& tip) {
  need_pattern(style);
  body_ += fmt::format("<rect class=\"edge-{0}\" x=\"{1:.1f}\" y=\"{2:.1f}\" width=\"{3:.1f}\" height=\"{4:.1f}\" fill=\"url(#{5}-{0})\"><title>{6}</title></rect>", style, x, y, width,
                       height, id_, escaped(tip));
}

void Svg::line(double x1, double y1, double x2, double y2, const std::string& style) {
  body_ += fmt::format("<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>", style, x1, y1, x2, y2);
}

void Svg::path(const std::vector<std::pair<double, double>>& points, const std::string& style) {
  std::string d;
  for (const auto& [x, y] : points) d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", x, y);
  body_ += fmt::format("<path class=\"{}\" d=\"{}\"/>", style, d);
}

void Svg::dot(double x, double y, const std::string& style) { body_ += fmt::format("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\"/>", style, x, y); }

void Svg::text(double x, double y, const std::string& anchor, const std::string& text, const std::string& style) {
  body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>", x, y, anchor, style.empty() ? "" : fmt::format(" class=\"{}\"", style), escaped(text));
}

std::string Svg::finish() const { return head_ + "<defs>" + patterns_ + "</defs>" + body_ + "</svg>"; }

std::vector<int> ticks(int most) {
  int step = 1;
  while (most > step * 5) {
    const int leading = step;
    int power = 1;
    while (power * 10 <= leading) power *= 10;
    step = leading / power == 1 ? power * 2 : leading / power == 2 ? power * 5 : power * 10;
  }
  std::vector<int> made;
  for (int at = 0;; at += step) {
    made.push_back(at);
    if (at >= std::max(most, 1)) return made;
  }
}

}  // namespace ringfence::review
