#include "log/logger.h"

#include <atomic>
#include <chrono>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <mutex>

namespace fieldcrm::log {
namespace {

std::atomic<Level> g_threshold{Level::kInfo};
std::mutex g_mutex;

const char* name_of(Level level) {
  switch (level) {
    case Level::kDebug: return "DEBUG";
    case Level::kInfo: return "INFO";
    case Level::kWarning: return "WARNING";
    case Level::kError: return "ERROR";
  }
  return "?";
}

}  // namespace

void set_threshold(Level level) { g_threshold = level; }

bool is_enabled(Level level) { return static_cast<int>(level) >= static_cast<int>(g_threshold.load()); }

void write(Level level, const char* file, int line, const std::string& message) {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm broken_down{};
  gmtime_r(&now, &broken_down);
  const std::lock_guard<std::mutex> lock(g_mutex);
  std::cerr << std::put_time(&broken_down, "%FT%TZ") << ' ' << name_of(level) << ' ' << file << ':' << line << ' '
            << message << '\n';
}

}  // namespace fieldcrm::log
