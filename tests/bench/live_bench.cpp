// What a check of a live database costs, and which locks it takes meanwhile: a private PostgreSQL with 2,000 tables and 5,000
// statements in pg_stat_statements.
//
// usage: live_bench RINGFENCE
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <pqxx/pqxx>
#include <string>
#include <thread>
#include <vector>

#include "lint/witness/scratch_server.h"
#include "tests/bench/child_process.h"

namespace ringfence::bench {
namespace {

constexpr int kTables = 2000;
constexpr int kStatements = 5000;
constexpr int kViews = 300;

// Every third table has row-level security; each refers to the one before.
void make_tables(pqxx::connection& connection) {
  for (int from = 0; from < kTables; from += 100) {
    pqxx::work work(connection);
    for (int i = from; i < from + 100; ++i) {
      const std::string name = fmt::format("t{}", i);
      work.exec(fmt::format("CREATE TABLE {0} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org_id bigint NOT NULL REFERENCES organizations (id), {1} name text NOT NULL, "
                            "email text, amount numeric(12, 2) DEFAULT 0 CHECK (amount >= 0), status varchar(20) NOT NULL DEFAULT 'open', created_at timestamptz NOT NULL DEFAULT now(), "
                            "data jsonb, UNIQUE (org_id, id)); CREATE INDEX ON {0} (org_id, created_at); GRANT SELECT, INSERT, UPDATE, DELETE ON {0} TO app;",
                            name, i == 0 ? "" : fmt::format("parent_id bigint REFERENCES t{} (id),", i - 1)));
      if (i % 3 == 0)
        work.exec(fmt::format("ALTER TABLE {0} ENABLE ROW LEVEL SECURITY; CREATE POLICY tenant ON {0} TO app USING (org_id = current_setting('app.org_id')::bigint)", name));
      if (i < kViews) work.exec(fmt::format("CREATE VIEW v{0} AS SELECT a.id, a.org_id, o.name AS org FROM t{0} a JOIN organizations o ON o.id = a.org_id", i));
    }
    work.commit();
  }
}

// Two of three name the tenant.
void run_statements(pqxx::connection& connection) {
  pqxx::nontransaction work(connection);
  for (int i = 0; i < kStatements; ++i) {
    const int table = i % kTables;
    const std::string other = i < kTables ? "status" : i < 2 * kTables ? "email" : "name";
    const std::string scope = i % 3 == 0 ? "" : " AND a.org_id = 7";
    work.exec(fmt::format("SELECT a.id, a.{1} FROM t{0} a JOIN t{2} b ON b.id = a.id AND b.org_id = a.org_id WHERE a.{1} = 'x'{3} ORDER BY a.id LIMIT 10", table, other, (table + 1) % kTables, scope));
  }
}

struct Locks {
  std::map<std::string, int> modes;  // On tables that are no catalog's: the most at a time.
  int strong = 0;                    // Seen at all, of other modes than AccessShareLock.
  double longest = 0;                // Seconds in a row with any of them.
};

Locks watch(const std::string& options, const std::atomic<bool>& done) {
  pqxx::connection connection(options);
  Locks locks;
  auto since = std::chrono::steady_clock::time_point::max();
  while (!done) {
    std::map<std::string, int> now;
    for (const pqxx::row& row : pqxx::nontransaction(connection).exec(
             "SELECT l.mode, l.relation >= 16384 AS own FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE a.application_name = 'ringfence' AND l.locktype = 'relation'")) {
      if (row[0].c_str() != std::string("AccessShareLock")) ++locks.strong;
      if (row[1].as<bool>()) ++now[row[0].c_str()];
    }
    for (const auto& [mode, count] : now) locks.modes[mode] = std::max(locks.modes[mode], count);
    const auto time = std::chrono::steady_clock::now();
    if (now.empty()) since = std::chrono::steady_clock::time_point::max();
    else {
      since = std::min(since, time);
      locks.longest = std::max(locks.longest, std::chrono::duration<double>(time - since).count());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return locks;
}

int run(const std::string& program) {
  witness::ScratchServer server({"shared_preload_libraries=pg_stat_statements", "pg_stat_statements.max=10000"});
  pqxx::connection connection(server.connection_string());
  pqxx::nontransaction(connection).exec("CREATE EXTENSION pg_stat_statements; CREATE ROLE app LOGIN; CREATE TABLE organizations (id bigint PRIMARY KEY, name text)");
  make_tables(connection);
  run_statements(connection);
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("ringfence-live-bench-{}", getpid());
  std::filesystem::create_directory(folder);
  std::ofstream(folder / "ringfence.toml") << "[tenant]\nroot = \"organizations\"\nkeys = [\"org_id\"]\n";
  for (int round = 0; round < 3; ++round) {
    std::atomic<bool> done = false;
    Locks locks;
    std::thread watcher([&] { locks = watch(server.connection_string(), done); });
    const Cost cost = run_child({program, "check", folder.string(), "--database", server.connection_string(), "--quiet", "--output", (folder / "report.txt").string()});
    done = true;
    watcher.join();
    fmt::print("{:.2f} s ({:.2f} s of its own processor time), {:.0f} MB; locks stronger than AccessShareLock seen: {}; on tables and views at a time:", cost.wall_seconds, cost.cpu_seconds,
               cost.peak_megabytes, locks.strong);
    for (const auto& [mode, count] : locks.modes) fmt::print(" {} {}", count, mode);
    fmt::print(", for {:.3f} s in a row at most\n", locks.longest);
    std::fflush(stdout);
  }
  std::ifstream report(folder / "report.txt");
  std::vector<std::string> lines;
  for (std::string line; std::getline(report, line);) lines.push_back(line);
  for (size_t i = lines.size() - std::min<size_t>(lines.size(), 4); i < lines.size(); ++i) fmt::print("{}\n", lines[i]);
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace ringfence::bench

int main(int argc, char** argv) {
  if (argc != 2) return fmt::print(stderr, "usage: live_bench RINGFENCE\n"), 2;
  return ringfence::bench::run(argv[1]);
}
