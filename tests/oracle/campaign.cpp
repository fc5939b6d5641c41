#include "tests/oracle/campaign.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include "lint/witness/scratch_server.h"

namespace ringfence::tests {

namespace {

constexpr uint64_t kStatementsPerCatalog = 200;
constexpr size_t kMostExamples = 400;

uint64_t mixed(uint64_t seed, uint64_t number) {
  uint64_t value = seed * 0x9e3779b97f4a7c15ULL + number + 1;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

class Campaign {
 public:
  explicit Campaign(const CampaignOptions& options) : options_(options) {}

  CampaignResult run() {
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (int i = 0; i < options_.threads; ++i) threads.emplace_back([this, i] { work(i); });
    for (std::thread& thread : threads) thread.join();
    if (trouble_) std::rethrow_exception(trouble_);
    result_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    for (std::vector<Discovery>* list : {&result_.unsound, &result_.false_alarms, &result_.unknown})
      std::sort(list->begin(), list->end(), [](const Discovery& a, const Discovery& b) {
        return std::tie(a.catalog, a.fixture.sql) < std::tie(b.catalog, b.fixture.sql);
      });
    return std::move(result_);
  }

 private:
  struct Case {
    uint64_t catalog_number = 0;
    const RandomCatalog* catalog = nullptr;
    RandomStatement statement;
    std::vector<uint32_t> choices;
    Proved proved;
    Observed observed;
  };

  void work(int thread) {
    const uint64_t catalogs = (options_.statements + kStatementsPerCatalog - 1) / kStatementsPerCatalog;
    for (uint64_t number = next_++; number < catalogs; number = next_++) {
      const uint64_t count = std::min(kStatementsPerCatalog, options_.statements - number * kStatementsPerCatalog);
      try {
        try_catalog(number, count, fmt::format("o{}", thread));
      } catch (...) {
        const std::lock_guard lock(mutex_);
        trouble_ = std::current_exception();
        next_ = catalogs;
      }
      if (!options_.progress) continue;
      const std::lock_guard lock(mutex_);
      std::cerr << fmt::format("\r{} of {} statements, {} wrong proofs ", result_.total.statements, options_.statements,
                               result_.total.unsound);
    }
  }

  void try_catalog(uint64_t number, uint64_t count, const std::string& prefix) {
    Choices choices(mixed(options_.seed, number));
    const RandomCatalog catalog = random_catalog(choices);
    World world(server_.connection_string(), prefix, catalog, mixed(options_.seed, number));
    if (!world.read().problems.empty())
      throw std::runtime_error("the generated schema is wrong: " + world.read().problems[0] + "\n" + catalog.ddl);
    std::vector<Case> silent;
    for (uint64_t i = 0; i < count; ++i) {
      Choices own(mixed(mixed(options_.seed, number), i));
      Case one{number, &catalog, random_statement(catalog, own), own.made(), {}, {}};
      one.proved = world.prove(one.statement.text);
      one.observed = world.observe(one.statement, options_.pairs, i);
      if (is_unsound(one.proved.verdict, one.observed)) report_unsound(world, one);
      if (one.proved.verdict == Verdict::kRefuted && !one.observed.differs() && one.observed.failures < options_.pairs)
        silent.push_back(std::move(one));
      else count_case(one);
    }
    // A refuted statement gets many chances to show why.
    for (int round = 1; round <= options_.patience && !silent.empty(); ++round) {
      world.refill(mixed(options_.seed, number) + static_cast<uint64_t>(round));
      for (Case& one : silent)
        if (!one.observed.differs()) {
          const Observed more = world.observe(one.statement, 24, static_cast<uint64_t>(round) * 1000);
          const int executions = one.observed.executions + more.executions;
          if (more.differs()) one.observed = more;
          one.observed.executions = executions;
        }
    }
    for (const Case& one : silent) count_case(one);
  }

  void report_unsound(World& world, const Case& one) {
    Discovery discovery{one.catalog_number, one.proved.verdict, fixture_of(*one.catalog, one.statement),
                        one.observed.example};
    const Shrunk shrunk = shrink(world, *one.catalog, one.choices, one.proved.verdict);
    if (!shrunk.statement.text.empty()) {
      discovery.fixture = fixture_of(*one.catalog, shrunk.statement);
      discovery.example = shrunk.example;
    }
    const std::lock_guard lock(mutex_);
    result_.unsound.push_back(std::move(discovery));
  }

  void count_case(const Case& one) {
    Counts counts;
    counts.statements = 1;
    const bool ran = one.observed.failures * 2 < one.observed.executions;
    counts.proven = one.proved.verdict == Verdict::kProven;
    counts.conditional = one.proved.verdict == Verdict::kConditional;
    counts.refuted = one.proved.verdict == Verdict::kRefuted;
    counts.unknown = one.proved.verdict == Verdict::kUnknown;
    counts.differing = one.observed.differs();
    counts.unsound = is_unsound(one.proved.verdict, one.observed);
    counts.isolated = ran && !one.observed.differs();
    counts.false_alarms = counts.isolated != 0 && counts.refuted != 0;
    const std::lock_guard lock(mutex_);
    result_.total.add(counts);
    for (const std::string& construct : one.statement.constructs) result_.by_construct[construct].add(counts);
    result_.executions += static_cast<uint64_t>(one.observed.executions);
    if (!ran) {
      ++result_.not_comparable;
      ++result_.failures[one.observed.failure.substr(0, one.observed.failure.find('\n'))];
    }
    const auto keep = [&](std::vector<Discovery>& list, const std::string& example) {
      if (list.size() < kMostExamples)
        list.push_back({one.catalog_number, one.proved.verdict, fixture_of(*one.catalog, one.statement), example});
    };
    if (counts.false_alarms != 0) keep(result_.false_alarms, "");
    if (counts.unknown != 0) keep(result_.unknown, one.proved.problem);
  }

  const CampaignOptions options_;
  const witness::ScratchServer server_;
  std::atomic<uint64_t> next_ = 0;
  std::mutex mutex_;
  CampaignResult result_;
  std::exception_ptr trouble_;
};

std::string line_of(const std::string& name, const Counts& counts) {
  return fmt::format("{:<22}{:>10}{:>9}{:>12}{:>9}{:>9}{:>11}{:>9}{:>10}{:>13}\n", name, counts.statements,
                     counts.proven, counts.conditional, counts.refuted, counts.unknown, counts.differing,
                     counts.unsound, counts.isolated, counts.false_alarms);
}

}  // namespace

void Counts::add(const Counts& other) {
  statements += other.statements;
  proven += other.proven;
  conditional += other.conditional;
  refuted += other.refuted;
  unknown += other.unknown;
  differing += other.differing;
  unsound += other.unsound;
  isolated += other.isolated;
  false_alarms += other.false_alarms;
}

CampaignResult run_campaign(const CampaignOptions& options) { return Campaign(options).run(); }

std::string table_of(const CampaignResult& result) {
  std::string text =
      fmt::format("{:<22}{:>10}{:>9}{:>12}{:>9}{:>9}{:>11}{:>9}{:>10}{:>13}\n", "construct", "statements", "proven",
                  "conditional", "refuted", "unknown", "differing", "unsound", "isolated", "false alarms");
  for (const auto& [name, counts] : result.by_construct) text += line_of(name, counts);
  text += line_of("all", result.total);
  text +=
      fmt::format("{} executions in {:.0f} s, {:.0f} a second; {} statements failed on every pair\n", result.executions,
                  result.seconds, static_cast<double>(result.executions) / result.seconds, result.not_comparable);
  return text;
}

std::string found_text(const CampaignResult& result) {
  std::string text;
  const auto list = [&](const char* title, const std::vector<Discovery>& discoveries) {
    for (const Discovery& one : discoveries)
      text += fmt::format("==== {} ({}), catalog {}\n{}\n{}\n\n", title, to_string(one.verdict), one.catalog,
                          one.fixture.sql + one.fixture.policy, one.example);
  };
  list("wrong proof", result.unsound);
  list("unknown", result.unknown);
  list("false alarm", result.false_alarms);
  for (const auto& [failure, count] : result.failures) text += fmt::format("failed {} times: {}\n", count, failure);
  return text;
}

void write_fixtures(const CampaignResult& result, uint64_t seed, const std::string& folder) {
  std::filesystem::create_directories(folder);
  for (const Discovery& one : result.unsound) {
    const std::string stem = fmt::format("{}/{}-{}", folder, seed, one.catalog);
    std::ofstream(stem + ".sql") << one.fixture.sql;
    std::ofstream(stem + ".toml") << one.fixture.policy;
  }
}

std::string last_line(const CampaignResult& result) {
  return fmt::format("unsound {}, false alarms {} of {}, unknown {} of {}", result.total.unsound,
                     result.total.false_alarms, result.total.isolated, result.total.unknown, result.total.statements);
}

}  // namespace ringfence::tests
