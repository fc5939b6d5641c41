#include "lint/review/charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/review/svg.h"
#include "lint/review/times.h"

namespace ringfence::review {

namespace {

constexpr int kWidth = 760;
constexpr int kHeight = 240;
constexpr double kLeft = 44, kTop = 30, kBottom = 208;

struct Axis {
  std::vector<int> at;
  double y(int value) const { return kBottom - (kBottom - kTop) * value / at.back(); }
};

// "07-14"
std::string short_day(const std::string& date) { return date.substr(5); }

Axis draw_axis(Svg& svg, int most, double right) {
  const Axis axis{ticks(most)};
  for (const int value : axis.at) {
    svg.line(kLeft, axis.y(value), right, axis.y(value), value == 0 ? "axis" : "grid");
    svg.text(kLeft - 6, axis.y(value) + 4, "end", std::to_string(value));
  }
  return axis;
}

void draw_legend(Svg& svg, const std::vector<Part>& parts) {
  double x = kLeft;
  for (const Part& part : parts) {
    svg.bar(x, 6, 14, 12, part.style, part.name);
    svg.text(x + 20, 16, "start", part.name);
    x += 34 + 7.2 * static_cast<double>(part.name.size());
  }
}

}  // namespace

std::string chart_of_times(const Review& review) {
  const std::vector<Part> kinds = {{"opened", review.opened, "opened"}, {"fixed", review.fixed, "fixed"}, {"accepted", review.newly_accepted, "accepted"}};
  int most = 0;
  for (const ReviewedTime& one : review.times) most = std::max({most, one.opened, one.fixed, one.accepted});
  Svg svg("times", kWidth, kHeight, "Findings opened, fixed and accepted",
          fmt::format("Bars from {} to {}: {} findings opened, {} fixed, {} accepted. The table below has the figures.", review.period.from, review.period.to, review.opened, review.fixed,
                      review.newly_accepted));
  const double right = kWidth - 8;
  const Axis axis = draw_axis(svg, most, right);
  draw_legend(svg, kinds);
  const double step = (right - kLeft) / static_cast<double>(std::max<size_t>(1, review.times.size()));
  const double width = std::min(16.0, (step - 6) / 3);
  const size_t every = review.times.size() > 14 ? 2 : 1;
  for (size_t i = 0; i < review.times.size(); ++i) {
    const ReviewedTime& one = review.times[i];
    const double middle = kLeft + step * (static_cast<double>(i) + 0.5);
    const std::array<int, 3> counts = {one.opened, one.fixed, one.accepted};
    for (size_t k = 0; k < counts.size(); ++k) {
      if (counts[k] == 0) continue;
      const double x = middle + (static_cast<double>(k) - 1.5) * width;
      svg.bar(x, axis.y(counts[k]), width, kBottom - axis.y(counts[k]), kinds[k].style, fmt::format("{} to {}: {} {}", one.from, one.to, counts[k], kinds[k].name));
      svg.text(x + width / 2, axis.y(counts[k]) - 3, "middle", std::to_string(counts[k]), "small");
    }
    if (i % every == 0) svg.text(middle, kBottom + 16, "middle", short_day(one.from));
  }
  return svg.finish();
}

std::string chart_of_days(const Review& review) {
  struct Line {
    std::string name;
    std::string style;
    int RunCounts::*count;
    double label = 0;
  };
  std::array<Line, 4> lines = {{{"errors", "error", &RunCounts::errors}, {"warnings", "warning", &RunCounts::warnings}, {"notes", "note", &RunCounts::notes}, {"accepted", "accepted", &RunCounts::accepted}}};
  int most = 0;
  for (const ReviewedDay& day : review.days)
    for (const Line& line : lines) most = std::max(most, day.counts.*line.count);
  const RunCounts last = review.days.empty() ? RunCounts() : review.days.back().counts;
  Svg svg("days", kWidth, kHeight, "Findings by day",
          fmt::format("Lines over {} days with runs. On the last: {} errors, {} warnings and {} notes open, {} accepted. The table below has the figures.", review.days.size(), last.errors,
                      last.warnings, last.notes, last.accepted));
  const double right = kWidth - 108;
  const Axis axis = draw_axis(svg, most, right);
  const double span = std::max(1, days_between(review.period.from, review.period.to));
  const auto x_of = [&](const std::string& date) { return kLeft + (right - kLeft) * days_between(review.period.from, date) / span; };
  double labelled = -kWidth;  // Where the last label stands; the first week may be short.
  for (const ReviewedTime& one : times_of(review.period)) {
    const double x = x_of(one.from);
    if (x > right - 20 || x < labelled + 40) continue;
    svg.text(x, kBottom + 16, "middle", short_day(one.from));
    labelled = x;
  }
  for (Line& line : lines) {
    std::vector<std::pair<double, double>> points;
    for (const ReviewedDay& day : review.days) {
      const double x = x_of(day.date), y = axis.y(day.counts.*line.count);
      if (!points.empty()) points.emplace_back(x, points.back().second);  // It stays as it was until the next run.
      points.emplace_back(x, y);
    }
    if (points.empty()) continue;
    svg.path(points, "line-" + line.style);
    svg.dot(points.back().first, points.back().second, "dot-" + line.style);
    line.label = points.back().second;
  }
  // Names beside the ends, pushed apart where they would lie over each other.
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.label < b.label; });
  for (size_t i = 1; i < lines.size(); ++i) lines[i].label = std::max(lines[i].label, lines[i - 1].label + 14);
  const double over = std::max(0.0, lines.back().label - kBottom);
  for (size_t i = lines.size(); i-- > 0;) {
    const double lowest = i + 1 < lines.size() ? lines[i + 1].label - 14 : lines[i].label - over;
    lines[i].label = std::min(lines[i].label, lowest);
    if (!review.days.empty()) svg.text(right + 10, lines[i].label + 4, "start", fmt::format("{} {}", review.days.back().counts.*lines[i].count, lines[i].name), "name-" + lines[i].style);
  }
  return svg.finish();
}

std::string chart_of_parts(const std::string& id, const std::string& title, const std::vector<Part>& parts) {
  int whole = 0;
  std::string words;
  for (const Part& part : parts) {
    whole += part.count;
    if (part.count > 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", part.count, part.name);
  }
  const int rows = static_cast<int>(parts.size() + 1) / 2;
  Svg svg(id, kWidth, 48 + rows * 20, title, words.empty() ? "There is nothing to show." : words + ".");
  double x = 0;
  for (const Part& part : parts) {
    if (part.count == 0) continue;
    const double width = static_cast<double>(kWidth) * part.count / std::max(1, whole);
    svg.bar(x, 2, width, 30, part.style, fmt::format("{}: {}", part.name, part.count));
    x += width;
  }
  for (size_t i = 0; i < parts.size(); ++i) {
    const double left = (i % 2) * kWidth / 2.0, top = 42 + static_cast<double>(i / 2) * 20;
    svg.bar(left, top, 14, 12, parts[i].style, parts[i].name);
    svg.text(left + 22, top + 11, "start", fmt::format("{}: {}", parts[i].name, parts[i].count));
  }
  return svg.finish();
}

}  // namespace ringfence::review
