// What a run saw and what the history knows, put together.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "lint/review/times.h"
#include "ringfence/review.h"
#include "ringfence/rule.h"

namespace ringfence {

namespace {

using Stretch = Lasting<RecordedFinding>;

// The findings of a slice, each with its stretches in order, and what happened to it in the period.
class Events {
 public:
  Events(const HistorySlice& slice, const Period& period) : slice_(slice), period_(period) {
    for (size_t i = 0; i < slice.runs.size(); ++i) {
      order_[slice.runs[i].id] = i;
      if (i > 0 && slice.runs[i].made_with() != slice.runs[i - 1].made_with()) other_tool_.insert(slice.runs[i].id);
    }
    for (const Stretch& one : slice.findings) stretches_[one.identity].push_back(&one);
  }

  void count(Review& review) const {
    for (const auto& [identity, stretches] : stretches_)
      for (size_t i = 0; i < stretches.size(); ++i) count_stretch(stretches, i, review);
  }

  // The finding as its last stretch in the slice leaves it.
  std::vector<ReviewedFinding> findings() const {
    std::vector<ReviewedFinding> made;
    for (const auto& [identity, stretches] : stretches_) made.push_back(reviewed(stretches));
    return made;
  }

  int changes_of_tool() const {
    return static_cast<int>(std::count_if(other_tool_.begin(), other_tool_.end(), [&](int64_t run) { return is_in_period(run); }));
  }

 private:
  using Stretches = std::vector<const Stretch*>;

  const std::string date(int64_t run) const {
    const auto known = order_.find(run);
    return known == order_.end() ? std::string() : slice_.runs[known->second].date();
  }
  bool is_in_period(int64_t run) const {
    const std::string day = date(run);
    return !day.empty() && day >= period_.from && day <= period_.to && !(slice_.begins_before && order_.at(run) == 0);
  }
  // The first of all runs that are known finds what was there before.
  bool is_beginning(int64_t run) const {
    const auto known = order_.find(run);
    return known == order_.end() || known->second == 0;
  }
  static bool goes_on(const Stretches& all, size_t i) { return i > 0 && all[i - 1]->gone_run == all[i]->first_run; }
  static bool ends(const Stretches& all, size_t i) { return all[i]->gone_run != 0 && !(i + 1 < all.size() && goes_on(all, i + 1)); }
  bool is_opened(const Stretches& all, size_t i) const { return !goes_on(all, i) && !is_beginning(all[i]->first_run); }
  bool is_accepted(const Stretches& all, size_t i) const {
    const bool before = goes_on(all, i) && all[i - 1]->what.acceptance;
    return all[i]->what.acceptance && !before && (goes_on(all, i) || !is_beginning(all[i]->first_run));
  }

  void count_stretch(const Stretches& all, size_t i, Review& review) const {
    const auto note = [&](int64_t run, int ReviewedTime::*counter, int& total) {
      if (!is_in_period(run)) return;
      ++total;
      if (ReviewedTime* time = review::time_of(review.times, date(run))) ++(time->*counter);
    };
    if (is_opened(all, i)) note(all[i]->first_run, &ReviewedTime::opened, review.opened);
    if (is_accepted(all, i)) note(all[i]->first_run, &ReviewedTime::accepted, review.newly_accepted);
    if (ends(all, i)) note(all[i]->gone_run, &ReviewedTime::fixed, review.fixed);
  }

  ReviewedFinding reviewed(const Stretches& all) const {
    ReviewedFinding made;
    made.finding = all.back()->what;
    size_t first = all.size() - 1;
    while (goes_on(all, first)) --first;
    const int64_t opened = all[first]->first_run;
    made.since = is_beginning(opened) ? std::string() : date(opened);
    made.is_new = is_opened(all, first) && is_in_period(opened);
    made.with_other_tool = made.is_new && other_tool_.contains(opened);
    for (size_t i = first; i < all.size(); ++i) made.was_accepted_now = made.was_accepted_now || (is_accepted(all, i) && is_in_period(all[i]->first_run));
    if (const int64_t gone = all.back()->gone_run; gone != 0 && order_.contains(gone)) {
      made.status = ReviewedFinding::Status::kFixed;
      made.fixed = date(gone);
      made.with_other_tool = other_tool_.contains(gone);
    } else if (made.finding.acceptance) {
      made.status = ReviewedFinding::Status::kAccepted;
    }
    return made;
  }

