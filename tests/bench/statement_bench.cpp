// What the analysis of a statement costs beside its parsing, phase by phase, and how that grows with the number of
// statements. The counter `ratio` is the whole analysis over pg_query_parse (JSON) alone, the median of runs in turn.
#include <benchmark/benchmark.h>
#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "ringfence/engine.h"
#include "ringfence/policy_reader.h"
#include "ringfence/rule.h"
#include "ringfence/sql_front_end.h"
#include "tests/bench/generated_project.h"
#include "tests/bench/parse_only.h"

namespace ringfence::bench {
namespace {

Project open_folder(const std::string& folder) {
  std::ifstream stream(folder + "/ringfence.toml");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  PolicyReading reading = read_policy(std::make_shared<Source>("ringfence.toml", text), folder, {});
  return open_project(std::move(reading.policy), std::move(reading.mistakes), {});
}

/// The example that comes with the project.
const Project& example() {
  static const Project project = open_folder(RINGFENCE_SOURCE_DIR "/docs/examples/fieldcrm");
  return project;
}

/// A generated project with 200 tables and so many statements.
Project generated(int statements) {
  std::string folder = (std::filesystem::temp_directory_path() / "ringfence-bench.XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return {};
  write_project(generate_project({200, statements, std::max(1, statements / 100)}), folder);
  Project project = open_folder(folder);
  std::filesystem::remove_all(folder);
  return project;
}

const Project& generated_thousand() {
  static const Project project = generated(1000);
  return project;
}

std::vector<SqlText> statements_of(const Project& project) {
  std::vector<SqlText> statements;
  for (const SourcePtr& source : project.query_sources)
    for (SqlText& statement : read_sql_file(*source, SqlFileKind::kQueries).statements)
      statements.push_back(std::move(statement));
  return statements;
}

/// Everything that happens to query files: split, parse, bind, prove, judge. How many findings there were.
size_t analyse(const Project& project, SqlBinder& binder) {
  const IsolationProver prover(*project.catalog, project.policy);
  Facts facts;
  for (const SourcePtr& source : project.query_sources) {
    const SqlFile file = read_sql_file(*source, SqlFileKind::kQueries);
    for (const SqlText& statement : file.statements)
      if (const BoundStatement bound = binder.bind(statement); bound.query != nullptr)
        facts.append(prover.prove(*bound.query));
  }
  size_t count = 0;
  for (const Rule& rule : all_rules()) {
    Findings findings(rule.id, rule.severity);
    rule.run(facts, findings);
    count += findings.all().size();
  }
  return count;
}

/// Of this thread alone: other work on the machine must not count.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

using Corpus = const Project& (*)();

void per_statement(benchmark::State& state, size_t statements) {
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(statements));
}

void ratio_to_parsing(benchmark::State& state, Corpus corpus) {
  const Project& project = corpus();
  const std::vector<SqlText> statements = statements_of(project);
  SqlBinder binder(*project.catalog);
  std::vector<double> ratios;
  for (auto _ : state) {
    const double start = cpu_seconds();
    for (const SqlText& statement : statements) parse_statement(statement.text);
    const double parsed = cpu_seconds();
    benchmark::DoNotOptimize(analyse(project, binder));
    const double analysed = cpu_seconds();
    state.SetIterationTime(analysed - parsed);
    ratios.push_back((analysed - parsed) / (parsed - start));
  }
  std::nth_element(ratios.begin(), ratios.begin() + static_cast<ptrdiff_t>(ratios.size() / 2), ratios.end());
  state.counters["ratio"] = ratios[ratios.size() / 2];
  per_statement(state, statements.size());
}

void parse(benchmark::State& state, Corpus corpus) {
  const std::vector<SqlText> statements = statements_of(corpus());
  for (auto _ : state)
    for (const SqlText& statement : statements) benchmark::DoNotOptimize(parse_statement(statement.text));
  per_statement(state, statements.size());
}

void split(benchmark::State& state, Corpus corpus) {
  size_t count = 0;
  for (auto _ : state) count = statements_of(corpus()).size();
  per_statement(state, count);
}

void split_parse_bind(benchmark::State& state, Corpus corpus) {
  const Project& project = corpus();
  SqlBinder binder(*project.catalog);
  size_t count = 0;
  for (auto _ : state) {
    const std::vector<SqlText> statements = statements_of(project);
    count = statements.size();
    for (const SqlText& statement : statements) benchmark::DoNotOptimize(binder.bind(statement).query);
  }
  per_statement(state, count);
}

void whole(benchmark::State& state) {
  const Project project = generated(static_cast<int>(state.range(0)));
  SqlBinder binder(*project.catalog);
  for (auto _ : state) benchmark::DoNotOptimize(analyse(project, binder));
  per_statement(state, static_cast<size_t>(state.range(0)));
  state.SetComplexityN(state.range(0));
}

BENCHMARK_CAPTURE(ratio_to_parsing, fieldcrm, example)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ratio_to_parsing, generated, generated_thousand)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(parse, fieldcrm, example)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(split, fieldcrm, example)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(split_parse_bind, fieldcrm, example)->Unit(benchmark::kMillisecond);
BENCHMARK(whole)
    ->Arg(500)
    ->Arg(1000)
    ->Arg(2000)
    ->Arg(4000)
    ->Arg(8000)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ringfence::bench

BENCHMARK_MAIN();
