#include "clang-plugin/tidy/reports.h"

#include <map>
#include <mutex>

namespace ringfence::tidy {

namespace {

struct Reports {
  std::mutex mutex;
  bool are_kept = false;
  std::map<std::string, UnitReportPtr> by_path;
};

Reports& reports() {
  static Reports all;
  return all;
}

}  // namespace

void keep_reports() {
  const std::lock_guard lock(reports().mutex);
  reports().are_kept = true;
}

bool keeps_reports() {
  const std::lock_guard lock(reports().mutex);
  return reports().are_kept;
}

void note_report(UnitReportPtr report) {
  const auto path = report->paths.find(report->source);
  const std::lock_guard lock(reports().mutex);
  if (reports().are_kept && path != report->paths.end()) reports().by_path[path->second] = std::move(report);
}

UnitReportPtr latest_report(const std::string& path) {
  const std::lock_guard lock(reports().mutex);
  const auto found = reports().by_path.find(path);
  return found == reports().by_path.end() ? nullptr : found->second;
}

void forget_report(const std::string& path) {
  const std::lock_guard lock(reports().mutex);
  reports().by_path.erase(path);
}

}  // namespace ringfence::tidy