  const HistorySlice& slice_;
  const Period& period_;
  std::map<int64_t, size_t> order_;
  std::set<int64_t> other_tool_;
  std::map<int64_t, Stretches> stretches_;
};

int rank(const std::string& severity) { return static_cast<int>(severity_from(severity).value_or(Severity::kOff)); }

// What was checked now says what is there; the history says since when, and what is there no more.
void add_findings(Review& review, const Events& events) {
  std::map<std::string, ReviewedFinding> known;
  for (ReviewedFinding& one : events.findings()) known[one.finding.fingerprint] = std::move(one);
  for (const RecordedFinding& now : review.state.findings) {
    ReviewedFinding made;
    if (const auto found = known.find(now.fingerprint); found != known.end()) {
      made = std::move(found->second);
      if (made.status == ReviewedFinding::Status::kFixed) made = {};
      known.erase(found);
    }
    made.finding = now;
    made.status = now.acceptance ? ReviewedFinding::Status::kAccepted : ReviewedFinding::Status::kOpen;
    review.findings.push_back(std::move(made));
  }
  for (auto& [fingerprint, one] : known)
    if (one.status == ReviewedFinding::Status::kFixed && one.fixed >= review.period.from && one.fixed <= review.period.to) review.findings.push_back(std::move(one));
  for (ReviewedFinding& one : review.findings)
    for (const RecordedCommitment& commitment : review.state.commitments)
      if (one.status != ReviewedFinding::Status::kFixed && std::find(commitment.findings.begin(), commitment.findings.end(), one.finding.fingerprint) != commitment.findings.end())
        one.commitments.push_back(commitment.name());
  std::stable_sort(review.findings.begin(), review.findings.end(), [](const ReviewedFinding& a, const ReviewedFinding& b) {
    return std::tuple(a.status, -rank(a.finding.severity), a.finding.path, a.finding.line) < std::tuple(b.status, -rank(b.finding.severity), b.finding.path, b.finding.line);
  });
}

void add_commitments(Review& review, const HistorySlice& slice) {
  std::map<int64_t, std::string> dates;
  for (const RunSummary& run : slice.runs) dates[run.id] = run.date();
  for (const RecordedCommitment& now : review.state.commitments) {
    ReviewedCommitment made{now, {}};
    std::vector<Lasting<RecordedCommitment>> stretches;
    std::copy_if(slice.commitments.begin(), slice.commitments.end(), std::back_inserter(stretches), [&](const auto& one) { return one.what.name() == now.name(); });
    std::sort(stretches.begin(), stretches.end(), [](const auto& a, const auto& b) { return a.first_run < b.first_run; });
    std::string before;
    for (const Lasting<RecordedCommitment>& one : stretches) {
      if (one.what.status == before) continue;
      const auto date = dates.find(one.first_run);
      const bool is_earlier = date == dates.end() || date->second < review.period.from;
      if (is_earlier) made.course.clear();
      if (is_earlier || date->second <= review.period.to) made.course.push_back((is_earlier ? "before " + review.period.from : date->second) + " " + one.what.status);
      before = one.what.status;
    }
    review.commitments.push_back(std::move(made));
  }
}

void add_controls(Review& review) {
  std::map<std::pair<std::string, std::string>, ReviewedControl> controls;
  std::map<std::string, std::vector<const ReviewedFinding*>> by_rule;
  for (const ReviewedFinding& one : review.findings)
    if (one.status != ReviewedFinding::Status::kFixed) by_rule[one.finding.rule].push_back(&one);
  for (const Rule& rule : all_rules()) {
    const std::string id(rule.id);
    const bool is_off = std::find(review.state.state.rules_off.begin(), review.state.state.rules_off.end(), id) != review.state.state.rules_off.end();
    for (const ControlMapping& mapping : rule.controls) {
      ReviewedControl& control = controls[{std::string(mapping.framework), std::string(mapping.control)}];
      control.framework = mapping.framework;
      control.control = mapping.control;
      (is_off ? control.rules_off : control.rules).push_back(id);
      for (const ReviewedFinding* one : by_rule[id]) {
        if (one->status == ReviewedFinding::Status::kAccepted) ++control.accepted;
        else if (one->finding.severity == "error") ++control.errors;
        else if (one->finding.severity == "warning") ++control.warnings;
        else ++control.notes;
      }
    }
  }
  for (auto& [name, control] : controls) review.controls.push_back(std::move(control));
}

void add_runs(Review& review, const HistorySlice& slice) {
  for (size_t i = 0; i < slice.runs.size(); ++i) {
    const RunSummary& run = slice.runs[i];
    if (run.date() < review.period.from || run.date() > review.period.to) continue;
    review.incomplete_runs += !run.complete;
    if (!review.days.empty() && review.days.back().date == run.date()) review.days.back().counts = run.counts;
    else review.days.push_back({run.date(), run.counts});
    review.runs.push_back(run);
  }
}

// The last run of a slice as if it had been made now.
RunRecord state_from(const HistorySlice& slice) {
  RunRecord state;
  static_cast<RunSummary&>(state) = slice.runs.back();
  const int64_t last = state.id;
  const auto is_there = [&](const auto& one) { return one.first_run <= last && (one.gone_run == 0 || one.gone_run > last); };
  for (const auto& one : slice.findings)
    if (is_there(one)) state.findings.push_back(one.what);
  for (const auto& one : slice.commitments)
    if (is_there(one)) state.commitments.push_back(one.what);
  state.state = slice.last_state;
  return state;
}

}  // namespace

std::string_view to_string(ReviewedFinding::Status status) {
  switch (status) {
    case ReviewedFinding::Status::kOpen: return "open";
    case ReviewedFinding::Status::kAccepted: return "accepted";
    case ReviewedFinding::Status::kFixed: return "fixed";
  }
  return "";
}

int Review::count(std::string_view status) const {
  return static_cast<int>(std::count_if(commitments.begin(), commitments.end(), [&](const ReviewedCommitment& one) { return one.commitment.status == status; }));
}

int Review::count(ReviewedFinding::Status status, std::string_view severity) const {
  return static_cast<int>(std::count_if(findings.begin(), findings.end(), [&](const ReviewedFinding& one) {
    return one.status == status && (severity.empty() || one.finding.severity == severity);
  }));
}

Review make_review(std::optional<RunRecord> state, HistorySlice slice, const Period& period, const std::string& made) {
  Review review;
  review.period = period;
  review.made = made;
  review.is_checked_now = state.has_value();
  review.state = state ? std::move(*state) : state_from(slice);
  review.begins_before = slice.begins_before && slice.runs.front().date() < period.from;
  review.times = review::times_of(period);
  const Events events(slice, period);
  events.count(review);
  review.changes_of_tool = events.changes_of_tool();
  add_runs(review, slice);
  add_findings(review, events);
  add_commitments(review, slice);
  add_controls(review);
  return review;
}

}  // namespace ringfence
